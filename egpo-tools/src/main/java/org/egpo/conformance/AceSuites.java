package org.egpo.conformance;

import static org.egpo.conformance.CaseFields.text;
import static org.egpo.conformance.CaseFields.value;
import static org.egpo.conformance.Comparison.field;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.commons.codec.digest.DigestUtils;
import org.egpo.acebench.AceChecker;
import org.egpo.acebench.AceData;
import org.egpo.acebench.AceDecoder;
import org.egpo.acebench.AceItem;
import org.egpo.acebench.AcePrompts;
import org.egpo.acebench.AceReport;
import org.egpo.acebench.AgentDialogue;
import org.egpo.bfcl.StandardString;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/** ACEBench: decoding, prompts, verdicts, agents' dialogues and whole runs against the official script. */
final class AceSuites {
    private AceSuites() {}

    static List<VectorSuite> all() {
        return List.of(
                VectorFile.of("decode", "", AceSuites::decode),
                VectorFile.of("python_text", "", AceSuites::spelling),
                suite("cases_en", AceSuites::judged),
                suite("cases_zh", AceSuites::judged),
                suite("agent", AceSuites::agent),
                suite("prompts", AceSuites::prompts));
    }

    private static VectorSuite suite(String file, BiFunction<JsonNode, AceItem, Comparison> check) {
        Function<Verdicts, AceData> data = verdicts -> AceData.at(verdicts.data("acebench"));
        return VectorFile.of(file, "valid error_type", data, (v, tests) -> {
            AceItem item = tests.items(text(v, "lang"), text(v, "category")).get(text(v, "item"));
            return check.apply(v, item);
        });
    }

    private static Comparison decode(JsonNode v) {
        String text = text(v, "input");
        String recipient = AceDecoder.isForExecution(text) ? "execution" : "user";
        return field(v, "outer", AceDecoder.brackets(text))
                .and(() -> field(v, "nospace", AceDecoder.withoutSpace(text)))
                .and(() -> field(v, "single", AceDecoder.calls(text, false)))
                .and(() -> field(v, "multi", AceDecoder.calls(text, true)))
                .and(() -> field(v, "env_turn", AceDecoder.agentCalls(text, false)))
                .and(() -> field(v, "env_step", AceDecoder.agentCalls(text, true)))
                .and(() -> field(v, "turn_recipient", recipient));
    }

    private static Comparison spelling(JsonNode v) {
        Value x = value(v, "value");
        return field(v, "str", PythonText.str(x))
                .and(() -> field(v, "repr", PythonText.repr(x)))
                .and(() -> field(v, "std", x instanceof Value.Text t ? StandardString.of(t.value()) : null));
    }

    private static Comparison judged(JsonNode v, AceItem item) {
        return verdict(v, AceChecker.check(item, value(v, "result"), Value.None.NONE));
    }

    private static Comparison verdict(JsonNode v, AceChecker.Verdict got) {
        String listed = v.path("listed_error_type").asText(text(v, "error_type"));
        String expected = v.has("crash") ? AceChecker.CRASH + v.path("crash").asText() : listed;
        return Comparison.same(v.path("valid").asBoolean() + " " + expected, got.valid() + " " + got.errorType());
    }

    /** The agent says what the vector says and then that it is done; the user asks it to go on. */
    private static Comparison agent(JsonNode v, AceItem item) {
        Iterator<JsonNode> messages = v.path("agent_messages").iterator();
        AgentDialogue d = AgentDialogue.run(
                item,
                m -> messages.hasNext() ? messages.next().textValue() : "finish conversation",
                m -> m.size() == 2 ? item.question() : "Please continue.",
                AgentDialogue.MAX_MESSAGES);
        AceChecker.Verdict got = AceChecker.check(item, Value.of(d.result()), Value.of(d.process()));
        return field(v, "observations", d.observations())
                .and(() -> field(v, "senders", d.senders()))
                .and(() -> field(v, "process", d.process()))
                .and(() -> field(v, "result", d.result()))
                .and(() -> verdict(v, got))
                .and(() -> field(v, "process_accuracy", AceReport.rounded(got.process())));
    }

    private static Comparison prompts(JsonNode v, AceItem item) {
        List<AcePrompts.Message> got = AcePrompts.of(item);
        return field(v, "system_sha256", DigestUtils.sha256Hex(got.get(0).text()))
                .and(() ->
                        field(v, "user_sha256", DigestUtils.sha256Hex(got.get(1).text())));
    }

    static Function<JsonNode, Comparison> runs(Verdicts verdicts) {
        AceData data = AceData.at(verdicts.data("acebench"));
        return v -> {
            List<AceReport.Category> categories = new ArrayList<>();
            for (String category : AceData.CATEGORIES) {
                Map<String, AceItem> items = data.items(text(v, "lang"), category);
                List<AceReport.Category.Case> cases = new ArrayList<>();
                for (JsonNode r : v.path("results").path(category)) {
                    AceItem item = items.get(text(r, "id"));
                    Value result = value(r, "result");
                    AceChecker.Verdict verdict = AceChecker.check(item, result, value(r, "process"));
                    cases.add(new AceReport.Category.Case(item, result, verdict));
                }
                categories.add(new AceReport.Category(category, cases, List.of(), List.of()));
            }
            Comparison outcome = Comparison.pass();
            for (AceReport.Category c : categories) {
                outcome = outcome.and(() -> score(v.path("scores").path(c.category()), c));
            }
            Map<String, Double> row = new AceReport("", "", categories, List.of()).summary();
            for (JsonNode column : v.path("summary_row")) {
                Double got = row.get(column.path(0).textValue());
                outcome = outcome.and(() -> Comparison.same(column.path(1).asDouble(), got));
            }
            return outcome;
        };
    }

    private static Comparison score(JsonNode expected, AceReport.Category report) {
        List<List<Object>> listed = report.listed().stream()
                .map(line -> List.of(line.get("id"), line.get("error_type")))
                .toList();
        Comparison outcome = field(expected, "listed", listed);
        for (Map.Entry<String, Object> f : report.header().entrySet()) {
            double got = ((Number) f.getValue()).doubleValue();
            outcome =
                    outcome.and(() -> Comparison.same(expected.path(f.getKey()).asDouble(), got));
        }
        return outcome;
    }
}
