package org.egpo.bfcl;

import org.egpo.call.Value;

/**
 * What a function document says of one parameter, looked up once. Gaps in the document raise, as the official checker
 * does, only when a call uses the parameter.
 *
 * @param type the documented type's name
 * @param kind the Python type it stands for
 * @param nested the documented type of the elements where that is checked, else null
 */
record ParameterDoc(String type, Kind kind, String nested, Kind nestedKind, Raised gap) {

    static ParameterDoc of(Language language, Value doc) {
        try {
            String type = text(Python.get(doc, "type"));
            Kind kind = known(language, type);
            if (!isNested(language, type)) {
                return new ParameterDoc(type, kind, null, null, null);
            }
            String nested = text(Python.get(Python.get(doc, "items"), "type"));
            return new ParameterDoc(type, kind, nested, known(language, nested), null);
        } catch (Raised e) {
            return new ParameterDoc(null, null, null, null, e);
        }
    }

    private static boolean isNested(Language language, String type) {
        return switch (type) {
            case "array" -> language != Language.JAVA;
            case "tuple" -> language == Language.PYTHON;
            case "Array", "ArrayList" -> language == Language.JAVA;
            default -> false;
        };
    }

    private static String text(Value v) {
        if (v instanceof Value.Text t) {
            return t.value();
        }
        boolean hashable = !(v instanceof Value.ListValue || v instanceof Value.MapValue);
        throw new Raised(hashable ? "KeyError" : "TypeError", "a type's name must be a string");
    }

    private static Kind known(Language language, String type) {
        Kind kind = Kind.documented(language, type);
        if (kind == null) {
            throw new Raised("KeyError", "'" + type + "'");
        }
        return kind;
    }
}
