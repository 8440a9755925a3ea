package org.egpo.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/** Values as JSON trees: tuples and sets as arrays, keys as texts, what JSON cannot say as Python's text of it. */
public final class JsonTree {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonTree() {}

    public static JsonNode of(Value v) {
        if (v instanceof Value.Text t) {
            return JSON.textNode(t.value());
        }
        if (v instanceof Value.Int i) {
            return JSON.numberNode(i.value());
        }
        if (v instanceof Value.Real r) {
            return JSON.numberNode(r.value());
        }
        if (v instanceof Value.Bool b) {
            return JSON.booleanNode(b.value());
        }
        if (v instanceof Value.BigInt i) {
            return JSON.numberNode(i.value());
        }
        if (v instanceof Value.ListValue l) {
            return array(l.items());
        }
        if (v instanceof Value.TupleValue t) {
            return array(t.items());
        }
        if (v instanceof Value.SetValue s) {
            return array(s.items());
        }
        if (v instanceof Value.MapValue m) {
            ObjectNode object = JSON.objectNode();
            for (int i = 0; i < m.size(); i++) {
                object.set(PythonText.str(m.key(i)), of(m.value(i)));
            }
            return object;
        }
        return v == Value.None.NONE ? JSON.nullNode() : JSON.textNode(PythonText.repr(v));
    }

    private static ArrayNode array(List<Value> items) {
        ArrayNode array = JSON.arrayNode(items.size());
        items.forEach(i -> array.add(of(i)));
        return array;
    }
}
