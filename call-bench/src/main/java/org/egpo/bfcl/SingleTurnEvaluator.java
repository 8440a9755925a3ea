package org.egpo.bfcl;

import java.util.Map;
import org.egpo.call.Decoded;
import org.egpo.call.ModelFormat;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * Judges single-turn answers as the official runner does: decode, check the form of the result, check the calls; for
 * irrelevance and relevance only whether something was called. Source: {@code _evaluate_single_ast_entry} and
 * {@code _evaluate_single_relevance_entry} of the official runner.
 *
 * @param model how the model writes its calls
 * @param dotsToUnderscores the official {@code underscore_to_dot} flag of the model
 * @param strict whether to judge by the strict rules as well, see {@link StrictCheck}
 */
public record SingleTurnEvaluator(ModelFormat model, boolean dotsToUnderscores, boolean strict)
        implements CategoryEvaluator {
    private static final String HINT = " Note that the provided function is in Python 3 syntax.";

    /** By the official rules, for texts in the form that the benchmark's prompt asks for. */
    public SingleTurnEvaluator() {
        this(ModelFormat.ANY, false, false);
    }

    @Override
    public boolean accepts(String category) {
        return Categories.isSingleTurn(category);
    }

    @Override
    public @Nullable BfclEntry entry(BfclData data, String id) {
        return data.entry(id.substring(id.lastIndexOf(':') + 1));
    }

    @Override
    public CaseReport evaluate(@Nullable BfclData data, BfclEntry entry, ModelResult result) {
        Decoded decoded = format(entry, result).decode(result, model);
        boolean undecodable = !(decoded instanceof Decoded.Success s && isCallList(s.value()));
        AnswerVerdict verdict = verdict(entry, decoded);
        AnswerVerdict second = strict ? StrictCheck.verdict(entry, result, decoded, model, dotsToUnderscores) : null;
        return new CaseReport(
                entry, result, verdict, second, undecodable, () -> details(entry, result, decoded, verdict));
    }

    static AnswerFormat format(BfclEntry entry, ModelResult result) {
        return result.id().indexOf(':') < 0 ? entry.format() : AnswerFormat.ofId(result.id());
    }

    /** The official verdict on one text. */
    public AnswerVerdict verdict(BfclEntry entry, String text) {
        return verdict(entry, entry.format().decode(ModelResult.of(entry.id(), text), model));
    }

    AnswerVerdict verdict(BfclEntry entry, Decoded decoded) {
        if (entry.isRelevance()) {
            return relevance(entry.category(), decoded);
        }
        if (decoded instanceof Decoded.Failure f) {
            return AnswerVerdict.invalid(
                    "ast_decoder:decoder_failed", "Invalid syntax. Failed to decode AST. %s", f.message());
        }
        Value value = ((Decoded.Success) decoded).value();
        if (!isCallList(value)) {
            return AnswerVerdict.invalid(
                    "ast_decoder:decoder_wrong_output_format",
                    "Did not output in the specified format. Note: the model_result is wrapped in a string to ensure json"
                            + " serializability.");
        }
        return entry.compile(dotsToUnderscores).check(value);
    }

    private static AnswerVerdict relevance(String category, Decoded decoded) {
        boolean called = decoded instanceof Decoded.Success s && isCalls(s.value());
        boolean irrelevance = category.contains("irrelevance");
        if (called != irrelevance) {
            return AnswerVerdict.valid();
        }
        return irrelevance
                ? AnswerVerdict.invalid(
                        "irrelevance_error:decoder_success",
                        "Valid syntax. Successfully decode AST when it should not.")
                : AnswerVerdict.invalid(
                        "relevance_error:decoder_failed",
                        "Invalid syntax. Failed to decode AST when it should have. %s",
                        decoded instanceof Decoded.Failure f ? f.message() : "None");
    }

    /** One call at least, and nothing else. */
    static boolean isCalls(Value v) {
        return isCallList(v) && !((Value.ListValue) v).items().isEmpty();
    }

    /** A list of maps with one entry each, function → map of arguments; an empty list too. */
    static boolean isCallList(Value v) {
        if (!(v instanceof Value.ListValue list)) {
            return false;
        }
        for (Value item : list.items()) {
            if (!(item instanceof Value.MapValue m && m.size() == 1 && m.value(0) instanceof Value.MapValue)) {
                return false;
            }
        }
        return true;
    }

    /** Of format_sensitivity the test as the official runner gives it: under an id of its own, with a hint in each document. */
    private static Object prompt(BfclEntry entry, String id) {
        return id.equals(entry.id())
                ? entry
                : entry.json((field, value) -> switch (field) {
                    case "id" -> Value.text(id);
                    case "function" ->
                        new Value.ListValue(PythonObjects.items(value).stream()
                                .<Value>map(f -> PythonObjects.map(f)
                                        .mapped((k, v) ->
                                                Value.is(k, "description") ? Value.text(PythonText.str(v) + HINT) : v))
                                .toList());
                    default -> value;
                });
    }

    private static Map<String, Object> details(
            BfclEntry entry, ModelResult result, Decoded decoded, AnswerVerdict verdict) {
        Value value = decoded instanceof Decoded.Success s ? s.value() : null;
        if (entry.isRelevance()) {
            return ScoreFiles.line(
                    "prompt", prompt(entry, result.id()),
                    "model_result", result.result(),
                    "decoded_result", value == null ? Value.None.NONE : value,
                    "error", verdict.error(),
                    "error_type", verdict.outcome());
        }
        boolean wrongFormat = "ast_decoder:decoder_wrong_output_format".equals(verdict.errorType());
        return ScoreFiles.line(
                "error", verdict.error(),
                "error_type", verdict.outcome(),
                "prompt", prompt(entry, result.id()),
                "model_result_raw", wrongFormat ? result.text() : result.result(),
                "model_result_decoded", value != null && wrongFormat ? PythonText.str(value) : value,
                "possible_answer", entry.expected());
    }
}
