package org.egpo.acebench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.bfcl.ScoreRow;
import org.egpo.bfcl.WilsonInterval;
import org.egpo.call.Value;

/**
 * The judgements of one result file.
 *
 * @param cases in the order of the data
 * @param skipped sentences about the lines left out
 * @param missing ids of the tests without an answer
 */
public record AceCategoryReport(String category, List<Case> cases, List<String> skipped, List<String> missing) {
    private static final int TOP = 3;

    /** A test, what was answered, and the verdict on it. */
    public record Case(AceItem item, Value result, AceChecker.Verdict verdict) {}

    /** What is counted: dialogues, consecutive turns of one number; elsewhere each answer is one. */
    private List<List<Case>> dialogues() {
        List<List<Case>> all = new ArrayList<>();
        String before = "";
        for (Case c : cases) {
            String dialogue = c.item.dialogue();
            if (!dialogue.equals(before)) {
                all.add(new ArrayList<>());
            }
            all.get(all.size() - 1).add(c);
            before = dialogue;
        }
        return all;
    }

    /** N, accuracy and interval count dialogues without a wrong turn, or right answers. */
    public ScoreRow row() {
        List<List<Case>> dialogues = dialogues();
        int n = dialogues.size();
        int right = (int) dialogues.stream()
                .filter(d -> d.stream().allMatch(c -> c.verdict.valid()))
                .count();
        WilsonInterval interval = WilsonInterval.of(right, n);
        List<ScoreRow.ErrorCount> errors = ScoreRow.ErrorCount.of(cases.stream()
                .filter(c -> !c.verdict.valid())
                .map(c -> c.verdict.errorType()));
        // The official script rounds to three places, but for special categories.
        double exact = n == 0 ? 0 : (double) right / n;
        double accuracy = category.startsWith("special") ? exact : AceReport.rounded(exact);
        List<ScoreRow.ErrorCount> top = errors.subList(0, Math.min(TOP, errors.size()));
        int of = n == cases.size() ? n + missing.size() : n;
        return new ScoreRow(category, n, of, right, accuracy, interval.low(), interval.high(), top, -1, -1, skipped.size());
    }

    /** The mean share of right turns of a dialogue, or of an agent's milestones; elsewhere the accuracy. */
    public double processAccuracy() {
        return AceReport.mean(dialogues().stream()
                .map(d -> d.stream().map(c -> c.verdict.process()).toList())
                .map(shares -> shares.size() == 1 ? shares.get(0) : AceReport.mean(shares))
                .toList());
    }

    /** The first line of the official score file. */
    public Map<String, Object> header() {
        boolean agent = category.startsWith("agent");
        Map<String, Object> head = new LinkedHashMap<>();
        head.put(agent ? "end_to_end_accuracy" : "accuracy", row().accuracy());
        if (agent || category.startsWith("normal_multi_turn")) {
            head.put("process_accuracy", processAccuracy());
        }
        head.put("correct_count", cases.stream().filter(c -> c.verdict.valid()).count());
        head.put("total_count", cases.size());
        return head;
    }

    /** The further lines, without the sentences about the errors; agents' tests are counted instead of named. */
    public List<Map<String, Object>> listed() {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            Case c = cases.get(i);
            if (c.verdict.errorType() != null) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("id", c.item.isAgent() ? (Object) i : c.item.id());
                line.put("valid", false);
                line.put("error_type", c.verdict.errorType());
                line.put("model_result", c.result);
                line.put("possible_answer", c.item.expected());
                lines.add(line);
            }
        }
        return lines;
    }
}
