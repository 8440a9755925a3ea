package org.egpo.call;

/** The exception that CPython would raise, on its way to a {@link Decoded.Failure}; never leaves the decoders. */
final class PythonError extends RuntimeException {
    final String type;
    final int position;

    PythonError(String type, String message, int position) {
        super(message, null, false, false);
        this.type = type;
        this.position = position;
    }

    static PythonError syntax(String message, int position) {
        return new PythonError("SyntaxError", message, position);
    }

    static PythonError type(String message) {
        return new PythonError("TypeError", message, -1);
    }

    static PythonError value(String message) {
        return new PythonError("ValueError", message, -1);
    }

    static PythonError limit(String message, int position) {
        return new PythonError("LimitExceeded", message, position);
    }
}
