package org.egpo.bfcl;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One line of the score table.
 *
 * @param tests number of tests scored
 * @param of number of tests that the data has
 * @param total how many the right ones are counted among, for the interval
 * @param accuracy correct / tests
 * @param errors every error type, most frequent first
 * @param undecodablePasses passes whose text could not be read as calls, which the official rules count as correct in
 *     irrelevance; -1 elsewhere
 * @param strictCorrect correct answers by the strict rules, or -1 when these were not asked for
 * @param skipped unusable lines left out
 */
public record ScoreRow(
        String category,
        int tests,
        int of,
        int correct,
        int total,
        double accuracy,
        List<ErrorCount> errors,
        int undecodablePasses,
        int strictCorrect,
        int skipped) {
    private static final int TOP = 3;

    /** Lower end of the 95 % Wilson interval. */
    public double low() {
        return WilsonInterval.of(correct, total).low();
    }

    /** Its upper end. */
    public double high() {
        return WilsonInterval.of(correct, total).high();
    }

    /** Most frequent error types, at most three. */
    public List<ErrorCount> topErrors() {
        return errors.stream().limit(TOP).toList();
    }

    /** How often an error type occurred. */
    public record ErrorCount(String errorType, int count) {
        /** Most frequent first; equal ones by name. */
        public static List<ErrorCount> of(Stream<String> errorTypes) {
            Map<String, Integer> counts = new TreeMap<>();
            errorTypes.forEach(type -> counts.merge(type, 1, Integer::sum));
            return counts.entrySet().stream()
                    .map(e -> new ErrorCount(e.getKey(), e.getValue()))
                    .sorted(Comparator.comparingInt(ErrorCount::count).reversed())
                    .toList();
        }

        @Override
        public String toString() {
            return errorType + " " + count;
        }
    }
}
