package org.egpo.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.CompiledEntry;
import org.egpo.bfcl.Language;
import org.egpo.bfcl.StandardString;
import org.egpo.bfcl.TypeConversion;
import org.egpo.bfcl.Verdict;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/** The single-turn scorer of BFCL against the official verdicts. */
final class BfclSuites {
    private BfclSuites() {}

    static List<VectorSuite> all() {
        return List.of(
                LineSuite.of("standardize_string", BfclSuites::standardString),
                LineSuite.of("type_convert", BfclSuites::typeConversion),
                LineSuite.of("ast_check_synthetic", BfclSuites::synthetic),
                new LineSuite("ast_check", BfclSuites::check));
    }

    private static Outcome standardString(JsonNode v) {
        return Outcome.same(
                v.path("output").textValue(), StandardString.of(v.path("input").textValue()));
    }

    private static Outcome typeConversion(JsonNode v) {
        return Outcome.decoded(
                v,
                "result",
                TypeConversion.convert(
                        language(v),
                        v.path("value").textValue(),
                        v.path("expected_type").textValue(),
                        v.path("nested_type").textValue()));
    }

    private static LineSuite.Check check(Verdicts verdicts) {
        BfclData data = BfclData.at(verdicts.data("bfcl"));
        return v -> verdict(
                v,
                data.entry(v.path("test_id").textValue())
                        .compile(v.path("underscore_to_dot").asBoolean()));
    }

    private static Outcome synthetic(JsonNode v) {
        Value functions = ValueJson.read(v.path("functions"));
        Value answer = ValueJson.read(v.path("possible_answer"));
        return verdict(
                v,
                CompiledEntry.of(
                        functions,
                        answer,
                        language(v),
                        v.path("category").textValue(),
                        v.path("underscore_to_dot").asBoolean()));
    }

    private static Outcome verdict(JsonNode v, CompiledEntry entry) {
        Verdict got = entry.check(ValueJson.read(v.path("decoded")));
        Outcome outcome = outcome(v, got);
        if (!outcome.passed() || got.raises() != null) {
            return outcome;
        }
        return Outcome.same(ValueJson.read(v.path("error")), new Value.ListValue(got.error()));
    }

    static Outcome outcome(JsonNode v, Verdict got) {
        String expected = v.path("valid").asBoolean()
                ? "valid"
                : v.path("error_type").isTextual()
                        ? v.path("error_type").textValue()
                        : "raises " + v.path("raises").asText();
        return Outcome.same(expected, got.outcome());
    }

    private static Language language(JsonNode v) {
        return Language.valueOf(v.path("language").textValue().toUpperCase(Locale.ROOT));
    }
}
