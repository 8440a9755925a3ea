package org.egpo.train;

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

    private static final double EPSILON = 1e-8;

    /**
     * What each token of each response counts. Responses without a learnt token do not count as responses.
     *
     * @param masks one row for each response: whether the token is learnt
     * @param length the length that {@link #SEQUENCE_MEAN_TOKEN_SUM_NORM} divides by, the longest response allowed
     * @return rows as long as those given; 0 for tokens that are not learnt
     */
    public double[][] weights(boolean[][] masks, double length) {
        int[] counts = new int[masks.length];
        double tokens = 0;
        double sequences = 0;
        for (int i = 0; i < counts.length; i++) {
            for (boolean m : masks[i]) {
                counts[i] += m ? 1 : 0;
            }
            tokens += counts[i];
            sequences += counts[i] > 0 ? 1 : 0;
        }
        double[][] weights = new double[masks.length][];
        for (int i = 0; i < counts.length; i++) {
            double shares =
                    switch (this) {
                        case TOKEN_MEAN -> tokens;
                        case SEQUENCE_MEAN_TOKEN_SUM -> sequences;
                        case SEQUENCE_MEAN_TOKEN_MEAN -> sequences * (counts[i] + EPSILON);
                        case SEQUENCE_MEAN_TOKEN_SUM_NORM -> sequences * length;
                    };
            weights[i] = new double[masks[i].length];
            for (int t = 0; t < masks[i].length; t++) {
                weights[i][t] = masks[i][t] ? 1 / shares : 0;
            }
        }
        return weights;
    }
}
