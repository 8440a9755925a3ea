package org.egpo.clean;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.egpo.call.FunctionCall;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import org.egpo.data.Answer;

/** A judgement as a line of the journal, without loss. */
final class JudgementJson {
    private JudgementJson() {}

    static String line(long index, Judgement j) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = ValueJson.MAPPER.getFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("record", index);
            json.writeStringField("outcome", j.outcome().toString());
            json.writeStringField("need", j.need().toString());
            answer("answer", j.answer(), json);
            json.writeArrayFieldStart("attempts");
            for (Attempt a : j.attempts()) {
                json.writeStartObject();
                json.writeStringField("verdict", a.verdict().toString());
                answer("answer", a.answer(), json);
                json.writeArrayFieldStart("findings");
                for (Finding f : a.findings()) {
                    json.writeStartArray();
                    json.writeString(f.reason().toString());
                    ValueJson.write(Value.text(f.detail()), json);
                    json.writeEndArray();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.toString();
    }

    private static void answer(String field, Answer a, JsonGenerator json) throws IOException {
        json.writeFieldName(field);
        if (a.text() != null) {
            ValueJson.write(Value.text(a.text()), json);
            return;
        }
        json.writeStartArray();
        for (FunctionCall c : a.calls()) {
            json.writeStartArray();
            ValueJson.write(Value.text(c.name()), json);
            ValueJson.write(c.arguments(), json);
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    /**
     * @throws RuntimeException when the line is no judgement
     */
    static Judgement read(JsonNode line) {
        List<Attempt> attempts = new ArrayList<>();
        for (JsonNode a : line.get("attempts")) {
            List<Finding> findings = new ArrayList<>();
            for (JsonNode f : a.get("findings")) {
                findings.add(
                        new Finding(Reason.of(f.get(0).textValue()), f.get(1).textValue()));
            }
            attempts.add(new Attempt(answer(a.get("answer")), constant(Verdict.class, a.get("verdict")), findings));
        }
        return new Judgement(
                constant(Outcome.class, line.get("outcome")),
                constant(CallNeed.class, line.get("need")),
                answer(line.get("answer")),
                attempts);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode name) {
        return Enum.valueOf(type, name.textValue().toUpperCase(Locale.ROOT));
    }

    private static Answer answer(JsonNode node) {
        if (node.isTextual()) {
            return new Answer(List.of(), node.textValue());
        }
        List<FunctionCall> calls = new ArrayList<>();
        for (JsonNode c : node) {
            calls.add(new FunctionCall(c.get(0).textValue(), (Value.MapValue) ValueJson.read(c.get(1))));
        }
        return Answer.of(calls);
    }
}
