package org.egpo.conformance;

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
                VectorFile.of(
                        "decode_execute",
                        DECODED,
                        v -> Comparison.decoded(
                                v, CallDecoder.decodeExecute(v.path("text").asText()))),
                VectorFile.of("py_repr", "repr str json_dumps", CallSuites::spelling),
                VectorFile.of("py_random", "ops", CallSuites::random));
    }

    private static Comparison decode(JsonNode vector) {
        CallFormat format = CallFormat.of(vector.path("language").asText("python"));
        boolean tag = vector.path("tool_call_tag").asBoolean();
        return Comparison.decoded(vector, CallDecoder.decode(vector.path("text").asText(), format, tag));
    }

    private static Comparison spelling(JsonNode vector) {
        Value value = ValueJson.read(vector.path("value"));
        Comparison repr = Comparison.same(vector.path("repr").textValue(), PythonText.repr(value));
        Comparison str = Comparison.same(vector.path("str").textValue(), PythonText.str(value));
        Comparison json = Comparison.same(vector.path("json_dumps").textValue(), PythonText.jsonDumps(value));
        return !repr.passed() ? repr : !str.passed() ? str : json;
    }

    private static Comparison random(JsonNode vector) {
        PythonRandom random = new PythonRandom(vector.path("seed").bigIntegerValue());
        for (JsonNode op : vector.path("ops")) {
            Value expected = ValueJson.read(op.get(op.size() - 1));
            Value got =
                    switch (op.get(0).asText()) {
                        case "randint" ->
                            new Value.Int(random.randint(
                                    op.get(1).longValue(), op.get(2).longValue()));
                        case "uniform" ->
                            new Value.Real(random.uniform(
                                    op.get(1).doubleValue(), op.get(2).doubleValue()));
                        default -> new Value.Real(random.random());
                    };
            Comparison outcome = Comparison.same(expected, got);
            if (!outcome.passed()) {
                return outcome;
            }
        }
        return Comparison.pass();
    }
}
