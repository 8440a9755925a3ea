package org.egpo.bfcl;

import org.egpo.call.PythonError;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonType;
import org.egpo.call.Value;

/**
 * What a function document says of one parameter, looked up once.
 *
 * @param type the documented type's name
 * @param kind the Python type it stands for
 * @param nested the documented type of the elements where that is checked, else empty
 * @param nestedKind its Python type, else OBJECT, which stands for no documented type
 */
record ParameterDoc(String type, PythonType kind, String nested, PythonType nestedKind) {
    /** @throws PythonError for gaps in the document, where the official checker raises once a call uses the parameter */
    static ParameterDoc of(Language language, Value doc) {
        String type = text(PythonObjects.at(doc, "type"));
        PythonType kind = known(language, type);
        // Queues and stacks of Java are lists too, but what they hold is not checked.
        if (kind != PythonType.LIST || type.equals("Queue") || type.equals("Stack")) {
            return new ParameterDoc(type, kind, "", PythonType.OBJECT);
        }
        String nested = text(PythonObjects.at(PythonObjects.at(doc, "items"), "type"));
        return new ParameterDoc(type, kind, nested, known(language, nested));
    }

    private static String text(Value v) {
        if (v instanceof Value.Text t) {
            return t.value();
        }
        boolean hashable = !(v instanceof Value.ListValue || v instanceof Value.MapValue);
        throw new PythonError(hashable ? "KeyError" : "TypeError", "a type's name must be a string");
    }

    private static PythonType known(Language language, String type) {
        PythonType kind = language.typeOf(type);
        if (kind == null) {
            throw new PythonError("KeyError", "'" + type + "'");
        }
        return kind;
    }
}
