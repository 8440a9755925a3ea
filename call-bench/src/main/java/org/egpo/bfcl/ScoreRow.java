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
 * @param accuracy correct / tests
 * @param low lower end of the 95 % Wilson interval
 * @param high its upper end
 * @param topErrors most frequent error types, at most three
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
        double accuracy,
        double low,
        double high,
        List<ErrorCount> topErrors,
        int undecodablePasses,
        int strictCorrect,
        int skipped) {
    private static final int TOP = 3;

    /**
     * A row without strict verdicts.
     *
     * @param total how many the right ones are counted among, for the interval
     */
    public static ScoreRow of(
            String category,
            int tests,
            int of,
            int correct,
            int total,
            double accuracy,
            Stream<String> errorTypes,
            int skipped) {
        WilsonInterval i = WilsonInterval.of(correct, total);
        List<ErrorCount> top = ErrorCount.of(errorTypes).stream().limit(TOP).toList();
        return new ScoreRow(category, tests, of, correct, accuracy, i.low(), i.high(), top, -1, -1, skipped);
    }

    /** The same row with these counts. */
    ScoreRow with(int undecodable, int strict) {
        return new ScoreRow(category, tests, of, correct, accuracy, low, high, topErrors, undecodable, strict, skipped);
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
