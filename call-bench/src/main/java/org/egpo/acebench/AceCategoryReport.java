package org.egpo.acebench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.bfcl.WilsonInterval;
import org.egpo.call.Value;

/**
 * The judgements of one result file.
 *
 * @param cases in the order of the data
 * @param of number of tests that the data has
 * @param skipped sentences about the lines left out
 * @param missing ids of the tests without an answer
 */
public record AceCategoryReport(String category, List<Case> cases, int of, List<String> skipped, List<String> missing) {

    /** A test, what was answered, and the verdict on it. */
    public record Case(AceItem item, Value result, AceChecker.Verdict verdict) {}

    public int correct() {
        return (int) cases.stream().filter(c -> c.verdict.valid()).count();
    }

    /** What {@link #accuracy} counts: dialogues, consecutive turns of one number; elsewhere each answer is one. */
    public List<List<Case>> dialogues() {
        List<List<Case>> all = new ArrayList<>();
        String before = null;
        for (Case c : cases) {
            if (!c.item.isTurn() || !c.item.dialogue().equals(before)) {
                all.add(new ArrayList<>());
            }
            all.get(all.size() - 1).add(c);
            before = c.item.dialogue();
        }
        return all;
    }

    /** Dialogues without a wrong turn, or right answers. */
    public int successes() {
        return (int) dialogues().stream()
                .filter(d -> d.stream().allMatch(c -> c.verdict.valid()))
                .count();
    }

    public WilsonInterval interval() {
        return WilsonInterval.of(successes(), dialogues().size());
    }

    /** As the official script gives it: three places, but for special categories, which it does not round. */
    public double accuracy() {
        double exact = cases.isEmpty() ? 0 : (double) successes() / dialogues().size();
        return category.startsWith("special") ? exact : AceReport.rounded(exact);
    }

    /** The mean share of right turns of a dialogue, or of an agent's milestones. */
    public double processAccuracy() {
        return AceReport.mean(
                dialogues().stream().map(AceCategoryReport::process).toList());
    }

    private static double process(List<Case> dialogue) {
        List<Double> turns = dialogue.stream().map(c -> c.verdict.process()).toList();
        return turns.size() == 1 ? turns.get(0) : AceReport.mean(turns);
    }

    /** Whether the official script gives a {@link #processAccuracy}. */
    public boolean hasProcess() {
        return category.startsWith("agent") || category.startsWith("normal_multi_turn");
    }

    /** The first line of the official score file. */
    public Map<String, Object> header() {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put(category.startsWith("agent") ? "end_to_end_accuracy" : "accuracy", accuracy());
        if (hasProcess()) {
            head.put("process_accuracy", processAccuracy());
        }
        head.put("correct_count", correct());
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
