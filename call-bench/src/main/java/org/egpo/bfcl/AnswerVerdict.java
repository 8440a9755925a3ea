package org.egpo.bfcl;

import java.util.List;
import java.util.function.Supplier;
import org.egpo.call.PythonError;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * What the checker says of one answer. Reasons are put into words only when asked for, so that a verdict costs nothing in
 * a training loop.
 *
 * @param errorType the official {@code error_type}; null when valid, or when the official code raises on this input
 * @param raises the class name of the Python exception that the official code raises on this input, else null
 * @param why puts the reasons into words
 */
public record AnswerVerdict(@Nullable String errorType, @Nullable String raises, Supplier<List<Value>> why) {
    private static final AnswerVerdict VALID = new AnswerVerdict(null, null, List::of);

    /** A right answer. */
    public static AnswerVerdict valid() {
        return VALID;
    }

    /**
     * A wrong answer.
     *
     * @param errorType the official {@code error_type}
     * @param error puts the reasons into words when they are asked for
     */
    public static AnswerVerdict invalid(String errorType, Supplier<List<Value>> error) {
        return new AnswerVerdict(errorType, null, error);
    }

    /** The same for one sentence with parts, see {@link PythonText#say}. */
    public static AnswerVerdict invalid(String errorType, String sentence, Object... parts) {
        return invalid(errorType, () -> List.of(Value.text(PythonText.say(false, sentence, parts))));
    }

    /** An answer at which the official code raises an exception of that class. */
    public static AnswerVerdict raised(String type, String message) {
        return new AnswerVerdict(null, type, () -> List.of(Value.text(type + ": " + message)));
    }

    static AnswerVerdict raised(PythonError e) {
        return raised(e.type, e.getMessage());
    }

    /** Whether the answer counts as correct. */
    public boolean isValid() {
        return errorType == null && raises == null;
    }

    /** {@link #errorType()}, or {@code raises KeyError} and the like, or {@code valid}: one word for tables. */
    public String outcome() {
        return isValid() ? "valid" : errorType != null ? errorType : "raises " + raises;
    }

    /** The official {@code error} field: texts, and for parallel calls maps with the error of each pair tried. */
    public List<Value> error() {
        return why.get();
    }

    /** Why, in sentences; empty when valid. */
    public List<String> reasons() {
        return error().stream().map(PythonText::str).toList();
    }

    @Override
    public String toString() {
        return isValid() ? "valid" : outcome() + " " + reasons();
    }
}
