package org.egpo.bfcl;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/** Values as the official score files print them: plain JSON, and Python's text of what JSON cannot say. */
final class JsonText {
    private JsonText() {}

    static void write(Value v, JsonGenerator json) throws IOException {
        if (v == null || v instanceof Value.None) {
            json.writeNull();
        } else if (v instanceof Value.Text t) {
            json.writeString(t.value());
        } else if (v instanceof Value.Int i) {
            json.writeNumber(i.value());
        } else if (v instanceof Value.BigInt i) {
            json.writeNumber(i.value());
        } else if (v instanceof Value.Bool b) {
            json.writeBoolean(b.value());
        } else if (v instanceof Value.Real r && Double.isFinite(r.value())) {
            json.writeNumber(PythonText.number(r.value()));
        } else if (v instanceof Value.ListValue || v instanceof Value.TupleValue) {
            json.writeStartArray();
            for (Value item : PythonObjects.items(v)) {
                write(item, json);
            }
            json.writeEndArray();
        } else if (v instanceof Value.MapValue m) {
            json.writeStartObject();
            for (int i = 0; i < m.size(); i++) {
                json.writeFieldName(key(m.key(i)));
                write(m.value(i), json);
            }
            json.writeEndObject();
        } else {
            json.writeString(PythonText.str(v));
        }
    }

    private static String key(Value key) {
        if (key instanceof Value.None) {
            return "null";
        }
        return key instanceof Value.Bool b ? String.valueOf(b.value()) : PythonText.str(key);
    }
}
