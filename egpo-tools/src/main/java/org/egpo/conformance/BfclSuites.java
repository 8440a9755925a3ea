package org.egpo.conformance;

import static org.egpo.conformance.CaseFields.is;
import static org.egpo.conformance.CaseFields.text;
import static org.egpo.conformance.CaseFields.texts;
import static org.egpo.conformance.CaseFields.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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
import org.egpo.bfcl.CaseReport;
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

/** The single-turn scorer of BFCL against the official verdicts. */
final class BfclSuites {
    static final String VERDICT = "valid error_type raises";

    private BfclSuites() {}

    static List<VectorSuite> all() {
        return List.of(
                VectorFile.of("standardize_string", "output", BfclSuites::standardString),
                VectorFile.of("type_convert", "ok result error_type", BfclSuites::typeConversion),
                VectorFile.of("ast_check_synthetic", VERDICT, BfclSuites::synthetic),
                VectorFile.of("ast_check", VERDICT, BfclSuites::data, BfclSuites::check),
                VectorFile.of("eval_single", VERDICT, BfclSuites::data, BfclSuites::evaluation),
                VectorFile.of("eval_relevance", VERDICT, BfclSuites::data, BfclSuites::evaluation),
                VectorFile.of("model_formats", "valid error_type execute", BfclSuites::data, BfclSuites::models),
                VectorFile.of("agentic", "valid error_type", BfclSuites::agentic),
                VectorFile.of("score_aggregation", "accuracy display", BfclSuites::aggregation));
    }

    static BfclData data(Verdicts verdicts) {
        return BfclData.at(verdicts.data("bfcl"));
    }

    private static Comparison standardString(JsonNode v) {
        return Comparison.same(text(v, "output"), StandardString.of(text(v, "input")));
    }

    private static Comparison typeConversion(JsonNode v) {
        Decoded got = Decoded.of(() -> TypeConversion.value(
                language(v),
                text(v, "value"),
                text(v, "expected_type"),
                v.path("nested_type").asText("")));
        return Comparison.decoded(v, "result", got);
    }

    private static Comparison check(JsonNode v, BfclData data) {
        return verdict(v, data.entry(text(v, "test_id")).compile(is(v, "underscore_to_dot")));
    }

    private static Comparison evaluation(JsonNode v, BfclData data) {
        BfclEntry entry = data.entry(text(v, "test_id"));
        String id = "format_sensitivity".equals(text(v, "category")) ? text(v, "id") : entry.id();
        SingleTurnEvaluator evaluator = new SingleTurnEvaluator(ModelFormat.ANY, is(v, "underscore_to_dot"), false);
        return outcome(v, evaluator.evaluate(data, entry, ModelResult.of(id, text(v, "text"))));
    }

    /** Answers of registered models in their own form. */
    private static Comparison models(JsonNode v, BfclData data) {
        RegisteredModel model = model(v);
        Value result = value(v, "result");
        if (v.has("execute")) {
            return Comparison.same(texts(v.path("execute")), MultiTurnEvaluator.calls(result, model.format()));
        }
        BfclEntry entry = data.entry(text(v, "id"));
        SingleTurnEvaluator evaluator = new SingleTurnEvaluator(model.format(), model.underscoreToDot(), false);
        return outcome(v, evaluator.evaluate(data, entry, new ModelResult(entry.id(), result)));
    }

    private static RegisteredModel model(JsonNode v) {
        return RegisteredModel.ofFolder(v.path("model").asText().replace('/', '_'));
    }

    private static Comparison agentic(JsonNode v) {
        String id = text(v, "id");
        BfclEntry entry = BfclEntry.of(id, "memory_kv", Value.None.NONE, value(v, "possible_answer"));
        ModelResult result = new ModelResult(id, value(v, "result"));
        return outcome(v, new AgenticEvaluator(model(v).format()).evaluate(null, entry, result));
    }

    private static Comparison synthetic(JsonNode v) {
        Value functions = value(v, "functions");
        Value answer = value(v, "possible_answer");
        boolean dots = is(v, "underscore_to_dot");
        return verdict(v, CompiledEntry.of(functions, answer, language(v), text(v, "category"), dots));
    }

    private static Comparison verdict(JsonNode v, CompiledEntry entry) {
        AnswerVerdict got = entry.check(value(v, "decoded"));
        return outcome(v, got)
                .and(() -> got.raises() != null
                        ? Comparison.pass()
                        : Comparison.same(value(v, "error"), new Value.ListValue(got.error())));
    }

    static Comparison outcome(JsonNode v, CaseReport got) {
        return outcome(v, got.verdict());
    }

    static Comparison outcome(JsonNode v, AnswerVerdict got) {
        boolean raises = !v.path("error_type").isTextual();
        String failed = raises ? "raises " + v.path("raises").asText() : text(v, "error_type");
        return Comparison.same(is(v, "valid") ? "valid" : failed, got.outcome());
    }

    private static Comparison aggregation(JsonNode v) {
        Map<String, Leaderboard.Count> counts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> e : v.path("scores").properties()) {
            JsonNode score = e.getValue();
            int total = score.path("total").intValue();
            counts.put(e.getKey(), new Leaderboard.Count(score.path("correct").intValue(), total));
        }
        Map<String, Integer> sizes = new HashMap<>();
        for (Map.Entry<String, JsonNode> e : v.path("default_counts").properties()) {
            sizes.put(Categories.v4Name(e.getKey()), e.getValue().intValue());
        }
        Weights weights = Weights.valueOf(v.path("version").asText().toUpperCase(Locale.ROOT));
        Leaderboard got = Leaderboard.of(weights, counts, c -> sizes.getOrDefault(c, Categories.size(c)));
        return Comparison.same(v.path("accuracy"), figures(got, BfclSuites::accuracy))
                .and(() -> Comparison.same(v.path("display"), figures(got, f -> TextNode.valueOf(f.display()))));
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
        return Language.valueOf(v.path("language").asText().toUpperCase(Locale.ROOT));
    }
}
