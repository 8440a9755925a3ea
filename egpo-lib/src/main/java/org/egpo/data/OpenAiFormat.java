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

/** OpenAI's chat messages with {@code tools} and {@code tool_calls}, or the older {@code functions} and {@code function_call}. */
final class OpenAiFormat implements RecordFormat {
    /** Says which message is the answer where our rule would pick another. */
    private static final String INDEX = "answer_index";

    private static final Set<String> OWN = Set.of("id", "messages", "tools", "functions", "metadata", INDEX);
    private static final String IDS = "tool_call_ids";

    @Override
    public Example read(JsonNode record, Source source) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode m : Fields.array(record, "messages")) {
            messages.add(message(m, "call_" + messages.size()));
        }
        int at = record.path(INDEX).asInt(Conversation.answerAt(messages));
        if (at >= messages.size()) {
            throw Fields.problem(INDEX, "counts more messages than there are");
        }
        if (at < 0) {
            throw Fields.problem("messages", "has no message of the assistant");
        }
        List<ToolSpec> tools = ToolJson.list(record, "tools");
        tools.addAll(ToolJson.list(record, "functions"));
        Message answer = messages.get(at);
        Value.MapValue other = Json.other(record, OWN);
        if (answer.other().size() > 0
                || (answer.content() != null && !answer.calls().isEmpty())) {
            other = Json.with(other, "answer_message", extras(answer));
        }
        if (at < messages.size() - 1) {
            other = Json.with(other, "following", Conversation.following(messages, at));
        }
        return new Example(
                Fields.id(record, source),
                messages.subList(0, at),
                tools,
                answer(answer),
                record.path("metadata").isObject() ? Json.map(record.get("metadata")) : Value.MapValue.EMPTY,
                other,
                source);
    }

    private static Answer answer(Message m) {
        if (!m.calls().isEmpty()) {
            return Answer.of(m.calls());
        }
        if (m.other().get("tool_calls") instanceof Value.ListValue broken) {
            return new Answer(List.of(), Json.text(broken));
        }
        return m.content() == null ? Answer.NO_CALL : new Answer(List.of(), m.content());
    }

    private static Value.MapValue extras(Message m) {
        boolean isAnswer = m.calls().isEmpty() && m.other().get("tool_calls") == null;
        return m.content() == null || isAnswer ? m.other() : Json.with(m.other(), "content", Value.text(m.content()));
    }

    private static Message message(JsonNode m, String id) {
        String role = Fields.text(m, "role").equals("function") ? "tool" : Fields.text(m, "role");
        Value.MapValue other = Json.mapWithout(m, Set.of("role", "content", "tool_calls", "function_call"));
        JsonNode content = m.get("content");
        String text = null;
        if (content != null && content.isArray()) {
            StringBuilder parts = new StringBuilder();
            content.forEach(p -> parts.append(p.path("text").asText()));
            text = parts.toString();
            other = Json.with(other, "content_parts", Json.value(content));
        } else {
            text = Fields.optionalText(m, "content");
        }
        JsonNode given = m.path("tool_calls");
        if (m.path("function_call").isObject()) {
            given = ValueJson.MAPPER.createArrayNode().add(m.get("function_call"));
        }
        if (!given.isArray() || given.isEmpty()) {
            return new Message(role, text, List.of(), other);
        }
        List<FunctionCall> calls = CallJson.readOrNull(given);
        if (calls == null) {
            return new Message(role, text, List.of(), Json.with(other, "tool_calls", Json.value(given)));
        }
        return new Message(role, text, calls, withIds(other, given, id));
    }

    /** Ids of calls are kept unless they are those that we give ourselves. */
    private static Value.MapValue withIds(Value.MapValue other, JsonNode calls, String own) {
        List<Value> ids = new ArrayList<>();
        calls.forEach(
                c -> ids.add(c.path("id").isTextual() ? Value.text(c.get("id").textValue()) : Value.None.NONE));
        boolean ours = true;
        for (int i = 0; i < ids.size(); i++) {
            ours &= ids.get(i).equals(Value.text(own + "_" + i));
        }
        return ours || ids.contains(Value.None.NONE) ? other : Json.with(other, IDS, new Value.ListValue(ids));
    }

    /** The example as one line; what OpenAI's format has no place for goes beside under our own names. */
    static String line(Example e) {
        return Json.line(json -> {
            Json.writeText("id", e.id(), json);
            json.writeArrayFieldStart("messages");
            int n = 0;
            for (Message m : e.messages()) {
                write(m, "call_" + n++, json);
            }
            write(answerMessage(e), "call_" + n, json);
            if (e.other().get("following") instanceof Value.ListValue following) {
                for (Value m : following.items()) {
                    ValueJson.writePlain(m, json);
                }
            }
            json.writeEndArray();
            List<Message> all = new ArrayList<>(e.messages());
            all.add(answerMessage(e));
            if (Conversation.answerAt(all) != all.size() - 1) {
                json.writeNumberField(INDEX, all.size() - 1);
            }
            json.writeArrayFieldStart("tools");
            for (ToolSpec t : e.tools()) {
                writeTool(t, json);
            }
            json.writeEndArray();
            if (e.metadata().size() > 0) {
                json.writeFieldName("metadata");
                ValueJson.writePlain(e.metadata(), json);
            }
            Json.writeOther(Json.mapWithout(e.other(), "following", "answer_message"), OWN, json);
        });
    }

    private static Message answerMessage(Example e) {
        Value.MapValue extras = e.other().get("answer_message") instanceof Value.MapValue m ? m : Value.MapValue.EMPTY;
        if (extras.get("tool_calls") != null) {
            String said = extras.get("content") instanceof Value.Text t ? t.value() : null;
            return new Message("assistant", said, List.of(), Json.mapWithout(extras, "content"));
        }
        String content = extras.get("content") instanceof Value.Text t
                ? t.value()
                : e.answer().text();
        return new Message("assistant", content, e.calls(), Json.mapWithout(extras, "content"));
    }

    private static void write(Message m, String id, JsonGenerator json) throws IOException {
        json.writeStartObject();
        Json.writeText("role", m.role(), json);
        Value parts = m.other().get("content_parts");
        if (parts != null) {
            json.writeFieldName("content");
            ValueJson.writePlain(parts, json);
        } else {
            Json.writeText("content", m.content(), json);
        }
        if (!m.calls().isEmpty()) {
            Value.ListValue ids = m.other().get(IDS) instanceof Value.ListValue l ? l : null;
            json.writeArrayFieldStart("tool_calls");
            for (int i = 0; i < m.calls().size(); i++) {
                boolean known =
                        ids != null && i < ids.items().size() && ids.items().get(i) instanceof Value.Text;
                String own = known ? ((Value.Text) ids.items().get(i)).value() : null;
                write(m.calls().get(i), own == null ? id + "_" + i : own, json);
            }
            json.writeEndArray();
        }
        Json.writeFields(Json.mapWithout(m.other(), IDS, "content_parts"), json);
        json.writeEndObject();
    }

    private static void write(FunctionCall c, String id, JsonGenerator json) throws IOException {
        json.writeStartObject();
        Json.writeText("id", id, json);
        json.writeStringField("type", "function");
        json.writeObjectFieldStart("function");
        Json.writeText("name", c.name(), json);
        Json.writeText("arguments", Json.text(c.arguments()), json);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeTool(ToolSpec t, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "function");
        json.writeFieldName("function");
        ToolJson.write(t, json);
        json.writeEndObject();
    }
}
