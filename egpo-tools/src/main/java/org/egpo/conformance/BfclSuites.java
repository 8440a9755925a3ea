package org.egpo.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.egpo.bfcl.AgenticEvaluator;
import org.egpo.bfcl.AnswerVerdict;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.BfclEntry;
import org.egpo.bfcl.Categories;
import org.egpo.bfcl.CompiledEntry;
import org.egpo.bfcl.Figure;
import org.egpo.bfcl.Language;
import org.egpo.bfcl.Leaderboard;
import org.egpo.bfcl.ModelResult;
import org.egpo.bfcl.RegisteredModel;
import org.egpo.bfcl.SingleTurnEvaluator;
import org.egpo.bfcl.StandardString;
import org.egpo.bfcl.TypeConversion;
import org.egpo.bfcl.Weights;
import org.egpo.bfcl.multiturn.MultiTurnEvaluator;
import org.egpo.call.Decoded;
import org.egpo.call.ModelFormat;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/** The single-turn scorer of BFCL against the official verdicts. */
final class BfclSuites {
    static final String VERDICT = "valid error_type raises";

    private BfclSuites() {}

    static List<VectorSuite> all() {
        return List.of(
                VectorFile.of("standardize_string", "output", BfclSuites::standardString),
                VectorFile.of("type_convert", "ok result error_type", BfclSuites::typeConversion),
                VectorFile.of("ast_check_synthetic", VERDICT, BfclSuites::synthetic),
                VectorFile.with("ast_check", VERDICT, BfclSuites::check),
                VectorFile.with("eval_single", VERDICT, BfclSuites::evaluation),
                VectorFile.with("eval_relevance", VERDICT, BfclSuites::evaluation),
                VectorFile.with("model_formats", "valid error_type execute", BfclSuites::models),
                VectorFile.of("agentic", "valid error_type", BfclSuites::agentic),
                VectorFile.of("score_aggregation", "accuracy display", BfclSuites::aggregation));
    }

    private static Comparison standardString(JsonNode v) {
        return Comparison.same(
                v.path("output").textValue(), StandardString.of(v.path("input").textValue()));
    }

    private static Comparison typeConversion(JsonNode v) {
        return Comparison.decoded(
                v,
                "result",
                Decoded.of(() -> TypeConversion.value(
                        language(v),
                        v.path("value").textValue(),
                        v.path("expected_type").textValue(),
                        v.path("nested_type").textValue())));
    }

    private static Function<JsonNode, Comparison> check(Verdicts verdicts) {
        BfclData data = BfclData.at(verdicts.data("bfcl"));
        return v -> verdict(
                v,
                data.entry(v.path("test_id").textValue())
                        .compile(v.path("underscore_to_dot").asBoolean()));
    }

    private static Function<JsonNode, Comparison> evaluation(Verdicts verdicts) {
        BfclData data = BfclData.at(verdicts.data("bfcl"));
        SingleTurnEvaluator plain = new SingleTurnEvaluator();
        SingleTurnEvaluator underscores = new SingleTurnEvaluator(ModelFormat.ANY, true, false);
        return v -> {
            SingleTurnEvaluator evaluator = v.path("underscore_to_dot").asBoolean() ? underscores : plain;
            BfclEntry entry = data.entry(v.path("test_id").textValue());
            boolean sensitivity = "format_sensitivity".equals(v.path("category").textValue());
            String id = sensitivity ? v.path("id").textValue() : entry.id();
            ModelResult result = ModelResult.of(id, v.path("text").textValue());
            return outcome(v, evaluator.evaluate(data, entry, result).verdict());
        };
    }

