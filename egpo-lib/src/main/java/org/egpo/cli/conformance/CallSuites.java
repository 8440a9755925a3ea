package org.egpo.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/** Decoders and Python's spelling of values, against the official answers. */
final class CallSuites {
    private CallSuites() {}

    static List<VectorSuite> all() {
        return List.of(LineSuite.of("py_repr", CallSuites::spelling));
    }

    private static Outcome spelling(JsonNode vector) {
        Value value = ValueJson.read(vector.path("value"));
        Outcome repr = Outcome.same(vector.path("repr").textValue(), PythonText.repr(value));
        Outcome str = Outcome.same(vector.path("str").textValue(), PythonText.str(value));
        Outcome json = Outcome.same(vector.path("json_dumps").textValue(), PythonText.jsonDumps(value));
        return !repr.passed() ? repr : !str.passed() ? str : json;
    }
}
