package org.egpo.conformance;

import static org.egpo.conformance.CaseFields.is;
import static org.egpo.conformance.CaseFields.text;
import static org.egpo.conformance.CaseFields.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.egpo.bfcl.multiturn.PythonRandom;
import org.egpo.call.CallDecoder;
import org.egpo.call.CallFormat;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/** Decoders and Python's spelling of values, against the official answers. */
final class CallSuites {
    private static final String DECODED = "ok decoded error_type";

    private CallSuites() {}

    static List<VectorSuite> all() {
        return List.of(
                VectorFile.of("decode_python", DECODED, CallSuites::decode),
                VectorFile.of("decode_formats", DECODED, CallSuites::decode),
                VectorFile.of("decode_java", DECODED, CallSuites::decode),
                VectorFile.of("decode_javascript", DECODED, CallSuites::decode),
                VectorFile.of("decode_execute", DECODED, CallSuites::execute),
                VectorFile.of("py_repr", "repr str json_dumps", CallSuites::spelling),
                VectorFile.of("py_random", "ops", CallSuites::random));
    }

    private static Comparison decode(JsonNode v) {
        CallFormat format = CallFormat.of(v.path("language").asText("python"));
        return Comparison.decoded(v, "decoded", CallDecoder.decode(text(v, "text"), format, is(v, "tool_call_tag")));
    }

    private static Comparison execute(JsonNode v) {
        return Comparison.decoded(v, "decoded", CallDecoder.decodeExecute(text(v, "text")));
    }

    private static Comparison spelling(JsonNode v) {
        Value value = value(v, "value");
        return Comparison.same(text(v, "repr"), PythonText.repr(value))
                .and(() -> Comparison.same(text(v, "str"), PythonText.str(value)))
                .and(() -> Comparison.same(text(v, "json_dumps"), PythonText.jsonDumps(value)));
    }

    private static Comparison random(JsonNode vector) {
        PythonRandom random = new PythonRandom(vector.path("seed").bigIntegerValue());
        for (JsonNode op : vector.path("ops")) {
            Value expected = ValueJson.read(op.get(op.size() - 1));
            Value got =
                    switch (op.get(0).asText()) {
                        case "randint" ->
                            Value.integer(random.randint(
                                    op.get(1).longValue(), op.get(2).longValue()));
                        case "uniform" ->
                            new Value.Real(random.uniform(
                                    op.get(1).doubleValue(), op.get(2).doubleValue()));
                        default -> new Value.Real(random.random());
                    };
            if (!expected.equals(got)) {
                return Comparison.same(expected, got);
            }
        }
        return Comparison.pass();
    }
}
