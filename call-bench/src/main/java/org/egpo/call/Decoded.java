package org.egpo.call;

import java.util.function.Supplier;

/** What became of a model's text: a decoded value, or a typed failure. Decoders never throw. */
public sealed interface Decoded {
    /**
     * The value that the official decoder returns: for calls a list of maps with one entry each, function name → map of
     * arguments. Some texts decode to something else (an empty map, {@code None}); what counts as "a call was found" is the
     * scorer's decision.
     */
    record Success(Value value) implements Decoded {}

    /**
     * @param errorType the class name of the exception that the official Python decoder raises, such as
     *     {@code SyntaxError}; for limits of our own {@code LimitExceeded}
     * @param message one sentence
     * @param position offset in UTF-16 code units into the given text where it went wrong, or -1 when it has no place
     */
    record Failure(String errorType, String message, int position) implements Decoded {}

    /** What a reading gives; what it raises as a failure. */
    static Decoded of(Supplier<Value> reading) {
        try {
            return new Success(reading.get());
        } catch (PythonError e) {
            return new Failure(e.type, e.getMessage(), e.position);
        } catch (StackOverflowError e) {
            return new Failure("LimitExceeded", "the text is nested too deeply", -1);
        }
    }
}
