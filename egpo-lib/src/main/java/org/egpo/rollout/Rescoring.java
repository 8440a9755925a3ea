package org.egpo.rollout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.egpo.policy.CausalLm;
import org.egpo.policy.TokenBatch;
import org.egpo.policy.TokenScores;
import org.egpo.policy.Tokenizer;

/** Fills in what a response made elsewhere lacks, by scoring its tokens with a local policy. */
record Rescoring(CausalLm policy, Tokenizer tokenizer) {
    /** @param temperature of the sampling; at 0 the distributions at 1 are meant, as in local generation */
    List<Response> of(Prompt prompt, List<Response> group, double temperature) {
        long[] start = prompt.ids(tokenizer);
        List<long[]> rows = new ArrayList<>();
        for (Response r : group) {
            if (isScored(r)) {
                check(prompt.id(), r.ids());
                rows.add(LongStream.concat(Arrays.stream(start), Arrays.stream(r.ids()))
                        .toArray());
            }
        }
        if (rows.isEmpty()) {
            return group;
        }
        TokenScores scores =
                policy.score(TokenBatch.rightPadded(rows, 0), start.length, temperature == 0 ? 1 : temperature);
        List<Response> responses = new ArrayList<>();
        int row = 0;
        for (Response r : group) {
            responses.add(isScored(r) ? filled(r, scores, row++) : r);
        }
        return responses;
    }

    /** Where the server did not tell a token, nothing can be computed behind it. */
    private static boolean isScored(Response r) {
        return r.length() > 0 && Arrays.stream(r.ids()).allMatch(id -> id >= 0);
    }

    private void check(String id, long[] ids) {
        int vocabulary = policy.config().vocabulary();
        long largest = Arrays.stream(ids).max().orElse(0);
        if (largest >= vocabulary) {
            throw new IllegalArgumentException("a response for " + id + " has the token id " + largest
                    + ", but the scoring policy's vocabulary has " + vocabulary + "; score with the served model");
        }
    }

    private static Response filled(Response r, TokenScores scores, int row) {
        return new Response(
                r.text(),
                r.tokens(),
                r.ids(),
                filled(r.logProbabilities(), scores.logProbabilities()[row]),
                filled(r.temperedLogProbabilities(), scores.temperedLogProbabilities()[row]),
                filled(r.entropies(), scores.entropies()[row]),
                r.truncated(),
                null,
                r.opened(),
                r.steps());
    }

    /** What is known, and what was computed where it is not. */
    private static double[] filled(double[] known, float[] computed) {
        double[] all = known.clone();
        for (int i = 0; i < all.length; i++) {
            all[i] = Double.isNaN(all[i]) ? computed[i] : all[i];
        }
        return all;
    }
}
