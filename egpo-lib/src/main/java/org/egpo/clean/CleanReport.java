package org.egpo.clean;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.egpo.data.BadRecordException;
import org.egpo.data.Example;
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

    /** Counts while records go by. */
    static final class Builder {
        private static final int CHANGES_OF_A_REASON = 3;
        private static final int MOST = 100;

        private final String judge;
        private int records;
        private int badLines;
        private final Map<Outcome, Integer> judged = new EnumMap<>(Outcome.class);
        private final Map<Outcome, Integer> checked = new EnumMap<>(Outcome.class);
        private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        private final Map<Reason, Integer> judgeReasons = new EnumMap<>(Reason.class);
        private final Map<Reason, Integer> unproven = new EnumMap<>(Reason.class);
        private final Map<Reason, Integer> checkReasons = new EnumMap<>(Reason.class);
        private final Map<Reason, Integer> corrections = new EnumMap<>(Reason.class);
        private final Map<Outcome, Map<Outcome, Integer>> matrix = new EnumMap<>(Outcome.class);
        private final Map<Reason, Integer> shown = new EnumMap<>(Reason.class);
        private final List<Change> changes = new ArrayList<>();
        private final Set<String> offered = new LinkedHashSet<>();
        private final Set<String> called = new LinkedHashSet<>();
        private final List<String> problems = new ArrayList<>();

        Builder(String judge) {
            this.judge = judge;
        }

        void bad(BadRecordException e) {
            badLines++;
            if (problems.size() < MOST) {
                problems.add(e.getMessage());
            }
        }

        void add(Example example, Judgement judgement, AstResult asItCame, CleanRecord result) {
            records++;
            judged.merge(judgement.outcome(), 1, Integer::sum);
            count(judgement.outcome() == Outcome.UNDECIDED ? unproven : judgeReasons, judgement.findings());
            if (judgement.outcome().passes()) {
                checked.merge(result.checked().outcome(), 1, Integer::sum);
                boolean dropped = result.checked().outcome() == Outcome.DROPPED;
                count(dropped ? checkReasons : corrections, result.checked().findings());
                if (judgement.outcome() == Outcome.CORRECTED) {
                    count(corrections, judgement.findings());
                }
            }
            outcomes.merge(result.outcome(), 1, Integer::sum);
            matrix.computeIfAbsent(judgement.outcome(), k -> new EnumMap<>(Outcome.class))
                    .merge(asItCame.outcome(), 1, Integer::sum);
            example.tools().forEach(t -> offered.add(t.name()));
            result.answer().calls().forEach(c -> called.add(c.name()));
            show(example, result);
        }

        private static void count(Map<Reason, Integer> counts, List<Finding> findings) {
            findings.stream()
                    .map(Finding::reason)
                    .collect(Collectors.toSet())
                    .forEach(r -> counts.merge(r, 1, Integer::sum));
        }

        private void show(Example example, CleanRecord result) {
            if (result.outcome() == Outcome.KEPT || result.findings().isEmpty()) {
                return;
            }
            if (shown.merge(result.findings().get(0).reason(), 1, Integer::sum) <= CHANGES_OF_A_REASON) {
                changes.add(new Change(
                        example.id(),
                        example.question(),
                        example.answer().toString(),
                        result.outcome().passes() ? result.answer().toString() : "",
                        result.outcome(),
                        result.findings()));
            }
        }

        /** @param unknownTypes names of types that allowed every value */
        CleanReport build(List<String> unknownTypes) {
            if (!unknownTypes.isEmpty()) {
                problems.add("types that are not known, so that every value passes: "
                        + String.join(", ", unknownTypes.subList(0, Math.min(MOST, unknownTypes.size()))));
            }
            List<String> unused = offered.stream()
                    .filter(t -> !called.contains(t))
                    .limit(MOST)
                    .toList();
            return new CleanReport(
                    judge,
                    records,
                    badLines,
                    judged,
                    checked,
                    outcomes,
                    judgeReasons,
                    unproven,
                    checkReasons,
                    corrections,
                    matrix,
                    List.copyOf(changes),
                    unused,
                    List.copyOf(problems));
        }
    }
}
