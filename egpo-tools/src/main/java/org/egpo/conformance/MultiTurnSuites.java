package org.egpo.conformance;

import static org.egpo.conformance.CaseFields.is;
import static org.egpo.conformance.CaseFields.text;
import static org.egpo.conformance.CaseFields.texts;
import static org.egpo.conformance.CaseFields.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.codec.digest.DigestUtils;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.BfclEntry;
import org.egpo.bfcl.ModelResult;
import org.egpo.bfcl.multiturn.Constants;
import org.egpo.bfcl.multiturn.Difference;
import org.egpo.bfcl.multiturn.MultiTurnChecker;
import org.egpo.bfcl.multiturn.MultiTurnEvaluator;
import org.egpo.bfcl.multiturn.MultiTurnVerdict;
import org.egpo.bfcl.multiturn.Scenario;
import org.egpo.bfcl.multiturn.Simulation;
import org.egpo.call.ModelFormat;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/** BFCL's multi-turn environments, executor and checker against the official ones. */
final class MultiTurnSuites {
    private MultiTurnSuites() {}

    /** What the checks of recorded tests read. */
    private record Tests(BfclData data, MultiTurnEvaluator evaluator) {
        private static Tests of(Verdicts verdicts) {
            BfclData data = BfclSuites.data(verdicts);
            return new Tests(data, new MultiTurnEvaluator(data));
        }

        private BfclEntry entry(JsonNode v) {
            return data.entry(text(v, "test_id"));
        }

        private Scenario scenario(JsonNode v) {
            return evaluator.scenario(entry(v));
        }
    }

    static List<VectorSuite> all() {
        Function<Verdicts, Constants> constants = verdicts -> Constants.near(verdicts.data("bfcl"));
        return List.of(
                VectorFile.of("mt_math", "result", constants, MultiTurnSuites::math),
                VectorFile.of("mt_api", "results state", constants, MultiTurnSuites::api),
                VectorFile.of("mt_exec", "initial_state turns", Tests::of, MultiTurnSuites::execution),
                VectorFile.of("mt_check", BfclSuites.VERDICT, Tests::of, MultiTurnSuites::check),
                VectorFile.of("eval_multi_turn", BfclSuites.VERDICT, Tests::of, MultiTurnSuites::evaluation));
    }

    private static Comparison math(JsonNode v, Constants constants) {
        Scenario scenario = Scenario.single("math", "MathAPI", Value.MapValue.EMPTY, false, constants);
        return Comparison.same(text(v, "result"), Simulation.start(scenario).execute(text(v, "call")));
    }

    private static Comparison api(JsonNode v, Constants constants) {
        String name = v.path("class").asText();
        Value.MapValue start = (Value.MapValue) value(v, "initial_config");
        Simulation simulation =
                Simulation.start(Scenario.single(text(v, "test_id"), name, start, is(v, "long_context"), constants));
        return results(v.path("results"), simulation.execute(texts(v.path("calls"))), v.path("calls"))
                .and(() -> state(name, v.path("state"), simulation.attributes().getOrDefault(name, Map.of())));
    }

    private static Comparison execution(JsonNode v, Tests tests) {
        Simulation simulation = Simulation.start(tests.scenario(v), text(v, "model_name"));
        Comparison outcome = states(v.path("initial_state"), simulation);
        for (JsonNode turn : v.path("turns")) {
            JsonNode calls = turn.path("calls");
            outcome = outcome.and(() -> results(turn.path("results"), simulation.execute(texts(calls)), calls))
                    .and(() -> states(turn.path("state"), simulation));
        }
        return outcome;
    }

