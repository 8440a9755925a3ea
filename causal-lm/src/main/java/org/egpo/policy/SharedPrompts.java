package org.egpo.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Prompts that several responses begin with. The responses of a group share their prompt, so it is computed once for them
 * all: with S = 8 responses and prompts five times as long as these, learning is several times faster.
 *
 * @param prompts [P][L], padded on the left
 * @param owners for each of B responses the row of its prompt
 */
public record SharedPrompts(TokenBatch prompts, int[] owners) {
    public SharedPrompts {
        owners = owners.clone();
        for (int i = 0; i < owners.length; i++) {
            if (owners[i] < 0 || owners[i] >= prompts.rows()) {
                throw new IllegalArgumentException("response " + i + " belongs to prompt " + owners[i]
                        + "; there are prompts 0 to " + (prompts.rows() - 1));
            }
        }
        for (int i = 0; i < prompts.rows(); i++) {
            if (!prompts.valid()[i][prompts.columns() - 1]) {
                throw new IllegalArgumentException("prompt " + i + " ends with padding; pad prompts on the left");
            }
        }
    }

    /**
     * Gathers the prompts of responses; arrays that are the same object are one prompt.
     *
     * @param ofResponses the prompt of each response
     * @param padding id to pad with
     */
    public static SharedPrompts of(List<long[]> ofResponses, long padding) {
        Map<long[], Integer> rows = new IdentityHashMap<>();
        List<long[]> prompts = new java.util.ArrayList<>();
        int[] owners = new int[ofResponses.size()];
        for (int i = 0; i < owners.length; i++) {
            long[] prompt = ofResponses.get(i);
            Integer row = rows.putIfAbsent(prompt, prompts.size());
            if (row == null) {
                row = prompts.size();
                prompts.add(prompt);
            }
            owners[i] = row;
        }
        return new SharedPrompts(TokenBatch.leftPadded(prompts, padding), owners);
    }

    void check(TokenBatch responses, int start) {
        if (start != 0) {
            throw new IllegalArgumentException(
                    "start is " + start + "; it must be 0, because the prompts are kept apart");
        }
        if (responses.rows() != owners.length) {
            throw new IllegalArgumentException(responses.rows() + " responses stand against " + owners.length
                    + " owners; give each response its prompt");
        }
        if (responses.needsMask()) {
            throw new IllegalArgumentException("responses are padded on the left; pad them on the right");
        }
    }

    /** Tokens of the longest prompt and response together; padding does not count, for positions leave it out. */
    int longest(TokenBatch responses) {
        return IntStream.range(0, owners.length)
                .map(i -> count(prompts.valid()[owners[i]]) + count(responses.valid()[i]))
                .max()
                .orElse(0);
    }

    private static int count(boolean[] valid) {
        return (int) IntStream.range(0, valid.length).filter(t -> valid[t]).count();
    }

    /** The three arrays that the program takes; of size 1 where prompts are not kept apart. */
    static List<NDArray> arrays(NDManager scope, @Nullable SharedPrompts shared) {
        TokenBatch prompts = shared == null ? new TokenBatch(new long[1][1], new boolean[1][1]) : shared.prompts();
        long[] owners = shared == null
                ? new long[1]
                : Arrays.stream(shared.owners()).asLongStream().toArray();
        return List.of(prompts.ids(scope), prompts.valid(scope), ArrayCopies.owned(scope.create(owners)));
    }
}
