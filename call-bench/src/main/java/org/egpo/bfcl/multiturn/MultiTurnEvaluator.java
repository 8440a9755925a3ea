package org.egpo.bfcl.multiturn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.egpo.bfcl.AnswerVerdict;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.BfclEntry;
import org.egpo.bfcl.CaseReport;
import org.egpo.bfcl.Categories;
import org.egpo.bfcl.CategoryEvaluator;
import org.egpo.bfcl.ModelResult;
import org.egpo.call.CallDecoder;
import org.egpo.call.Decoded;
import org.egpo.call.PythonJson;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/**
 * Judges multi-turn answers as the official runner does: turns → steps → texts, where a text that decodes to no call is
 * passed over. Source: {@code _evaluate_single_multi_turn_entry} of the official runner.
 */
public final class MultiTurnEvaluator implements CategoryEvaluator {
    private final BfclData data;
    private final Map<String, Scenario> scenarios = new ConcurrentHashMap<>();
    private volatile Constants constants;

    /** @param data its folder, or the one around it, must hold {@link Constants#FILE} once a multi-turn test is judged */
    public MultiTurnEvaluator(BfclData data) {
        this.data = data;
    }

    @Override
    public boolean accepts(String category) {
        return Categories.isMultiTurn(category);
    }

    /** The scenario of a test; read once. */
    public Scenario scenario(BfclEntry entry) {
        return scenarios.computeIfAbsent(entry.id(), id -> Scenario.of(entry, constants()));
    }

    private Constants constants() {
        Constants c = constants;
        if (c == null) {
            c = Constants.near(data.directory());
            constants = c;
        }
        return c;
    }

    @Override
    public CaseReport evaluate(BfclData from, BfclEntry entry, ModelResult result) {
        Scenario scenario = scenario(entry);
        AnswerVerdict verdict;
        if (!(result.result() instanceof Value.ListValue turns)) {
            verdict = failure(
                    "multi_turn:inference_error",
                    "Error during inference phase. Model did not output a list of model responses.");
            return report(entry, result, verdict, null, null);
        }
        int expected = scenario.groundTruth().size();
        if (turns.items().size() != expected) {
            verdict = failure(
                    "multi_turn:force_terminated",
                    "Model was force-terminated during inference phase. The length of the model result turns ("
                            + turns.items().size() + ") does not match the length of the ground truth turns ("
                            + expected + ").");
            return report(entry, result, verdict, null, null);
        }
        List<List<List<String>>> calls = decode(turns);
        MultiTurnVerdict checked = MultiTurnChecker.check(scenario, calls);
        return report(entry, result, checked.verdict(), checked, calls);
    }

    private static AnswerVerdict failure(String type, String message) {
        return AnswerVerdict.invalid(type, () -> List.of(Value.text(message)));
    }

    /** Turns → steps → texts of calls; texts without a call are left out. */
    public static List<List<List<String>>> decode(Value.ListValue turns) {
        List<List<List<String>>> all = new ArrayList<>();
        for (Value turn : turns.items()) {
            List<List<String>> steps = new ArrayList<>();
            if (turn instanceof Value.ListValue texts) {
                texts.items().forEach(text -> addStep(text, steps));
            }
            all.add(steps);
        }
        return all;
    }

    private static void addStep(Value text, List<List<String>> steps) {
        List<String> calls = text instanceof Value.Text t ? calls(t.value()) : nativeCalls(text);
        if (!calls.isEmpty()) {
            steps.add(calls);
        }
    }

    /** The calls that a model's text decodes to; empty where it is no list of calls. */
    public static List<String> calls(String text) {
        if (!(CallDecoder.decodeExecute(text) instanceof Decoded.Success s
                && s.value() instanceof Value.ListValue calls)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Value call : calls.items()) {
            if (call instanceof Value.Text t) {
                texts.add(t.value());
            }
        }
        return texts;
    }

    /** What function-calling interfaces give, {@code [{"cd": "{\"folder\": \"x\"}"}]}; empty where it is no such list. */
    private static List<String> nativeCalls(Value step) {
        List<String> texts = new ArrayList<>();
        if (!(step instanceof Value.ListValue list)) {
            return texts;
        }
        for (Value call : list.items()) {
            if (!(call instanceof Value.MapValue m && m.size() > 0)) {
                return List.of();
            }
            for (int i = 0; i < m.size(); i++) {
                boolean json = m.value(i) instanceof Value.Text;
                Value arguments = json && PythonJson.decode(PythonText.str(m.value(i))) instanceof Decoded.Success s
                        ? s.value()
                        : m.value(i);
                if (!(arguments instanceof Value.MapValue named)) {
                    return List.of();
                }
                texts.add(IntStream.range(0, named.size())
                        .mapToObj(k -> PythonText.str(named.key(k)) + "=" + PythonText.repr(named.value(k)))
                        .collect(Collectors.joining(",", PythonText.str(m.key(i)) + "(", ")")));
            }
        }
        return texts;
    }

    private static CaseReport report(
            BfclEntry entry,
            ModelResult result,
            AnswerVerdict verdict,
            MultiTurnVerdict checked,
            List<List<List<String>>> calls) {
        boolean undecodable = calls != null && calls.stream().allMatch(List::isEmpty);
        return new CaseReport(
                entry, result, verdict, null, undecodable, () -> details(entry, result, verdict, checked, calls));
    }

    private static Map<String, Value> details(
            BfclEntry entry,
            ModelResult result,
            AnswerVerdict verdict,
            MultiTurnVerdict checked,
            List<List<List<String>>> calls) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("error", MultiTurnDetails.error(verdict, checked));
        fields.put("prompt", null);
        fields.put(checked == null ? "model_result" : "model_result_raw", result.result());
        if (checked != null) {
            fields.put("model_result_decoded", Value.of(calls));
        }
        fields.put("possible_answer", entry.expected());
        return fields;
    }
}
