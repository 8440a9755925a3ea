package org.egpo.policy;

import org.jspecify.annotations.Nullable;

/**
 * A micro-batch to learn from. All matrices but the tokens are [B][T − start]: one value for each token from {@code start}
 * on.
 *
 * @param prompts what the sequences begin with where it is kept apart, so that each prompt is computed once for all its
 *     responses; null where the sequences hold it themselves
 * @param tokens B sequences padded to T; where prompts are kept apart, the responses alone, padded on the right
 * @param start first position to learn: at least 1, and 0 where prompts are kept apart
 * @param weights what each token counts in the loss; 0 for tokens that do not count
 * @param advantages null for supervised learning
 * @param oldLogProbabilities under the sampling policy, at the sampling temperature; null for supervised learning
 * @param referenceLogProbabilities under the reference model, at the sampling temperature; null where no divergence is wanted
 */
public record LearningBatch(
        @Nullable SharedPrompts prompts,
        TokenBatch tokens,
        int start,
        float[][] weights,
        float @Nullable [][] advantages,
        float @Nullable [][] oldLogProbabilities,
        float @Nullable [][] referenceLogProbabilities) {

    public LearningBatch {
        if (prompts != null) {
            prompts.check(tokens, start);
        } else if (start < 1 || start >= tokens.columns()) {
            throw new IllegalArgumentException(
                    "start is " + start + "; it must be from 1 to " + (tokens.columns() - 1));
        }
        int n = tokens.columns() - start;
        check("weights", weights, tokens.rows(), n);
        check("advantages", advantages, tokens.rows(), n);
        check("old log-probabilities", oldLogProbabilities, tokens.rows(), n);
        check("reference log-probabilities", referenceLogProbabilities, tokens.rows(), n);
    }

    private static void check(String name, float[][] matrix, int rows, int columns) {
        if (matrix != null && (matrix.length != rows || matrix[0].length != columns)) {
            throw new IllegalArgumentException(name + " are " + matrix.length + " × " + matrix[0].length
                    + "; they must be " + rows + " × " + columns);
        }
    }

    @SuppressWarnings("NullAway") // it does not see that the arrays of arrays may be null
    public static LearningBatch supervised(TokenBatch tokens, int start, float[][] weights) {
        return new LearningBatch(null, tokens, start, weights, null, null, null);
    }
}
