package org.egpo.call;

/** The Python type of a value, compared strictly: a bool is never an int. */
public enum PythonType {
    STR("str"),
    INT("int"),
    FLOAT("float"),
    BOOL("bool"),
    LIST("list"),
    DICT("dict"),
    TUPLE("tuple"),
    SET("set"),
    NONE("NoneType"),
    BYTES("bytes"),
    COMPLEX("complex"),
    /** What only a simulation knows. */
    OBJECT("object");

    /** Python's name of the type, as in {@code type(x).__name__}. */
    public final String pythonName;

    PythonType(String pythonName) {
        this.pythonName = pythonName;
    }

    public static PythonType of(Value v) {
        if (v instanceof Value.Text) {
            return STR;
        }
        if (v instanceof Value.Int || v instanceof Value.BigInt) {
            return INT;
        }
        if (v instanceof Value.Real) {
            return FLOAT;
        }
        if (v instanceof Value.Bool) {
            return BOOL;
        }
        if (v instanceof Value.ListValue) {
            return LIST;
        }
        if (v instanceof Value.MapValue) {
            return DICT;
        }
        if (v instanceof Value.TupleValue) {
            return TUPLE;
        }
        if (v instanceof Value.SetValue) {
            return SET;
        }
        if (v instanceof Value.Bytes) {
            return BYTES;
        }
        return v instanceof Value.Complex ? COMPLEX : v instanceof Value.None ? NONE : OBJECT;
    }

    /** {@code type(v).__name__}. */
    public static String name(Value v) {
        return v instanceof PythonObject o ? o.typeName() : of(v).pythonName;
    }
}
