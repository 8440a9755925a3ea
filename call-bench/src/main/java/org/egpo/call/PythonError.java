package org.egpo.call;

/**
 * The exception that CPython would raise. Decoders and checkers turn it into a {@link Decoded.Failure} or a verdict; it
 * never leaves them.
 */
public final class PythonError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The class name of CPython's exception, or {@code LimitExceeded} for a limit of our own, where CPython would go on. */
    public final String type;

    /** Offset in UTF-16 code units into the text where it went wrong, or -1. */
    public final int position;

    private final String message;

    public PythonError(String type, String message) {
        this(type, message, -1);
    }

    public PythonError(String type, String message, int position) {
        super(message, null, false, false);
        this.type = type;
        this.position = position;
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }

    static PythonError syntax(String message, int position) {
        return new PythonError("SyntaxError", message, position);
    }

    /** With parts, see {@link PythonText#say}. */
    public static PythonError type(String message, Object... parts) {
        return new PythonError("TypeError", PythonText.say(true, message, parts));
    }

    /** With parts, see {@link PythonText#say}. */
    public static PythonError value(String message, Object... parts) {
        return new PythonError("ValueError", PythonText.say(true, message, parts));
    }

    /** {@code str()} of a KeyError is the {@code repr} of the key. */
    public static PythonError key(Value key) {
        return new PythonError("KeyError", PythonText.repr(key));
    }

    public static PythonError attribute(Value object, String name) {
        return new PythonError(
                "AttributeError", PythonText.say(true, "'%t' object has no attribute '%s'", object, name));
    }

    public static PythonError limit(String message) {
        return new PythonError("LimitExceeded", message);
    }

    /** Whether a limit of our own was reached. */
    public boolean isLimit() {
        return type.equals("LimitExceeded");
    }
}
