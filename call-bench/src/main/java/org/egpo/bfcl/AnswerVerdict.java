package org.egpo.bfcl;

import java.util.List;
import java.util.function.Supplier;
import org.egpo.call.PythonError;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/**
 * What the checker says of one answer. Reasons are put into words only when asked for, so that a verdict costs nothing in
 * a training loop.
 */
public final class AnswerVerdict {
    private static final AnswerVerdict VALID = new AnswerVerdict(true, null, null, List::of);

    private final boolean valid;
    private final String errorType;
    private final String raises;
    private final Supplier<List<Value>> error;

    private AnswerVerdict(boolean valid, String errorType, String raises, Supplier<List<Value>> error) {
        this.valid = valid;
        this.errorType = errorType;
        this.raises = raises;
        this.error = error;
    }

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
        return new AnswerVerdict(false, errorType, null, error);
    }

    static AnswerVerdict invalid(String errorType, String message) {
        return failed(errorType, () -> message);
    }

    /** The same for one sentence. */
    static AnswerVerdict failed(String errorType, Supplier<String> sentence) {
        return wrong(errorType, () -> List.of(sentence.get()));
    }

    /** The same for sentences. */
    static AnswerVerdict wrong(String errorType, Supplier<List<String>> sentences) {
        return invalid(
                errorType, () -> sentences.get().stream().map(Value::text).toList());
    }

    /** An answer at which the official code raises an exception of that class. */
    public static AnswerVerdict raised(String type, String message) {
        return new AnswerVerdict(false, null, type, () -> List.of(Value.text(type + ": " + message)));
    }

    static AnswerVerdict raised(PythonError e) {
        return raised(e.type, e.getMessage());
    }

    /** Whether the answer counts as correct. */
    public boolean isValid() {
        return valid;
    }

    /** The official {@code error_type}; null when valid, or when the official code raises on this input. */
    public String errorType() {
        return errorType;
    }

    /** The class name of the Python exception that the official code raises on this input, else null. */
    public String raises() {
        return raises;
    }

    /** {@link #errorType()}, or {@code raises KeyError} and the like, or {@code valid}: one word for tables. */
    public String outcome() {
        return valid ? "valid" : errorType != null ? errorType : "raises " + raises;
    }

    /** The official {@code error} field: texts, and for parallel calls maps with the error of each pair tried. */
    public List<Value> error() {
        return error.get();
    }

    /** Why, in sentences; empty when valid. */
    public List<String> reasons() {
        return error().stream().map(PythonText::str).toList();
    }

    @Override
    public String toString() {
        return valid ? "valid" : outcome() + " " + reasons();
    }
}
