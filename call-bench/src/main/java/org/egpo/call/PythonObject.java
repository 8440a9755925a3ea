package org.egpo.call;

/**
 * An object that only a simulation knows, changed and shared by reference. Java's {@code equals} is identity.
 */
public abstract non-sealed class PythonObject implements Value {
    /** {@code type(this).__name__}. */
    public abstract String typeName();

    /** {@code this == other}; other is another object. */
    protected boolean equalTo(Value other, PythonEquality equality) {
        return false;
    }

    /** Writes {@code repr(this)}. */
    protected void print(PythonText out) {
        out.append("<" + typeName() + " object>");
    }
}
