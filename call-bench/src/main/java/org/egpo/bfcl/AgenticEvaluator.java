package org.egpo.bfcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.egpo.bfcl.multiturn.MultiTurnEvaluator;
import org.egpo.call.ModelFormat;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.PythonUnicode;
import org.egpo.call.Resources;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * Judges answers to memory and web-search questions as the official runner does, without any live search or memory: the last
 * step that is no call must say one of the allowed answers as whole words, apart from case and {@code , . / - _ * ^ ( )}.
 * Source: {@code _evaluate_single_agentic_entry} and {@code agentic_checker} of the official runner.
 *
 * @param model how the model writes its calls
 */
public record AgenticEvaluator(ModelFormat model) implements CategoryEvaluator {
    private static final String SYSTEM =
            String.join("\n", Resources.lines(AgenticEvaluator.class, "agentic-prompt.txt"));
    /** Scenario of a memory test → number of its first conversation, and how many there are. */
    private static final Map<String, int[]> CONVERSATIONS = Map.of(
            "customer", new int[] {0, 10},
            "healthcare", new int[] {10, 5},
            "finance", new int[] {15, 7},
            "student", new int[] {22, 10},
            "notetaker", new int[] {32, 5});

    @Override
    public boolean accepts(String category) {
        return Categories.isAgentic(category);
    }

    @Override
    public CaseReport evaluate(@Nullable BfclData data, BfclEntry entry, ModelResult result) {
        if (!(result.result() instanceof Value.ListValue turns && turns.items().size() == 1)) {
            String message = "Error during inference phase. Model did not output a list of model responses.";
            return failed(entry, result, "inference_error", message, null);
        }
        List<Value> decoded = new ArrayList<>();
        Value last = Value.None.NONE;
        for (Value step : MultiTurnEvaluator.steps(turns.items().get(0))) {
            List<String> calls = MultiTurnEvaluator.calls(step, model);
            if (calls.isEmpty()) {
                last = step;
            } else {
                decoded.add(Value.of(calls));
            }
        }
        if (!PythonObjects.truth(last)) {
            String message = "Cannot find the last chat message that is not a function call.";
            return failed(entry, result, "no_last_message", message, new Value.ListValue(decoded));
        }
        return check(entry, result, last);
    }

    private static CaseReport failed(
            BfclEntry entry, ModelResult result, String kind, String message, @Nullable Value decoded) {
        Value error = Value.MapValue.of("error_message", List.of(message), "error_type", "agentic:" + kind);
        return new CaseReport(
                entry,
                result,
                AnswerVerdict.invalid("agentic:" + kind, message),
                null,
                false,
                () -> ScoreFiles.line(
                        "error", error,
                        "prompt", prompt(entry),
                        "model_result", result.result(),
                        "model_result_decoded", decoded,
                        "possible_answer", entry.expected(),
                        "inference_log", result.field("inference_log")));
    }

    private static CaseReport check(BfclEntry entry, ModelResult result, Value last) {
        String text =
                PythonText.str(last instanceof Value.ListValue l ? l.items().get(0) : last);
        String standard = standard(text);
        List<String> allowed = PythonObjects.items(entry.expected()).stream()
                .map(a -> standard(PythonText.str(a)))
                .toList();
        if (allowed.stream().anyMatch(a -> saysWords(standard, a))) {
            return new CaseReport(entry, result, AnswerVerdict.valid(), null, false, Map::of);
        }
        String message = "None of the expected answers were found in the model response.";
        Value details = Value.MapValue.of(
                "model_response", text,
                "possible_answers", entry.expected(),
                "standardized_model_response", standard,
                "standardized_possible_answers", allowed);
        Value error = Value.MapValue.of(
                "error_message", message, "error_type", "agentic:answer_not_found", "details", details);
        return new CaseReport(
                entry,
                result,
                AnswerVerdict.invalid("agentic:answer_not_found", message),
                null,
                false,
                () -> ScoreFiles.line(
                        "error", error,
                        "prompt", PythonObjects.at(prompt(entry), "question"),
                        "model_result_raw", result.result(),
                        "last_non_fc_message", last,
                        "possible_answer", entry.expected(),
                        "inference_log", result.field("inference_log")));
    }

    private static String standard(String s) {
        return s.replaceAll("[,./\\-_*^()]", "").toLowerCase(Locale.ROOT).replace('\'', '"');
    }

    /** {@code re.search(rf"\b{words}\b", text)}. */
    private static boolean saysWords(String text, String words) {
        for (int at = text.indexOf(words); at >= 0; at = at < text.length() ? text.indexOf(words, at + 1) : -1) {
            if (isBoundary(text, at) && isBoundary(text, at + words.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBoundary(String text, int at) {
        boolean before = at > 0 && PythonUnicode.isWord(text.codePointBefore(at));
        boolean after = at < text.length() && PythonUnicode.isWord(text.codePointAt(at));
        return before != after;
    }

    /** The test as a model gets it: with the system's message and, for memory, the conversations that came before. */
    private static Value prompt(BfclEntry entry) {
        Value.MapValue raw = entry.json((field, value) -> switch (field) {
            case "id" -> Value.text(entry.id());
            case "question" -> {
                List<Value> messages = new ArrayList<>(PythonObjects.items(PythonObjects.item(value, 0)));
                messages.add(0, Value.MapValue.of("role", "system", "content", SYSTEM + "\n"));
                yield Value.of(List.of(messages));
            }
            case "involved_classes" ->
                entry.category().startsWith("memory_")
                        ? Value.of(List.of("MemoryAPI_" + entry.category().substring("memory_".length())))
                        : value;
            default -> value;
        });
        String scenario = raw.get("scenario") == null ? "" : PythonText.str(raw.get("scenario"));
        int[] before = CONVERSATIONS.get(scenario);
        if (before == null) {
            return raw;
        }
        List<String> ids = IntStream.range(0, before[1])
                .mapToObj(i -> entry.category() + "_prereq_" + (before[0] + i) + "-" + scenario + "-" + i)
                .toList();
        Value.MapBuilder test = new Value.MapBuilder();
        raw.forEach((field, value) -> test.put(field, value));
        return test.put("depends_on", Value.of(ids)).build();
    }
}