    /** Answers of registered models in their own form. */
    private static Function<JsonNode, Comparison> models(Verdicts verdicts) {
        BfclData data = BfclData.at(verdicts.data("bfcl"));
        return v -> {
            RegisteredModel model =
                    RegisteredModel.ofFolder(v.path("model").textValue().replace('/', '_'));
            Value result = ValueJson.read(v.path("result"));
            if (v.has("execute")) {
                List<String> texts = new ArrayList<>();
                v.path("execute").forEach(t -> texts.add(t.textValue()));
                return Comparison.same(texts, MultiTurnEvaluator.calls(result, model.format()));
            }
            BfclEntry entry = data.entry(v.path("id").textValue());
            SingleTurnEvaluator evaluator = new SingleTurnEvaluator(model.format(), model.underscoreToDot(), false);
            return outcome(
                    v,
                    evaluator
                            .evaluate(data, entry, new ModelResult(entry.id(), result))
                            .verdict());
        };
    }

    private static Comparison agentic(JsonNode v) {
        String id = v.path("id").textValue();
        BfclEntry entry = BfclEntry.of(id, "memory_kv", Value.None.NONE, ValueJson.read(v.path("possible_answer")));
        RegisteredModel model =
                RegisteredModel.ofFolder(v.path("model").textValue().replace('/', '_'));
        ModelResult result = new ModelResult(id, ValueJson.read(v.path("result")));
        return outcome(
                v,
                new AgenticEvaluator(model.format())
                        .evaluate(null, entry, result)
                        .verdict());
    }

    private static Comparison synthetic(JsonNode v) {
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

    private static Comparison verdict(JsonNode v, CompiledEntry entry) {
        AnswerVerdict got = entry.check(ValueJson.read(v.path("decoded")));
        Comparison outcome = outcome(v, got);
        if (!outcome.passed() || got.raises() != null) {
            return outcome;
        }
        return Comparison.same(ValueJson.read(v.path("error")), new Value.ListValue(got.error()));
    }

    static Comparison outcome(JsonNode v, AnswerVerdict got) {
        String expected = v.path("valid").asBoolean()
                ? "valid"
                : v.path("error_type").isTextual()
                        ? v.path("error_type").textValue()
                        : "raises " + v.path("raises").asText();
        return Comparison.same(expected, got.outcome());
    }

    private static Comparison aggregation(JsonNode v) {
        Map<String, Leaderboard.Count> counts = new LinkedHashMap<>();
        v.path("scores")
                .properties()
                .forEach(e -> counts.put(
                        e.getKey(),
                        new Leaderboard.Count(
                                e.getValue().path("correct").intValue(),
                                e.getValue().path("total").intValue())));
        Map<String, Integer> sizes = new HashMap<>();
        v.path("default_counts")
                .properties()
                .forEach(e ->
                        sizes.put(Categories.v4Name(e.getKey()), e.getValue().intValue()));
        Weights weights = Weights.valueOf(v.path("version").textValue().toUpperCase(Locale.ROOT));
        Leaderboard got = Leaderboard.of(weights, counts, c -> sizes.getOrDefault(c, Categories.size(c)));
        Comparison exact = Comparison.same(v.path("accuracy"), figures(got, BfclSuites::accuracy));
        return exact.passed()
                ? Comparison.same(v.path("display"), figures(got, f -> TextNode.valueOf(f.display())))
                : exact;
    }

    private static JsonNode accuracy(Figure f) {
        return f.missing() ? TextNode.valueOf("N/A") : DoubleNode.valueOf(f.accuracy());
    }

    private static JsonNode figures(Leaderboard board, Function<Figure, JsonNode> form) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        board.groups().forEach((name, group) -> {
            ObjectNode figures = all.putObject(name);
            group.forEach((figure, value) -> figures.set(figure, form.apply(value)));
        });
        all.set("overall_accuracy", form.apply(board.overall()));
        all.set("relevance", form.apply(board.relevance()));
        all.set("irrelevance_total", form.apply(board.irrelevance()));
        return all;
    }

    private static Language language(JsonNode v) {
        return Language.valueOf(v.path("language").textValue().toUpperCase(Locale.ROOT));
    }
}
