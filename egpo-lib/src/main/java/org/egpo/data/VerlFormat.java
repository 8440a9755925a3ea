package org.egpo.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/**
 * Prompt and ground truth for verl and TRL: {@code prompt} (messages), {@code tools}, {@code data_source},
 * {@code ability}, {@code reward_model} with {@code ground_truth} (the calls as JSON text, or the text that does not
 * parse), {@code extra_info}.
 */
final class VerlFormat implements RecordFormat {
    private static final Set<String> OWN =
            Set.of("data_source", "prompt", "ability", "tools", "reward_model", "extra_info");

    @Override
    public Example read(JsonNode record, Source source) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode m : Fields.array(record, "prompt")) {
            messages.add(new Message(
                    Fields.text(m, "role"),
                    Fields.optionalText(m, "content"),
                    m.has("calls") ? CallJson.answer(m.get("calls")).calls() : List.of(),
                    Json.mapWithout(m, Set.of("role", "content", "calls"))));
        }
        JsonNode truth = record.path("reward_model").get("ground_truth");
        if (truth == null) {
            throw Fields.problem("reward_model", "has no ground_truth");
        }
        JsonNode extra = record.path("extra_info");
        JsonNode metadata = extra.path("metadata");
        return new Example(
                Fields.id(extra, source),
                messages,
                ToolJson.list(record, "tools"),
                CallJson.answer(truth),
                metadata.isObject() ? Json.map(metadata) : Value.MapValue.EMPTY,
                Json.other(record, OWN),
                source);
    }

    static String line(Example e) {
        return Json.line(json -> {
            String from = e.metadata("source");
            Json.writeText("data_source", from == null ? "egpo" : from, json);
            json.writeArrayFieldStart("prompt");
            for (Message m : e.messages()) {
                json.writeStartObject();
                Json.writeText("role", m.role(), json);
                Json.writeText("content", m.content(), json);
                if (!m.calls().isEmpty()) {
                    json.writeFieldName("calls");
                    CallJson.write(m.calls(), json);
                }
                Json.writeFields(m.other(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("ability", "function_calling");
            json.writeArrayFieldStart("tools");
            for (ToolSpec t : e.tools()) {
                json.writeStartObject();
                json.writeStringField("type", "function");
                json.writeFieldName("function");
                ToolJson.write(t, json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectFieldStart("reward_model");
            json.writeStringField("style", "rule");
            Json.writeText("ground_truth", groundTruth(e), json);
            json.writeEndObject();
            json.writeObjectFieldStart("extra_info");
            Json.writeText("id", e.id(), json);
            json.writeFieldName("metadata");
            ValueJson.writePlain(e.metadata(), json);
            json.writeEndObject();
            Json.writeOther(e.other(), OWN, json);
        });
    }

    private static String groundTruth(Example e) {
        if (e.answer().text() != null) {
            return e.answer().text();
        }
        List<Value> calls = new ArrayList<>();
        e.calls()
                .forEach(c -> calls.add(new Value.MapBuilder()
                        .put("name", Value.text(c.name()))
                        .put("arguments", c.arguments())
                        .build()));
        return Json.text(new Value.ListValue(calls));
    }
}
