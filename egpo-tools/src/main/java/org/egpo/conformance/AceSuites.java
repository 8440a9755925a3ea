package org.egpo.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
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
import org.egpo.call.ValueJson;

/** ACEBench: decoding, prompts, verdicts, agents' dialogues and whole runs against the official script. */
final class AceSuites {
    private AceSuites() {}

    static List<VectorSuite> all() {
        return List.of(
                VectorFile.of("decode", "", AceSuites::decode),
                VectorFile.of("python_text", "", AceSuites::text),
                VectorFile.with("cases_en", "valid error_type", AceSuites::cases),
                VectorFile.with("cases_zh", "valid error_type", AceSuites::cases),
                VectorFile.with("agent", "", AceSuites::agent),
                VectorFile.with("prompts", "", AceSuites::prompts),
                VectorFile.with("runs", "", AceSuites::runs));
    }

    private static Value value(JsonNode v) {
        return ValueJson.read(v);
    }

    private static Value valueOrNone(Object o) {
        return o == null ? Value.None.NONE : Value.of(o);
    }

    private static Comparison decode(JsonNode v) {
        String text = v.path("input").textValue();
        return Comparison.same(value(v.path("outer")), valueOrNone(AceDecoder.brackets(text)))
                .and(() -> Comparison.same(value(v.path("nospace")), Value.text(AceDecoder.withoutSpace(text))))
                .and(() -> Comparison.same(value(v.path("single")), valueOrNone(AceDecoder.calls(text, false))))
                .and(() -> Comparison.same(value(v.path("multi")), valueOrNone(AceDecoder.calls(text, true))))
                .and(() -> Comparison.same(value(v.path("env_turn")), valueOrNone(AceDecoder.agentCalls(text, false))))
                .and(() -> Comparison.same(value(v.path("env_step")), valueOrNone(AceDecoder.agentCalls(text, true))))
                .and(() -> Comparison.same(
                        v.path("turn_recipient").textValue(), AceDecoder.isForExecution(text) ? "execution" : "user"));
    }

    private static Comparison text(JsonNode v) {
        Value x = value(v.path("value"));
        return Comparison.same(v.path("str").textValue(), PythonText.str(x))
                .and(() -> Comparison.same(v.path("repr").textValue(), PythonText.repr(x)))
                .and(() -> Comparison.same(
                        v.path("std").textValue(), x instanceof Value.Text t ? StandardString.of(t.value()) : null));
    }

    private static AceItem item(AceData data, JsonNode v) {
        String category = v.path("category").textValue();
        return data.items(v.path("lang").textValue(), category)
                .get(v.path("item").textValue());
    }

    private static Comparison verdict(JsonNode v, AceChecker.Verdict got) {
        String crash = v.path("crash").textValue();
        String listed = v.path("listed_error_type").textValue();
        String type = v.path("error_type").textValue();
        String expected = crash != null ? AceChecker.CRASH + crash : listed != null ? listed : type;
        return Comparison.same(v.path("valid").asBoolean() + " " + expected, got.valid() + " " + got.errorType());
    }

    private static Function<JsonNode, Comparison> cases(Verdicts verdicts) {
        AceData data = AceData.at(verdicts.data("acebench"));
        return v -> verdict(v, AceChecker.check(item(data, v), value(v.path("result")), Value.None.NONE));
    }

    private static Function<JsonNode, Comparison> agent(Verdicts verdicts) {
        AceData data = AceData.at(verdicts.data("acebench"));
        return v -> {
            AceItem item = item(data, v);
            AgentDialogue d = replayed(item, v);
            return Comparison.same(value(v.path("observations")), Value.of(d.observations()))
                    .and(() -> Comparison.same(v.path("senders").textValue(), d.senders()))
                    .and(() -> Comparison.same(value(v.path("process")), Value.of(d.process())))
                    .and(() -> Comparison.same(value(v.path("result")), Value.of(d.result())))
                    .and(() -> {
                        Value result = Value.of(d.result());
                        AceChecker.Verdict got = AceChecker.check(item, result, Value.of(d.process()));
                        return verdict(v, got)
                                .and(() -> Comparison.same(
                                        v.path("process_accuracy").asDouble(), AceReport.rounded(got.process())));
                    });
        };
    }

    /** The agent says what the vector says and then that it is done; the user asks it to go on. */
    private static AgentDialogue replayed(AceItem item, JsonNode v) {
        Iterator<JsonNode> messages = v.path("agent_messages").iterator();
        boolean[] asked = {false};
        return AgentDialogue.run(
                item,
                m -> messages.hasNext() ? messages.next().textValue() : "finish conversation",
                m -> {
                    String said = asked[0] ? "Please continue." : item.question();
                    asked[0] = true;
                    return said;
                },
                AgentDialogue.MAX_MESSAGES);
    }

    private static Function<JsonNode, Comparison> prompts(Verdicts verdicts) {
        AceData data = AceData.at(verdicts.data("acebench"));
        return v -> {
            AceItem item = item(data, v);
            List<AcePrompts.Message> got = new ArrayList<>();
            if (item.category().startsWith("agent")) {
                AgentDialogue.run(
                        item,
                        m -> {
                            got.addAll(m);
                            return "";
                        },
                        m -> item.question(),
                        1);
            } else {
                got.addAll(AcePrompts.of(item));
            }
            return Comparison.same(
                            v.path("system_sha256").textValue(), hash(got.get(0).text()))
                    .and(() -> Comparison.same(
                            v.path("user_sha256").textValue(), hash(got.get(1).text())));
        };
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Function<JsonNode, Comparison> runs(Verdicts verdicts) {
        AceData data = AceData.at(verdicts.data("acebench"));
        return v -> {
            String language = v.path("lang").textValue();
            List<AceReport.Category> categories = new ArrayList<>();
            Comparison outcome = Comparison.pass();
            for (String category : AceData.CATEGORIES) {
                List<AceReport.Category.Case> cases = new ArrayList<>();
                for (JsonNode r : v.path("results").path(category)) {
                    AceItem item =
                            data.items(language, category).get(r.path("id").textValue());
                    Value result = value(r.path("result"));
                    cases.add(new AceReport.Category.Case(
                            item, result, AceChecker.check(item, result, value(r.path("process")))));
                }
                AceReport.Category report = new AceReport.Category(category, cases, List.of(), List.of());
                categories.add(report);
                outcome = outcome.and(() -> score(v.path("scores").path(category), report));
            }
            AceReport report = new AceReport("", language, categories, List.of());
            for (JsonNode column : v.path("summary_row")) {
                String name = column.path(0).textValue();
                outcome = outcome.and(() -> Comparison.same(
                        name + " " + column.path(1).asDouble(),
                        name + " " + report.summary().get(name)));
            }
            return outcome;
        };
    }

    private static Comparison score(JsonNode expected, AceReport.Category report) {
        List<String> listed = StreamSupport.stream(expected.path("listed").spliterator(), false)
                .map(l -> l.path(0).asText() + " " + l.path(1).asText())
                .toList();
        List<String> got = report.listed().stream()
                .map(l -> l.get("id") + " " + l.get("error_type"))
                .toList();
        return Comparison.same(listed, got).and(() -> {
            Comparison head = Comparison.pass();
            for (var field : report.header().entrySet()) {
                head = head.and(() -> Comparison.same(
                        field.getKey() + " " + expected.path(field.getKey()).asDouble(),
                        field.getKey() + " " + ((Number) field.getValue()).doubleValue()));
            }
            return head;
        });
    }
}
