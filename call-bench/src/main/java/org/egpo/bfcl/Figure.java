package org.egpo.bfcl;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * One figure of the leaderboard. What was not evaluated counts as accuracy 0 with its default number of tests and is shown
 * as N/A.
 *
 * @param accuracy from 0 to 1
 * @param total number of tests behind it
 * @param missing whether it is shown as N/A
 */
public record Figure(double accuracy, int total, boolean missing) {
    /** Every figure has the same weight. */
    static Figure mean(Figure... parts) {
        return joined(sum(parts, i -> parts[i].accuracy) / parts.length, parts);
    }

    /** Every test has the same weight. */
    static Figure weightedMean(Figure... parts) {
        double total = sum(parts, i -> parts[i].total);
        return joined(total == 0 ? 0 : sum(parts, i -> parts[i].accuracy * parts[i].total) / total, parts);
    }

    /** Fixed weights, with commas between, divided by their sum. */
    static Figure weighted(String weights, Figure... parts) {
        int[] w = Arrays.stream(weights.split(",")).mapToInt(Integer::parseInt).toArray();
        double all = Arrays.stream(w).sum();
        return joined(sum(parts, i -> parts[i].accuracy * (w[i] / all)), parts);
    }

    private static double sum(Figure[] parts, IntToDoubleFunction of) {
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
            sum += of.applyAsDouble(i);
        }
        return sum;
    }

    private static Figure joined(double accuracy, Figure... parts) {
        int total = Arrays.stream(parts).mapToInt(Figure::total).sum();
        return new Figure(accuracy, total, Arrays.stream(parts).anyMatch(Figure::missing));
    }

    /** The same figure, shown even when a part is missing. */
    Figure shown() {
        return new Figure(accuracy, total, false);
    }

    /** As the leaderboard prints it: {@code 83.25%} or {@code N/A}. */
    public String display() {
        return missing ? "N/A" : percent(accuracy);
    }

    /** Two digits after the point, rounded as Python does: half to even, on the exact binary value. */
    static String percent(double accuracy) {
        return new BigDecimal(accuracy * 100)
                        .setScale(2, RoundingMode.HALF_EVEN)
                        .toPlainString() + "%";
    }
}
