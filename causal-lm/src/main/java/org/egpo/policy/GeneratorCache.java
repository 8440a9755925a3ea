package org.egpo.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values that calls of one {@link Generator} leave behind, so that a prompt that goes on where an earlier response ended
 * is computed from there: as in a dialogue whose next step reads the last one and what came after it. Holds what the last call left,
 * the memory of its whole batch. For one thread at a time; {@link #close} frees it, and must come before the model's.
 */
public final class GeneratorCache implements AutoCloseable {
    private final CausalLm model;
    private final List<long[]> read = new ArrayList<>();
    private @Nullable NDManager scope;
    private NDArray @Nullable [] left;

    public GeneratorCache(CausalLm model) {
        this.model = model;
    }

    /** For each prompt the row that it goes on from, or −1. */
    long[] rows(List<long[]> prompts) {
        return prompts.stream()
                .mapToLong(p -> {
                    for (int row = 0; row < read.size(); row++) {
                        long[] r = read.get(row);
                        if (r.length < p.length && Arrays.mismatch(r, p) == r.length) {
                            return row;
                        }
                    }
                    return -1;
                })
                .toArray();
    }

    /** What of a prompt is not in a row. */
    long[] rest(long[] prompt, long row) {
        return row < 0 ? prompt : Arrays.copyOfRange(prompt, read.get((int) row).length, prompt.length);
    }

    /** Keys, values and mask as the program takes them; of no position where nothing was left. */
    static List<NDArray> arrays(@Nullable GeneratorCache cache, NDManager call) {
        if (cache != null && cache.left != null) {
            return Arrays.asList(cache.left);
        }
        NDArray none = call.zeros(new Shape(0), DataType.FLOAT32);
        return List.of(none, none, call.zeros(new Shape(1, 0), DataType.BOOLEAN));
    }

    /** Takes over what a call left. */
    void keep(List<long[]> prompts, List<List<Generated>> responses, NDArray keys, NDArray values, NDArray seen) {
        NDManager next = model.manager().newSubManager();
        List.of(keys, values, seen).forEach(a -> a.attach(next));
        close();
        scope = next;
        left = new NDArray[] {keys, values, seen};
        for (int i = 0; i < prompts.size(); i++) {
            for (Generated g : responses.get(i)) {
                // The last token was sampled and not read.
                int n = Math.max(0, g.tokens().length - 1);
                long[] all = Arrays.copyOf(prompts.get(i), prompts.get(i).length + n);
                System.arraycopy(g.tokens(), 0, all, prompts.get(i).length, n);
                read.add(all);
            }
        }
    }

    @Override
    public void close() {
        if (scope != null) {
            scope.close();
        }
        scope = null;
        left = null;
        read.clear();
    }
}
