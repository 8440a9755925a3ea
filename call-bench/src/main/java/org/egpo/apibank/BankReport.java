package org.egpo.apibank;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.egpo.bfcl.ScoreFiles;
import org.egpo.bfcl.ScoreRow;
import org.egpo.bfcl.ScoreTable;
import org.egpo.bfcl.WilsonInterval;
import org.egpo.call.PythonObjects;
import org.egpo.call.Value;

/**
 * The scores of one model: a part for each result file.
 *
 * @param notes sentences about files left out
 */
public record BankReport(String model, List<BankReport.Part> parts, List<String> notes) {
    private static final int MOST_NAMED = 5;

    /**
     * An answer and what came of it.
     *
     * @param verdict on a call, or on how the score of a response ended
     * @param score of a response, 0 to 1; NaN where the official script ends with an exception
     */
    public record Case(BankData.Sample sample, String answer, BankChecker.Verdict verdict, double score) {
        public boolean isCorrect() {
            return verdict.type().equals(BankChecker.CORRECT);
        }
    }

    /**
     * The judgements of one result file.
     *
     * @param name of the file without its ending, such as {@code level-1-api}
     * @param of number of samples that the data have
     * @param skipped sentences about what was left out or replaced
     */
    public record Part(String name, int level, boolean calls, int of, List<Case> cases, List<String> skipped) {
        private static final int TASKS = 50;

        public int correct() {
            return (int) cases.stream().filter(Case::isCorrect).count();
        }

        /** In levels 1 and 2 samples without an answer count; in level 3 only the answers do, however many. */
        public int total() {
            return level == 3 ? cases.size() : of;
        }

        public double accuracy() {
            return total() == 0 ? 0 : (double) correct() / total();
        }

        /** How often each error occurred. */
        public Map<String, Integer> errors() {
            Map<String, Integer> errors = new LinkedHashMap<>();
            errorCounts().forEach(e -> errors.put(e.errorType(), e.count()));
            return errors;
        }

        private List<ScoreRow.ErrorCount> errorCounts() {
            return ScoreRow.ErrorCount.of(wrong().map(c -> c.verdict.type()));
        }

        /** Level 3: the share of the tasks without an error, always of 50, those without an answer included. */
        public double taskAccuracy() {
            return (double) (TASKS - tasks(wrong())) / TASKS;
        }

        /** Level 3: how many searches for a tool had another outcome than recorded. */
        public int searchErrors() {
            return (int) cases.stream()
                    .filter(c -> c.verdict.type().equals("INCORRECT")
                            && Value.is(PythonObjects.at(c.sample.call(), "api_name"), "ToolSearcher"))
                    .count();
        }

        /** Mean score of the responses; an abort of the official script counts as 0. */
        public double mean() {
            double sum = 0;
            for (Case c : cases) {
                sum += Double.isNaN(c.score) ? 0 : c.score;
            }
            return cases.isEmpty() ? 0 : sum / cases.size();
        }

        /** Half of the 95 % interval of the mean (normal approximation). */
        double margin() {
            double mean = mean();
            double squares = cases.stream()
                    .mapToDouble(c -> Math.pow((Double.isNaN(c.score) ? 0 : c.score) - mean, 2))
                    .sum();
            int n = cases.size();
            return n < 2 ? 1 : WilsonInterval.Z * Math.sqrt(squares / (n - 1) / n);
        }

        private ScoreRow row() {
            return new ScoreRow(
                    name, cases.size(), of, correct(), total(), accuracy(), errorCounts(), -1, -1, skipped.size());
        }

        private Stream<Case> wrong() {
            return cases.stream().filter(c -> !c.isCorrect());
        }

        /** The figures that the official scripts print. */
        public Map<String, Object> header() {
            if (!calls) {
                return ScoreFiles.line("rouge_l", mean(), "total_count", cases.size());
            }
            Map<String, Object> head = ScoreFiles.line(
                    "accuracy", accuracy(),
                    "correct_count", correct(),
                    "total_count", total(),
                    "sample_accuracy", level == 3 ? taskAccuracy() : null,
                    "tool_searcher_errors", level == 3 ? searchErrors() : null);
            errors().forEach(head::put);
            return head;
        }
    }

    private static long tasks(Stream<Case> cases) {
        return cases.map(c -> c.sample.key().split(" ")[0]).distinct().count();
    }

    /** A row of the table for each file of calls. */
    public List<ScoreRow> rows() {
        return parts.stream().filter(Part::calls).map(Part::row).toList();
    }

    /** What stands below the table: ROUGE-L of responses, tasks of level 3, what is missing or was left out. */
    public List<String> remarks() {
        List<String> lines = new ArrayList<>();
        for (Part p : parts) {
            if (!p.calls()) {
                double low = Math.max(0, p.mean() - p.margin());
                double high = Math.min(1, p.mean() + p.margin());
                String format = "%s: N %d, ROUGE-L %.4f, 95 %% interval %.4f – %.4f";
                lines.add(String.format(Locale.ROOT, format, p.name(), p.cases().size(), p.mean(), low, high));
            } else if (p.level() == 3) {
                long tasks = tasks(p.cases().stream());
                long right = tasks - tasks(p.wrong());
                String format =
                        "%s: %d of %d tasks without an error; sample accuracy by the official count, of %d whatever"
                                + " was answered: %.2f; %d errors of ToolSearcher";
                lines.add(String.format(
                        Locale.ROOT, format, p.name(), right, tasks, Part.TASKS, p.taskAccuracy(), p.searchErrors()));
            }
            lines.addAll(notices(p));
        }
        lines.addAll(notes);
        return lines;
    }

    /** Tables for a terminal, with what is missing or was left out. */
    @Override
    public String toString() {
        return ScoreTable.of(model, rows(), remarks());
    }

    private static List<String> notices(Part p) {
        List<String> notices = new ArrayList<>();
        long answered = p.cases().stream().map(c -> c.sample().key()).distinct().count();
        if (answered < p.of()) {
            String counted = !p.calls()
                    ? ", not counted"
                    : p.level() < 3 ? ", counted as wrong" : ", whose tasks count as right in the sample accuracy";
            notices.add("INCOMPLETE: " + p.name() + " lacks " + (p.of() - answered) + " of " + p.of() + counted);
        }
        count(p, notices, BankChecker.CRASH, "end the official script, counted as wrong");
        count(p, notices, BankChecker.UNJUDGED, "need a model or the network to be judged, counted as wrong");
        notices.addAll(p.skipped());
        return notices;
    }

    private static void count(Part p, List<String> notices, String type, String what) {
        List<String> keys = p.cases().stream()
                .filter(c -> c.verdict().type().equals(type))
                .map(c -> c.sample().key())
                .toList();
        if (!keys.isEmpty()) {
            String named = ScoreTable.named(keys, MOST_NAMED);
            notices.add(p.name() + ": answers that " + what + ": " + keys.size() + " (" + named + ")");
        }
    }
}
