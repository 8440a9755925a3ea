package org.egpo.acebench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.egpo.bfcl.ScoreFiles;
import org.egpo.bfcl.ScoreRow;
import org.egpo.bfcl.ScoreTable;
import org.egpo.call.Resources;
import org.egpo.call.Value;

/**
 * The scores of one model in one language.
 *
 * @param notes sentences about files left out
 */
public record AceReport(String model, String language, List<AceReport.Category> categories, List<String> notes) {
    private static final List<String> COLUMNS = Resources.lines(AceReport.class, "summary-columns.txt");

    /** Three places, as Python rounds: half to even, on the exact binary value. */
    public static double rounded(double d) {
        return new BigDecimal(d).setScale(3, RoundingMode.HALF_EVEN).doubleValue();
    }

    static double mean(List<Double> figures) {
        double sum = 0;
        for (double d : figures) {
            sum += d;
        }
        return figures.isEmpty() ? 0 : rounded(sum / figures.size());
    }

    /**
     * The row of the official summary by column; what was not scored counts as 0. The official columns
     * {@code object_short} and {@code object_deep} hold each other's figures, here too.
     */
    public Map<String, Double> summary() {
        Map<String, Double> figures = new LinkedHashMap<>();
        Map<String, Double> row = new LinkedHashMap<>();
        for (Category c : categories) {
            figures.put(c.category(), c.row().accuracy());
            figures.put(c.category() + "_process", c.processAccuracy());
        }
        for (String column : COLUMNS) {
            List<String> words = List.of(column.split(" "));
            List<Double> parts = words.stream()
                    .skip(1)
                    .map(name -> figures.getOrDefault(name, 0.0))
                    .toList();
            row.put(words.get(0), parts.size() == 1 ? parts.get(0) : mean(parts));
        }
        // The official weights add up to 1.0001.
        double special = Objects.requireNonNull(row.get("special_summary"));
        double normal = Objects.requireNonNull(row.get("normal_summary"));
        double agent = Objects.requireNonNull(row.get("agent_summary"));
        row.put("Summary", rounded(special * 0.2676 + normal * 0.578 + agent * 0.1545));
        return row;
    }

    /** A row of the table for each category. */
    public List<ScoreRow> rows() {
        return categories.stream().map(Category::row).toList();
    }

    /** What stands below the table: the summary, then what is missing or was left out. */
    public List<String> remarks() {
        Map<String, Double> summary = summary();
        List<String> lines = new ArrayList<>();
        lines.add(summary.keySet().stream()
                .filter(name -> name.matches("Summary|.*_summary|atom|.*_process"))
                .map(name -> name + " " + summary.get(name))
                .collect(Collectors.joining(", ")));
        List<String> absent = new ArrayList<>(AceData.CATEGORIES);
        categories.forEach(c -> absent.remove(c.category()));
        if (!absent.isEmpty()) {
            lines.add("without answers, counted as 0: " + String.join(", ", absent));
        }
        categories.stream()
                .filter(c -> !c.missing().isEmpty())
                .forEach(c -> lines.add("INCOMPLETE: " + c.category() + " lacks " + String.join(", ", c.missing())));
        Stream.concat(categories.stream().flatMap(c -> c.skipped().stream()), notes.stream())
                .forEach(s -> lines.add("left out: " + s));
        return lines;
    }

    /** Table and summary for a terminal, with what is missing or was left out. */
    @Override
    public String toString() {
        return ScoreTable.of(model + " (" + language + ")", rows(), remarks());
    }

    /**
     * The judgements of one result file.
     *
     * @param cases in the order of the data
     * @param skipped sentences about the lines left out
     * @param missing ids of the tests without an answer
     */
    public record Category(String category, List<Case> cases, List<String> skipped, List<String> missing) {
        /** A test, what was answered, and the verdict on it. */
        public record Case(AceItem item, Value result, AceChecker.Verdict verdict) {}

        /** Right and all turns of each dialogue, consecutive turns of one number; elsewhere each answer is one. */
        private List<int[]> dialogues() {
            List<int[]> all = new ArrayList<>();
            String before = "";
            for (Case c : cases) {
                String dialogue = c.item.dialogue();
                if (!dialogue.equals(before)) {
                    all.add(new int[2]);
                }
                int[] turns = all.get(all.size() - 1);
                turns[0] += c.verdict.valid() ? 1 : 0;
                turns[1]++;
                before = dialogue;
            }
            return all;
        }

        /** N, accuracy and interval count dialogues without a wrong turn, or right answers. */
        public ScoreRow row() {
            List<int[]> dialogues = dialogues();
            int n = dialogues.size();
            int right = (int) dialogues.stream().filter(d -> d[0] == d[1]).count();
            Stream<String> errors =
                    cases.stream().filter(c -> !c.verdict.valid()).map(c -> c.verdict.errorType());
            // The official script rounds to three places, but for special categories.
            double exact = n == 0 ? 0 : (double) right / n;
            double accuracy = category.startsWith("special") ? exact : rounded(exact);
            int of = n == cases.size() ? n + missing.size() : n;
            return new ScoreRow(
                    category, n, of, right, n, accuracy, ScoreRow.ErrorCount.of(errors), -1, -1, skipped.size());
        }

        /** The mean share of right turns of a dialogue, or of an agent's milestones; elsewhere the accuracy. */
        public double processAccuracy() {
            return mean(
                    category.startsWith("agent")
                            ? cases.stream().map(c -> c.verdict.process()).toList()
                            : dialogues().stream()
                                    .map(d -> rounded((double) d[0] / d[1]))
                                    .toList());
        }

        /** The first line of the official score file. */
        public Map<String, Object> header() {
            boolean agent = category.startsWith("agent");
            return ScoreFiles.line(
                    agent ? "end_to_end_accuracy" : "accuracy",
                    row().accuracy(),
                    "process_accuracy",
                    agent || category.startsWith("normal_multi_turn") ? processAccuracy() : null,
                    "correct_count",
                    cases.stream().filter(c -> c.verdict.valid()).count(),
                    "total_count",
                    cases.size());
        }

        /** The further lines, without the sentences about the errors; agents' tests are counted instead of named. */
        public List<Map<String, Object>> listed() {
            List<Map<String, Object>> lines = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                Case c = cases.get(i);
                if (c.verdict.errorType() != null) {
                    Object id = c.item.isAgent() ? (Object) i : c.item.id();
                    Map<String, Object> line = ScoreFiles.line("id", id, "valid", false);
                    line.put("error_type", c.verdict.errorType());
                    line.put("model_result", c.result);
                    line.put("possible_answer", c.item.expected());
                    lines.add(line);
                }
            }
            return lines;
        }
    }
}
