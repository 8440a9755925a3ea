package org.egpo.bfcl;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

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
        double sum = 0;
        int total = 0;
        boolean missing = false;
        for (Figure f : parts) {
            sum += f.accuracy;
            total += f.total;
            missing |= f.missing;
        }
        return new Figure(sum / parts.length, total, missing);
    }

    /** Every test has the same weight. */
    static Figure weightedMean(Figure... parts) {
        double sum = 0;
        int total = 0;
        boolean missing = false;
        for (Figure f : parts) {
            sum += f.accuracy * f.total;
            total += f.total;
            missing |= f.missing;
        }
        return new Figure(total == 0 ? 0 : sum / total, total, missing);
    }

    /** Fixed weights, divided by their sum. */
    static Figure weighted(List<Integer> weights, Figure... parts) {
        double all = weights.stream().mapToInt(Integer::intValue).sum();
        double sum = 0;
        int total = 0;
        boolean missing = false;
        for (int i = 0; i < parts.length; i++) {
            sum += parts[i].accuracy * (weights.get(i) / all);
            total += parts[i].total;
            missing |= parts[i].missing;
        }
        return new Figure(sum, total, missing);
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
