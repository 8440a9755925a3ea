package org.egpo.bfcl;

import org.egpo.call.PythonType;

/** The language whose types a category's function documents name. */
public enum Language {
    PYTHON,
    JAVA,
    JAVASCRIPT;

    /** The language of a category such as {@code simple_java}, {@code javascript} (v3) or {@code live_multiple}. */
    public static Language ofCategory(String category) {
        if (category.contains("javascript")) {
            return JAVASCRIPT;
        }
        return category.contains("java") ? JAVA : PYTHON;
    }

    /** The type that a documented type name stands for, or null when the official tables do not have it. */
    PythonType typeOf(String documented) {
        return switch (this) {
            case PYTHON -> python(documented);
            case JAVA -> java(documented);
            case JAVASCRIPT -> javaScript(documented);
        };
    }

    private static PythonType python(String type) {
        return switch (type) {
            case "string", "any" -> PythonType.STR;
            case "integer" -> PythonType.INT;
            case "float" -> PythonType.FLOAT;
            case "boolean" -> PythonType.BOOL;
            case "array", "tuple" -> PythonType.LIST;
            case "dict" -> PythonType.DICT;
            default -> null;
        };
    }

    private static PythonType java(String type) {
        return switch (type) {
            case "byte", "short", "integer", "long" -> PythonType.INT;
            case "float", "double" -> PythonType.FLOAT;
            case "boolean" -> PythonType.BOOL;
            case "char", "String", "any" -> PythonType.STR;
            case "Array", "ArrayList", "Queue", "Stack" -> PythonType.LIST;
            case "Set" -> PythonType.SET;
            case "HashMap", "Hashtable" -> PythonType.DICT;
            default -> null;
        };
    }

    private static PythonType javaScript(String type) {
        return switch (type) {
            case "String", "any" -> PythonType.STR;
            case "integer", "Bigint" -> PythonType.INT;
            case "float" -> PythonType.FLOAT;
            case "Boolean" -> PythonType.BOOL;
            case "dict" -> PythonType.DICT;
            case "array" -> PythonType.LIST;
            default -> null;
        };
    }
}
