package org.egpo.bfcl.multiturn;

/** The exception that CPython would raise inside a simulated function; its message is what {@code str(e)} says. */
final class PythonException extends RuntimeException {
    final String type;

    PythonException(String type, String message) {
        super(message, null, false, false);
        this.type = type;
    }

    static PythonException type(String message) {
        return new PythonException("TypeError", message);
    }

    static PythonException value(String message) {
        return new PythonException("ValueError", message);
    }

    /** {@code str()} of a KeyError is the {@code repr} of the key. */
    static PythonException key(Object key) {
        return new PythonException("KeyError", PythonSpelling.repr(key));
    }

    static PythonException attribute(Object object, String name) {
        return new PythonException(
                "AttributeError", "'" + PythonObjects.typeName(object) + "' object has no attribute '" + name + "'");
    }

    static PythonException name(String name) {
        return new PythonException("NameError", "name '" + name + "' is not defined");
    }

    /** A limit of our own, where CPython would go on. */
    static PythonException limit(String message) {
        return new PythonException("LimitExceeded", message);
    }
}
