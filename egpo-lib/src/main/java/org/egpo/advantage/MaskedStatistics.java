package org.egpo.advantage;

/**
 * Mean and variance over the learnt tokens of a batch (verl's {@code masked_mean}, {@code masked_var}, {@code
 * masked_whiten}). Values that are masked out do not count and may be NaN.
 *
 * @param mean Σ x m / (Σ m + 10⁻⁸)
 * @param variance Σ (x − mean)² m / (Σ m + 10⁻⁸) · Σ m / (Σ m − 1); NaN for one token or none
 */
public record MaskedStatistics(double mean, double variance) {
    private static final double EPSILON = 1e-8;

    /**
     * @param values one row for each response
     * @param masks of the same shape: whether the token counts
     */
    public static MaskedStatistics of(double[][] values, boolean[][] masks) {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < values.length; i++) {
            for (int t = 0; t < values[i].length; t++) {
                if (masks[i][t]) {
                    sum += values[i][t];
                    count++;
                }
            }
        }
        double mean = sum / (count + EPSILON);
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            for (int t = 0; t < values[i].length; t++) {
                if (masks[i][t]) {
                    squares += (values[i][t] - mean) * (values[i][t] - mean);
                }
            }
        }
        double variance = count < 2 ? Double.NaN : squares / (count + EPSILON) * count / (count - 1);
        return new MaskedStatistics(mean, variance);
    }

    /** The mean of each row by itself; 0 for a row without a counted token. */
    public static double[] rowMeans(double[][] values, boolean[][] masks) {
        double[] means = new double[values.length];
        for (int i = 0; i < means.length; i++) {
            means[i] =
                    of(new double[][] {values[i]}, new boolean[][] {masks[i]}).mean();
        }
        return means;
    }

    /** (x − mean) / √(variance + 10⁻⁸) of every value, counted or not, by the statistics of those that count. */
    public static double[][] whiten(double[][] values, boolean[][] masks) {
        MaskedStatistics s = of(values, masks);
        double scale = 1 / Math.sqrt(s.variance + EPSILON);
        double[][] white = new double[values.length][];
        for (int i = 0; i < values.length; i++) {
            white[i] = new double[values[i].length];
            for (int t = 0; t < values[i].length; t++) {
                white[i][t] = (values[i][t] - s.mean) * scale;
            }
        }
        return white;
    }
}