    private static Comparison check(JsonNode v, Tests tests) {
        Scenario scenario = tests.scenario(v);
        String model = text(v, "model_name");
        List<List<List<String>>> calls = new ArrayList<>();
        v.path("model_turns").forEach(turn -> {
            List<List<String>> steps = new ArrayList<>();
            turn.forEach(step -> steps.add(texts(step)));
            calls.add(steps);
        });
        boolean silent = MultiTurnChecker.isSilentWhereExpected(scenario, calls);
        Comparison outcome = verdict(v, MultiTurnChecker.check(scenario, calls, model))
                .and(() -> Comparison.same(is(v, "irrelevance_check_valid"), silent));
        Simulation simulation = Simulation.start(scenario, model);
        for (int i = 0; i < calls.size() && outcome.passed(); i++) {
            List<String> flat = calls.get(i).stream().flatMap(List::stream).toList();
            JsonNode said = v.path("model_turns").path(i);
            outcome = results(v.path("model_results").path(i), simulation.execute(flat), said);
        }
        return outcome;
    }

    private static Comparison verdict(JsonNode v, MultiTurnVerdict got) {
        List<String> attributes = got.attributes().stream().sorted().toList();
        List<String> missing =
                got.differences().stream().map(Difference::expected).toList();
        return BfclSuites.outcome(v, got.verdict())
                .and(() -> where(v, "error_message", want -> Comparison.same(want.asText(), got.message())))
                .and(() -> where(v, "differing_attributes", want -> Comparison.same(texts(want), attributes)))
                .and(() -> where(v, "missing_items", want -> results(want, missing, want)));
    }

    private static Comparison where(JsonNode v, String field, Function<JsonNode, Comparison> check) {
        return v.has(field) ? check.apply(v.path(field)) : Comparison.pass();
    }

    private static Comparison evaluation(JsonNode v, Tests tests) {
        BfclEntry entry = tests.entry(v);
        ModelResult result = new ModelResult(entry.id(), value(v, "result"));
        return BfclSuites.outcome(v, tests.evaluator.evaluate(tests.data, entry, result))
                .and(() -> v.has("decoded") && result.result() instanceof Value.ListValue turns
                        ? Comparison.field(v, "decoded", MultiTurnEvaluator.decode(turns, ModelFormat.PROMPT))
                        : Comparison.pass());
    }

    private static Comparison results(JsonNode expected, List<String> got, JsonNode calls) {
        if (expected.size() != got.size()) {
            return Comparison.fail(expected.size() + " results", got.size() + " results");
        }
        for (int i = 0; i < got.size(); i++) {
            if (!same(expected.get(i), got.get(i))) {
                return Comparison.fail(expected.get(i) + " from " + calls, got.get(i));
            }
        }
        return Comparison.pass();
    }

    /** A text as it is, or by digest where the vectors shorten it. */
    private static boolean same(JsonNode expected, String got) {
        if (expected.isTextual()) {
            return expected.textValue().equals(got);
        }
        JsonNode digest = expected.path("$long");
        return digest.path("length").intValue() == got.codePointCount(0, got.length())
                && DigestUtils.sha256Hex(got).equals(text(digest, "sha256"));
    }

    private static Comparison states(JsonNode expected, Simulation simulation) {
        Map<String, Map<String, String>> got = simulation.attributes();
        Comparison outcome = Comparison.same(expected.size(), got.size());
        for (Map.Entry<String, JsonNode> e : expected.properties()) {
            if (outcome.passed()) {
                outcome = state(e.getKey(), e.getValue(), got.getOrDefault(e.getKey(), Map.of()));
            }
        }
        return outcome;
    }

    private static Comparison state(String name, JsonNode expected, Map<String, String> got) {
        Comparison outcome = Comparison.same(
                expected.properties().stream().map(Map.Entry::getKey).toList().toString(),
                got.keySet().toString());
        for (Map.Entry<String, JsonNode> e : expected.properties()) {
            if (outcome.passed()) {
                String text = e.getValue().has("$repr")
                        ? e.getValue().path("$repr").asText()
                        : PythonText.repr(ValueJson.read(e.getValue()));
                outcome = Comparison.same(
                        name + "." + e.getKey() + " = " + text, name + "." + e.getKey() + " = " + got.get(e.getKey()));
            }
        }
        return outcome;
    }
}
