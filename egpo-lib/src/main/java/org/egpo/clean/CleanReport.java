package org.egpo.clean;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.egpo.data.WholeFile;

/**
 * What cleaning did to a file.
 *
 * @param judge who judged
 * @param records read
 * @param badLines lines that are no record; named in {@code problems}
 * @param judged outcomes of stage 1
 * @param checked outcomes of stage 2 among the records that passed stage 1, repeats and leaks included
 * @param outcomes of every record in the end; they add up to {@code records}
 * @param judgeReasons how often stage 1 gave each reason for dropping or correcting (once a record)
 * @param unproven how often stage 1 gave each reason for being undecided (once a record)
 * @param checkReasons how often stage 2 gave each reason for dropping (once a record)
 * @param corrections how often each reason led to a correction (once a record)
 * @param matrix stage 1's outcome → what stage 2 says of the answer as it came → records
 * @param changes the first records that were changed or dropped
 * @param unusedTools tools that no record calls, in order of first sight, at most 100
 * @param problems the bad lines' messages, at most 100, and the names of types that are not known
 */
public record CleanReport(
        String judge,
        int records,
        int badLines,
        Map<Outcome, Integer> judged,
        Map<Outcome, Integer> checked,
        Map<Outcome, Integer> outcomes,
        Map<Reason, Integer> judgeReasons,
        Map<Reason, Integer> unproven,
        Map<Reason, Integer> checkReasons,
        Map<Reason, Integer> corrections,
        Map<Outcome, Map<Outcome, Integer>> matrix,
        List<Change> changes,
        List<String> unusedTools,
        List<String> problems) {

    /**
     * A record before and after.
     *
     * @param after the answer that was kept; "" when the record was not
     */
    public record Change(
            String id, String question, String before, String after, Outcome outcome, List<Finding> findings) {}

    public int count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    /**
     * Writes the report as JSON beside the cleaned file: its name with {@code .report.json}.
     *
     * @param out the cleaned file
     */
    public void write(Path out) throws IOException {
        WholeFile.write(
                out.resolveSibling(out.getFileName() + ".report.json"),
                new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this));
    }

    /** Records in the output, those among them that are undecided. */
    public int kept() {
        return records - count(Outcome.DROPPED);
    }

    /** The funnel in three lines. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d records, %,d bad lines%n%s: %s%nAST: %s%nin the end: %s",
                records,
                badLines,
                judge,
                line(judged),
                line(checked),
                line(outcomes));
    }

    private static String line(Map<Outcome, Integer> counts) {
        return Arrays.stream(Outcome.values())
                .map(o -> String.format(Locale.ROOT, "%,d %s", counts.getOrDefault(o, 0), o))
                .collect(Collectors.joining(", "));
    }
}
