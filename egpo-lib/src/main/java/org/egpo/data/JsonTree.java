package org.egpo.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/** Values as JSON trees: tuples and sets as arrays, keys as texts, what JSON cannot say as Python's text of it. */
public final class JsonTree {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonTree() {}

    public static JsonNode of(Value v) {
        if (v instanceof Value.Items || v instanceof Value.TupleValue) {
            ArrayNode array = JSON.arrayNode();
            PythonObjects.items(v).forEach(i -> array.add(of(i)));
            return array;
        }
        if (v instanceof Value.MapValue m) {
            ObjectNode object = JSON.objectNode();
            m.forEach((key, value) -> object.set(PythonText.str(key), of(value)));
            return object;
        }
        if (v instanceof Value.Int i) {
            return JSON.numberNode(i.value());
        }
        if (v instanceof Value.BigInt i) {
            return JSON.numberNode(i.value());
        }
        if (v instanceof Value.Real r) {
            return JSON.numberNode(r.value());
        }
        if (v instanceof Value.Bool b) {
            return JSON.booleanNode(b.value());
        }
        return v == Value.None.NONE
                ? JSON.nullNode()
                : JSON.textNode(v instanceof Value.Text t ? t.value() : PythonText.repr(v));
    }
}
