package org.egpo.train;

import java.util.List;

/**
 * How the losses of tokens become one number (verl's {@code loss_agg_mode}). Each way is a choice of what a token counts, so
 * gradients of micro-batches add up whatever the mode.
 */
public enum Aggregation {
    /** Every token of the batch counts the same. */
    TOKEN_MEAN,
    /** Sum over the tokens of a response, mean over responses. */
    SEQUENCE_MEAN_TOKEN_SUM,
    /** Mean over the tokens of a response, mean over responses. */
    SEQUENCE_MEAN_TOKEN_MEAN,
    /** Sum over the tokens divided by one length for all, mean over responses (Dr. GRPO). */
    SEQUENCE_MEAN_TOKEN_SUM_NORM;

    /**
     * What each token of each response counts.
     *
     * @param masks one row for each response: whether the token is learnt
     * @param length the length that {@link #SEQUENCE_MEAN_TOKEN_SUM_NORM} divides by, the longest response allowed
     * @return rows as long as those given; 0 for tokens that are not learnt
     */
    public float[][] weights(List<boolean[]> masks, int length) {
        long tokens = 0;
        int sequences = 0;
        int[] counts = new int[masks.size()];
        for (int i = 0; i < counts.length; i++) {
            for (boolean m : masks.get(i)) {
                counts[i] += m ? 1 : 0;
            }
            tokens += counts[i];
            sequences += counts[i] > 0 ? 1 : 0;
        }
        float[][] weights = new float[masks.size()][];
        for (int i = 0; i < counts.length; i++) {
            boolean[] mask = masks.get(i);
            weights[i] = new float[mask.length];
            double weight =
                    switch (this) {
                        case TOKEN_MEAN -> 1.0 / tokens;
                        case SEQUENCE_MEAN_TOKEN_SUM -> 1.0 / sequences;
                        case SEQUENCE_MEAN_TOKEN_MEAN -> 1.0 / sequences / counts[i];
                        case SEQUENCE_MEAN_TOKEN_SUM_NORM -> 1.0 / sequences / length;
                    };
            for (int t = 0; t < mask.length; t++) {
                weights[i][t] = mask[t] ? (float) weight : 0;
            }
        }
        return weights;
    }
}
