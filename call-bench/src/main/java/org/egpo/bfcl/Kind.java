package org.egpo.bfcl;

import org.egpo.call.Value;

/** The Python type of a value, compared strictly: a bool is never an int. */
enum Kind {
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
    COMPLEX("complex");

    /** Python's name of the type, as in {@code type(x).__name__}. */
    final String pythonName;

    Kind(String pythonName) {
        this.pythonName = pythonName;
    }

    /** As Python prints the class: {@code <class 'str'>}. */
    String classText() {
        return "<class '" + pythonName + "'>";
    }

    static Kind of(Value v) {
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
        return v instanceof Value.Complex ? COMPLEX : NONE;
    }

    /** The type that a documented type name stands for, or null when the official tables do not have it. */
    static Kind documented(Language language, String type) {
        return switch (language) {
            case PYTHON -> python(type);
            case JAVA -> java(type);
            case JAVASCRIPT -> javaScript(type);
        };
    }

    private static Kind python(String type) {
        return switch (type) {
            case "string", "any" -> STR;
            case "integer" -> INT;
            case "float" -> FLOAT;
            case "boolean" -> BOOL;
            case "array", "tuple" -> LIST;
            case "dict" -> DICT;
            default -> null;
        };
    }

    private static Kind java(String type) {
        return switch (type) {
            case "byte", "short", "integer", "long" -> INT;
            case "float", "double" -> FLOAT;
            case "boolean" -> BOOL;
            case "char", "String", "any" -> STR;
            case "Array", "ArrayList", "Queue", "Stack" -> LIST;
            case "Set" -> SET;
            case "HashMap", "Hashtable" -> DICT;
            default -> null;
        };
    }

    private static Kind javaScript(String type) {
        return switch (type) {
            case "String", "any" -> STR;
            case "integer", "Bigint" -> INT;
            case "float" -> FLOAT;
            case "Boolean" -> BOOL;
            case "dict" -> DICT;
            case "array" -> LIST;
            default -> null;
        };
    }
}
