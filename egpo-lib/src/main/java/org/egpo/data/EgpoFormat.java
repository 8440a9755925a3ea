package org.egpo.data;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.egpo.call.FunctionCall;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/**
 * Our own JSON Lines: {@code id}, {@code question} (or {@code messages}), {@code tools}, {@code answer} (a list of
 * {@code {"name", "arguments"}}, or the text that does not parse), {@code metadata}; other fields are kept.
 */
final class EgpoFormat implements RecordFormat {
    private static final Set<String> OWN = Set.of("id", "question", "messages", "tools", "answer", "metadata");

    @Override
    public Example read(JsonNode record, Source source) {
        JsonNode metadata = record.get("metadata");
        if (metadata != null && !metadata.isObject()) {
            throw Fields.problem("metadata", "must be an object, not " + Fields.kind(metadata));
        }
        return new Example(
                Fields.id(record, source),
                messages(record),
                tools(record),
                answer(record),
                metadata == null ? Value.MapValue.EMPTY : taggedMap(metadata),
                Json.other(record, OWN),
                source);
    }

    private static List<Message> messages(JsonNode record) {
        if (record.has("question")) {
            return List.of(Message.user(Fields.text(record, "question")));
        }
        if (!record.has("messages")) {
            throw Fields.problem("question", "is missing (messages would do as well)");
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode m : Fields.array(record, "messages")) {
            messages.add(new Message(
                    Fields.text(m, "role"),
                    Fields.optionalText(m, "content"),
                    m.has("calls") ? calls(m.get("calls"), "calls") : List.of(),
                    Json.mapWithout(m, Set.of("role", "content", "calls"))));
        }
        return messages;
    }

    private static List<ToolSpec> tools(JsonNode record) {
        List<ToolSpec> tools = new ArrayList<>();
        for (JsonNode t : Fields.array(record, "tools")) {
            tools.add(ToolJson.read(t));
        }
        return tools;
    }

    private static Answer answer(JsonNode record) {
        JsonNode answer = record.get("answer");
        if (answer == null || answer.isNull()) {
            throw Fields.problem("answer", "is missing ([] says that no tool can serve)");
        }
        return answer.isTextual() ? new Answer(List.of(), answer.textValue()) : Answer.of(calls(answer, "answer"));
    }

    private static List<FunctionCall> calls(JsonNode list, String field) {
        if (!list.isArray()) {
            throw Fields.problem(field, "must be a list of calls, not " + Fields.kind(list));
        }
        List<FunctionCall> calls = new ArrayList<>(list.size());
        for (JsonNode c : list) {
            if (!c.path("name").isTextual() || !c.path("arguments").isObject()) {
                throw Fields.problem(field, "must hold calls {\"name\": …, \"arguments\": {…}}");
            }
            calls.add(new FunctionCall(c.get("name").textValue(), taggedMap(c.get("arguments"))));
        }
        return calls;
    }

    private static Value.MapValue taggedMap(JsonNode object) {
        return Json.tagged(object) instanceof Value.MapValue m ? m : Json.map(object);
    }

    /** The example as one line, without the line's end. */
    static String line(Example e) {
        return Json.line(json -> {
            Json.writeText("id", e.id(), json);
            writeMessages(e, json);
            json.writeArrayFieldStart("tools");
            for (ToolSpec t : e.tools()) {
                ToolJson.write(t, json);
            }
            json.writeEndArray();
            if (e.answer().text() != null) {
                Json.writeText("answer", e.answer().text(), json);
            } else {
                writeCalls("answer", e.calls(), json);
            }
            if (e.metadata().size() > 0) {
                json.writeFieldName("metadata");
                ValueJson.write(e.metadata(), json);
            }
            Json.writeOther(e.other(), OWN, json);
        });
    }

    private static void writeMessages(Example e, JsonGenerator json) throws IOException {
        if (e.messages().size() == 1 && e.messages().get(0).equals(Message.user(e.question()))) {
            Json.writeText("question", e.question(), json);
            return;
        }
        json.writeArrayFieldStart("messages");
        for (Message m : e.messages()) {
            json.writeStartObject();
            Json.writeText("role", m.role(), json);
            Json.writeText("content", m.content(), json);
            if (!m.calls().isEmpty()) {
                writeCalls("calls", m.calls(), json);
            }
            Json.writeFields(m.other(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeCalls(String field, List<FunctionCall> calls, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(field);
        for (FunctionCall c : calls) {
            json.writeStartObject();
            Json.writeText("name", c.name(), json);
            json.writeFieldName("arguments");
            ValueJson.write(c.arguments(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
