package org.egpo.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

    static List<VectorSuite> all() {
        return List.of(
                VectorFile.with("mt_math", "result", MultiTurnSuites::math),
                VectorFile.with("mt_api", "results state", MultiTurnSuites::api),
                VectorFile.with("mt_exec", "initial_state turns", MultiTurnSuites::execution),
                VectorFile.with("mt_check", BfclSuites.VERDICT, MultiTurnSuites::check),
                VectorFile.with("eval_multi_turn", BfclSuites.VERDICT, MultiTurnSuites::evaluation));
    }

    private static Function<JsonNode, Comparison> math(Verdicts verdicts) {
        Path data = verdicts.data("bfcl");
        Scenario scenario = Scenario.single("math", "MathAPI", Value.MapValue.EMPTY, false, Constants.near(data));
        return v -> Comparison.same(
                v.path("result").textValue(),
                Simulation.start(scenario).execute(v.path("call").textValue()));
    }

    private static Function<JsonNode, Comparison> api(Verdicts verdicts) {
        Constants constants = Constants.near(verdicts.data("bfcl"));
        return v -> {
            Simulation simulation = Simulation.start(Scenario.single(
                    v.path("test_id").textValue(),
                    v.path("class").textValue(),
                    (Value.MapValue) ValueJson.read(v.path("initial_config")),
                    v.path("long_context").asBoolean(),
                    constants));
            List<String> got = simulation.execute(texts(v.path("calls")));
            String name = v.path("class").textValue();
            return results(v.path("results"), got, v.path("calls"))
                    .and(() ->
                            state(name, v.path("state"), simulation.attributes().get(name)));
        };
    }

    private static Function<JsonNode, Comparison> execution(Verdicts verdicts) {
        BfclData data = BfclData.at(verdicts.data("bfcl"));
        MultiTurnEvaluator evaluator = new MultiTurnEvaluator(data);
        return v -> {
            Scenario scenario = evaluator.scenario(data.entry(v.path("test_id").textValue()));
            Simulation simulation =
                    Simulation.start(scenario, v.path("model_name").textValue());
            Comparison outcome = states(v.path("initial_state"), simulation);
            for (JsonNode turn : v.path("turns")) {
                JsonNode calls = turn.path("calls");
                outcome = outcome.and(() -> results(turn.path("results"), simulation.execute(texts(calls)), calls))
                        .and(() -> states(turn.path("state"), simulation));
            }
            return outcome;
        };
    }

    private static Function<JsonNode, Comparison> check(Verdicts verdicts) {
        BfclData data = BfclData.at(verdicts.data("bfcl"));
        MultiTurnEvaluator evaluator = new MultiTurnEvaluator(data);
        return v -> {
            Scenario scenario = evaluator.scenario(data.entry(v.path("test_id").textValue()));
            String model = v.path("model_name").textValue();
            List<List<List<String>>> calls = new ArrayList<>();
            v.path("model_turns").forEach(turn -> {
                List<List<String>> steps = new ArrayList<>();
                turn.forEach(step -> steps.add(texts(step)));
                calls.add(steps);
            });
            Comparison outcome = verdict(v, MultiTurnChecker.check(scenario, calls, model))
                    .and(() -> Comparison.same(
                            v.path("irrelevance_check_valid").asBoolean(),
                            MultiTurnChecker.isSilentWhereExpected(scenario, calls)));
            Simulation simulation = Simulation.start(scenario, model);
            for (int i = 0; i < calls.size() && outcome.passed(); i++) {
                List<String> flat = calls.get(i).stream().flatMap(List::stream).toList();
                outcome = results(
                        v.path("model_results").path(i),
                        simulation.execute(flat),
                        v.path("model_turns").path(i));
            }
            return outcome;
        };
    }

    private static Comparison verdict(JsonNode v, MultiTurnVerdict got) {
        return BfclSuites.outcome(v, got.verdict())
                .and(() -> where(v, "error_message", want -> Comparison.same(want.asText(), got.message())))
                .and(() -> where(
                        v,
                        "differing_attributes",
                        want -> Comparison.same(
                                texts(want), got.attributes().stream().sorted().toList())))
                .and(() -> where(
                        v,
                        "missing_items",
                        want -> results(
                                want,
                                got.differences().stream()
                                        .map(Difference::expected)
                                        .toList(),
                                want)));
    }

    private static Comparison where(JsonNode v, String field, Function<JsonNode, Comparison> check) {
        return v.has(field) ? check.apply(v.path(field)) : Comparison.pass();
    }

    private static Function<JsonNode, Comparison> evaluation(Verdicts verdicts) {
        BfclData data = BfclData.at(verdicts.data("bfcl"));
        MultiTurnEvaluator evaluator = new MultiTurnEvaluator(data);
        return v -> {
            BfclEntry entry = data.entry(v.path("test_id").textValue());
            ModelResult result = new ModelResult(entry.id(), ValueJson.read(v.path("result")));
            Comparison outcome = BfclSuites.outcome(
                    v, evaluator.evaluate(data, entry, result).verdict());
            if (outcome.passed() && v.has("decoded") && result.result() instanceof Value.ListValue turns) {
                outcome = Comparison.same(ValueJson.read(v.path("decoded")), decoded(turns));
            }
            return outcome;
        };
    }

    private static Value decoded(Value.ListValue turns) {
        List<Value> all = new ArrayList<>();
        for (List<List<String>> turn : MultiTurnEvaluator.decode(turns, ModelFormat.PROMPT)) {
            List<Value> steps = new ArrayList<>();
            turn.forEach(step ->
                    steps.add(new Value.ListValue(step.stream().map(Value::text).toList())));
            all.add(new Value.ListValue(steps));
        }
        return new Value.ListValue(all);
    }

    private static List<String> texts(JsonNode array) {
        List<String> all = new ArrayList<>();
        array.forEach(t -> all.add(t.textValue()));
        return all;
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
                && digest.path("sha256").asText().equals(sha256(got));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
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
