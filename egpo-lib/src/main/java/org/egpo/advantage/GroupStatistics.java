package org.egpo.advantage;

import java.util.Arrays;

/**
 * Mean and standard deviation of one group's rewards.
 *
 * @param mean 0 for a group of one
 * @param std unbiased (n − 1); 1 for a group of one; exactly 0 where all rewards are equal
 */
public record GroupStatistics(double mean, double std) {
    /** Added to the standard deviation before dividing (verl). */
    static final double EPSILON = 1e-6;

    /** @throws IllegalArgumentException for an empty group or a reward that is not finite */
    public static GroupStatistics of(double[] rewards) {
        if (rewards.length == 0) {
            throw new IllegalArgumentException("a group needs at least one reward; this one is empty");
        }
        for (int i = 0; i < rewards.length; i++) {
            if (!Double.isFinite(rewards[i])) {
                throw new IllegalArgumentException(
                        "reward " + i + " is " + rewards[i] + "; rewards must be finite numbers");
            }
        }
        if (rewards.length == 1) {
            return new GroupStatistics(0, 1);
        }
        double mean = mean(rewards);
        if (Arrays.stream(rewards).allMatch(r -> r == rewards[0])) {
            return new GroupStatistics(rewards[0], 0);
        }
        double squares = 0;
        for (double r : rewards) {
            squares += (r - mean) * (r - mean);
        }
        return new GroupStatistics(mean, Math.sqrt(squares / (rewards.length - 1)));
    }

    /** (r − mean) / (std + 10⁻⁶); exactly 0 where all rewards are equal, so that rounding cannot invent an advantage. */
    double normalize(double reward) {
        return std == 0 ? 0 : (reward - mean) / (std + EPSILON);
    }

    private static double mean(double[] rewards) {
        double sum = 0;
        for (double r : rewards) {
            sum += r;
        }
        return sum / rewards.length;
    }
}
