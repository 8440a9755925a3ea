package org.egpo.bfcl.multiturn;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.egpo.bfcl.AnswerVerdict;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.BfclEntry;
import org.egpo.bfcl.CaseReport;
import org.egpo.bfcl.Categories;
import org.egpo.bfcl.CategoryEvaluator;
import org.egpo.bfcl.ModelResult;
import org.egpo.bfcl.ScoreFiles;
import org.egpo.call.Decoded;
import org.egpo.call.ModelFormat;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * Judges multi-turn answers as the official runner does: turns → steps → texts, where a text that decodes to no call is
 * passed over. Source: {@code _evaluate_single_multi_turn_entry} of the official runner.
 *
 * @param data its folder, or the one around it, may hold {@link Constants#FILE}
 * @param model how the model writes its calls
 * @param scenarios those read so far, by the id of the test
 */
public record MultiTurnEvaluator(BfclData data, ModelFormat model, Map<String, Scenario> scenarios)
        implements CategoryEvaluator {
    public MultiTurnEvaluator(BfclData data) {
        this(data, ModelFormat.ANY, new ConcurrentHashMap<>());
    }

    /** The same evaluator for a model that writes its calls in that form. */
    public MultiTurnEvaluator reading(ModelFormat form) {
        return new MultiTurnEvaluator(data, form, scenarios);
    }

    @Override
    public boolean accepts(String category) {
        return Categories.isMultiTurn(category);
    }

    /** The scenario of a test; read once. */
    public Scenario scenario(BfclEntry entry) {
        // The official tests rest on the official constants, whatever file lies beside the data.
        return scenarios.computeIfAbsent(
                entry.id(),
                id -> Scenario.of(
                        entry,
                        data.isFull(entry.category()) ? Constants.official() : Constants.near(data.directory())));
    }

    @Override
    public CaseReport evaluate(BfclData from, BfclEntry entry, ModelResult result) {
        Scenario scenario = scenario(entry);
        if (!(result.result() instanceof Value.ListValue turns)) {
            String message = "Error during inference phase. Model did not output a list of model responses.";
            return report(entry, result, AnswerVerdict.invalid("multi_turn:inference_error", message), null, null);
        }
        int expected = scenario.groundTruth().size();
        if (turns.items().size() != expected) {
            String message = "Model was force-terminated during inference phase. The length of the model result turns ("
                    + turns.items().size() + ") does not match the length of the ground truth turns (" + expected
                    + ").";
            return report(entry, result, AnswerVerdict.invalid("multi_turn:force_terminated", message), null, null);
        }
        List<List<List<String>>> calls = decode(turns, model);
        MultiTurnVerdict checked = MultiTurnChecker.check(scenario, calls);
        return report(entry, result, checked.verdict(), checked, calls);
    }

    /** Turns → steps → texts of calls; texts without a call are left out. */
    public static List<List<List<String>>> decode(Value.ListValue turns, ModelFormat model) {
        return turns.items().stream()
                .map(turn -> steps(turn).stream()
                        .map(step -> calls(step, model))
                        .filter(calls -> !calls.isEmpty())
                        .toList())
                .toList();
    }

    /** What the official runner goes through in a turn; nothing where it would fail. */
    public static List<Value> steps(Value turn) {
        boolean many = turn instanceof Value.ListValue || turn instanceof Value.MapValue || turn instanceof Value.Text;
        return many ? PythonObjects.items(turn) : List.of();
    }

    /** The calls that a step decodes to; empty where it is no list of calls, or a list of one empty text. */
    public static List<String> calls(Value step, ModelFormat model) {
        if (!(model.decodeExecute(step) instanceof Decoded.Success s && s.value() instanceof Value.ListValue calls)) {
            return List.of();
        }
        List<String> texts = calls.items().stream().map(PythonText::str).toList();
        return texts.equals(List.of("")) ? List.of() : texts;
    }

    private CaseReport report(
            BfclEntry entry,
            ModelResult result,
            AnswerVerdict verdict,
            @Nullable MultiTurnVerdict checked,
            @Nullable List<List<List<String>>> calls) {
        boolean undecodable = calls != null && calls.stream().allMatch(List::isEmpty);
        return new CaseReport(
                entry,
                result,
                verdict,
                null,
                undecodable,
                () -> ScoreFiles.line(
                        "error",
                        MultiTurnDetails.error(verdict, checked),
                        "prompt",
                        entry.category().contains("miss_func") ? prompt(entry) : entry,
                        checked == null ? "model_result" : "model_result_raw",
                        result.result(),
                        "model_result_decoded",
                        calls,
                        "possible_answer",
                        entry.expected(),
                        "inference_log",
                        result.field("inference_log")));
    }

    /** The test with the documents of the functions that are held back instead of their names. */
    private Value prompt(BfclEntry entry) {
        FunctionDocuments documents = FunctionDocuments.at(data.directory());
        List<String> classes = scenario(entry).classes();
        return entry.json((field, value) -> !(field.equals("missed_function") && value instanceof Value.MapValue turns)
                ? value
                : turns.mapped((turn, names) -> new Value.ListValue(PythonObjects.items(names).stream()
                        .flatMap(name -> documents.document(classes, name).stream())
                        .toList())));
    }
}
