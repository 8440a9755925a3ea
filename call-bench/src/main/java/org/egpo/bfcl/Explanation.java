package org.egpo.bfcl;

import java.util.ArrayList;
import java.util.List;
import org.egpo.call.Decoded;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/** One answer opened step by step: text → decoded → each check → verdict. */
public final class Explanation {
    /**
     * One step.
     *
     * @param check what was looked at, such as {@code decoded}, {@code function name}, {@code value of city}
     * @param detail what was found
     * @param passed whether the answer survived the step
     */
    public record Step(String check, String detail, boolean passed) {}

    private final RegisteredModel model;
    private final List<Step> steps = new ArrayList<>();

    private Explanation(RegisteredModel model) {
        this.model = model;
    }

    /** The steps of a judged single-turn answer of that model. */
    static List<Step> of(CaseReport report, RegisteredModel model) {
        Explanation e = new Explanation(model);
        e.explain(report.entry(), report.result());
        e.add("verdict", report.verdict().outcome(), report.isValid());
        return List.copyOf(e.steps);
    }

    private void add(String check, String detail, boolean passed) {
        steps.add(new Step(check, detail, passed));
    }

    private void explain(BfclEntry entry, ModelResult result) {
        add("text", result.text(), true);
        Decoded decoded = SingleTurnEvaluator.format(entry, result).decode(result, model.format());
        if (decoded instanceof Decoded.Failure f) {
            String place = f.position() < 0 ? "" : " at character " + f.position();
            add("decoded", f.errorType() + place + ": " + f.message(), Categories.isRelevance(entry.category()));
            return;
        }
        Value value = ((Decoded.Success) decoded).value();
        add("decoded", PythonText.repr(value), true);
        boolean calls = SingleTurnEvaluator.isCallList(value);
        boolean relevance = Categories.isRelevance(entry.category());
        add("form", calls ? "a list of calls" : "no list of calls", calls || relevance);
        if (!calls || relevance) {
            return;
        }
        add("expected", PythonText.repr(entry.expected()), true);
        List<Value> outputs = ((Value.ListValue) value).items();
        int expected = PythonObjects.length(entry.expected());
        add("number of calls", outputs.size() + " of " + expected, outputs.size() == expected);
        if (outputs.size() != expected) {
            return;
        }
        for (int i = 0; i < expected; i++) {
            for (int j = 0; j < outputs.size(); j++) {
                explainPair(entry, i, j, outputs.get(j), expected > 1);
            }
        }
    }

    private void explainPair(BfclEntry entry, int expected, int given, Value output, boolean several) {
        String prefix = several ? "expected call " + (expected + 1) + ", call " + (given + 1) + ": " : "";
        List<AnswerVerdict> looked = new ArrayList<>();
        AnswerVerdict pair = entry.compile(model.underscoreToDot()).check(expected, output, (name, value, problem) -> {
            if (looked.isEmpty()) {
                add(prefix + "function, required parameters", "all are there", true);
            }
            looked.add(problem);
            String found = problem == null ? PythonText.repr(value) : problem.toString();
            add(prefix + "value of " + PythonText.str(name), found, problem == null);
        });
        boolean told = !looked.isEmpty() && looked.get(looked.size() - 1) != null;
        if (!told) {
            String what = looked.isEmpty() ? "function, parameters" : "optional parameters";
            add(prefix + what, pair.isValid() ? "none is missing" : pair.toString(), pair.isValid());
        }
    }
}
