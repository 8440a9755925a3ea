package org.egpo.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Python type of a value, compared strictly: a bool is never an int. */
public enum PythonType {
    STR("str", Value.Text.class),
    INT("int", Value.Int.class, Value.BigInt.class),
    FLOAT("float", Value.Real.class),
    BOOL("bool", Value.Bool.class),
    LIST("list", Value.ListValue.class, PythonList.class),
    DICT("dict", Value.MapValue.class, PythonDict.class),
    TUPLE("tuple", Value.TupleValue.class),
    SET("set", Value.SetValue.class, PythonSet.class),
    NONE("NoneType", Value.None.class),
    BYTES("bytes", Value.Bytes.class),
    COMPLEX("complex", Value.Complex.class),
    /** What only a simulation knows. */
    OBJECT("object");

    private static final Map<Class<?>, PythonType> BY_CLASS = new HashMap<>();

    static {
        for (PythonType type : values()) {
            type.classes.forEach(c -> BY_CLASS.put(c, type));
        }
    }

    /** Python's name of the type, as in {@code type(x).__name__}. */
    public final String pythonName;

    private final List<Class<?>> classes;

    PythonType(String pythonName, Class<?>... classes) {
        this.pythonName = pythonName;
        this.classes = List.of(classes);
    }

    public static PythonType of(Value v) {
        return BY_CLASS.getOrDefault(v.getClass(), OBJECT);
    }

    /** {@code type(v).__name__}. */
    public static String name(Value v) {
        return v instanceof PythonObject o ? o.typeName() : of(v).pythonName;
    }
}
