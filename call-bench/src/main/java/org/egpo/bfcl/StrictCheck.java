package org.egpo.bfcl;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.egpo.call.Decoded;
import org.egpo.call.ModelFormat;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * The strict rules, for a second opinion beside the official verdict:
 *
 * <ol>
 *   <li>A text that does not decode is read again without a surrounding Markdown fence and its language name.
 *   <li>Values are compared all the way down: maps and lists inside maps and lists too. Strings compare in their standard
 *       form at every depth, an int passes for a float at every depth, a bool never passes for a number. Elements of Java
 *       and JavaScript string arrays may keep their quotes.
 *   <li>Every parameter must be documented and have an allowed value; a parameter may be missing only when its allowed
 *       values say so.
 *   <li>Parallel calls are matched optimally: the answer passes when some assignment of calls to expected calls does.
 *   <li>Irrelevance passes only for a readable refusal or a written empty list of calls. What the official runner writes when
 *       the model could not be asked is none. A text that tries to call (names a
 *       documented function before a bracket, or begins like a list, map, tag or fence), an empty
 *       one and one without a word fail.
 *   <li>Relevance passes only when a documented function is called.
 * </ol>
 */
final class StrictCheck {
    private static final Pattern FENCE =
            Pattern.compile("^\\s*```[\\w+-]*[ \\t]*\\r?\\n(.*?)\\r?\\n?```\\s*$", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\\p{L}{2}");

    private StrictCheck() {}

    /** @param first what the official decoder made of the answer */
    static AnswerVerdict verdict(
            BfclEntry entry, ModelResult result, Decoded first, ModelFormat model, boolean dotsToUnderscores) {
        Decoded decoded = withoutFence(entry, result, first, model);
        boolean read = decoded instanceof Decoded.Success s && SingleTurnEvaluator.isCallList(s.value());
        List<Value> calls = read ? ((Value.ListValue) ((Decoded.Success) decoded).value()).items() : null;
        if (Categories.isRelevance(entry.category())) {
            return entry.category().contains("irrelevance")
                    ? irrelevance(entry, result, calls, dotsToUnderscores)
                    : relevance(entry, calls, dotsToUnderscores);
        }
        return calls != null
                ? StrictCalls.check(entry, calls, dotsToUnderscores)
                : AnswerVerdict.invalid(
                        "strict:undecodable", "The text cannot be read as calls, with or without a fence.");
    }

    private static Decoded withoutFence(BfclEntry entry, ModelResult result, Decoded first, ModelFormat model) {
        boolean read = first instanceof Decoded.Success s && SingleTurnEvaluator.isCallList(s.value());
        Matcher fence =
                !read && result.result() instanceof Value.Text t && t.value().contains("```")
                        ? FENCE.matcher(t.value())
                        : null;
        if (fence == null || !fence.matches()) {
            return first;
        }
        ModelResult inside = ModelResult.of(result.id(), fence.group(1));
        return SingleTurnEvaluator.format(entry, result).decode(inside, model);
    }

    private static AnswerVerdict irrelevance(
            BfclEntry entry, ModelResult result, @Nullable List<Value> calls, boolean underscores) {
        if (result.result() instanceof Value.Text t && t.value().isBlank()) {
            return AnswerVerdict.invalid("strict:garbage", "The text is empty.");
        }
        if (calls != null) {
            return calls.isEmpty()
                    ? AnswerVerdict.valid()
                    : AnswerVerdict.invalid("strict:irrelevant_call", "Something is called although no function fits.");
        }
        String text = result.text().strip();
        if (text.startsWith("Error during inference")) {
            return AnswerVerdict.invalid("strict:inference_error", "The model was not heard: %s", text);
        }
        String called = names(entry, underscores).stream()
                .filter(name -> text.contains(name + "("))
                .findFirst()
                .orElse(null);
        String garbage = !WORD.matcher(text).find()
                ? "The text holds no word."
                : "[{<`".indexOf(text.charAt(0)) >= 0
                        ? "The text begins like a call but cannot be read."
                        : called != null ? "The text calls " + called + " but cannot be read." : null;
        return garbage == null ? AnswerVerdict.valid() : AnswerVerdict.invalid("strict:garbage", "%s", garbage);
    }

    private static AnswerVerdict relevance(BfclEntry entry, @Nullable List<Value> calls, boolean underscores) {
        if (calls == null || calls.isEmpty()) {
            return AnswerVerdict.invalid("strict:no_call", "Nothing is called.");
        }
        List<String> names = names(entry, underscores);
        return calls.stream()
                .map(call -> ((Value.MapValue) call).key(0))
                .filter(name -> !(name instanceof Value.Text t && names.contains(t.value())))
                .findFirst()
                .map(name -> AnswerVerdict.invalid("strict:unknown_function", "There is no function %s.", name))
                .orElse(AnswerVerdict.valid());
    }

    private static List<String> names(BfclEntry entry, boolean underscores) {
        Value functions = entry.functions();
        return (functions instanceof Value.ListValue l ? l.items() : List.<Value>of())
                .stream()
                        .filter(f -> f instanceof Value.MapValue m && m.get("name") instanceof Value.Text)
                        .map(f -> PythonText.str(PythonObjects.at(f, "name")))
                        .map(name -> underscores ? name.replace('.', '_') : name)
                        .toList();
    }
}
