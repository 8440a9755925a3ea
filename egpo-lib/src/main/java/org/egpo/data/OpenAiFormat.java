package org.egpo.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
        JsonNode content = m.path("content");
        String text;
        if (content.isArray()) {
            text = content.valueStream().map(p -> p.path("text").asText()).collect(Collectors.joining());
            other = Json.with(other, "content_parts", Json.value(content));
        } else {
            text = Fields.optionalText(m, "content");
        }
        JsonNode given = m.path("function_call").isObject()
                ? ValueJson.MAPPER.createArrayNode().add(m.get("function_call"))
                : m.path("tool_calls");
        if (!given.isArray() || given.isEmpty()) {
            return new Message(role, text, List.of(), other);
        }
        List<FunctionCall> calls = CallJson.readOrNull(given);
        return calls == null
                ? new Message(role, text, List.of(), Json.with(other, "tool_calls", Json.value(given)))
                : new Message(role, text, calls, withIds(other, given, id));
    }

    /** Ids of calls are kept unless they are those that we give ourselves. */
    private static Value.MapValue withIds(Value.MapValue other, JsonNode calls, String own) {
        List<Value> ids = new ArrayList<>();
        List<Value> ours = new ArrayList<>();
        for (JsonNode c : calls) {
            ours.add(Value.text(own + "_" + ids.size()));
            ids.add(Value.of(c.path("id").textValue()));
        }
        return ids.equals(ours) || ids.contains(Value.None.NONE) ? other : Json.with(other, IDS, Value.of(ids));
    }

    /** The example as one line; what OpenAI's format has no place for goes beside under our own names. */
    static String line(Example e) {
        List<Message> all = new ArrayList<>(e.messages());
        all.add(answerMessage(e));
        List<Value> messages = new ArrayList<>();
        for (Message m : all) {
            messages.add(of(m, "call_" + messages.size()));
        }
        if (e.other().get("following") instanceof Value.ListValue following) {
            messages.addAll(following.items());
        }
        Value.MapBuilder line =
                new Value.MapBuilder().put("id", Value.of(e.id())).put("messages", Value.of(messages));
        if (Conversation.answerAt(all) != all.size() - 1) {
            line.put(INDEX, Value.integer(all.size() - 1));
        }
        line.put("tools", Value.of(e.tools().stream().map(ToolJson::function).toList()));
        if (e.metadata().size() > 0) {
            line.put("metadata", e.metadata());
        }
        return Json.line(line, Json.mapWithout(e.other(), "following", "answer_message"), OWN);
    }

    private static Message answerMessage(Example e) {
        Value.MapValue extras = e.other().get("answer_message") instanceof Value.MapValue m ? m : Value.MapValue.EMPTY;
        boolean broken = extras.get("tool_calls") != null;
        String said = broken ? null : e.answer().text();
        return new Message(
                "assistant",
                extras.get("content") instanceof Value.Text t ? t.value() : said,
                broken ? List.of() : e.calls(),
                Json.mapWithout(extras, "content"));
    }

    private static Value.MapValue of(Message m, String id) {
        Value parts = m.other().get("content_parts");
        Value.MapBuilder own = new Value.MapBuilder()
                .put("role", Value.of(m.role()))
                .put("content", parts != null ? parts : Value.of(m.content()));
        if (!m.calls().isEmpty()) {
            List<Value> ids = m.other().get(IDS) instanceof Value.ListValue l ? l.items() : List.of();
            List<Value> calls = new ArrayList<>();
            for (FunctionCall c : m.calls()) {
                int n = calls.size();
                boolean known = n < ids.size() && ids.get(n) instanceof Value.Text;
                calls.add(Value.MapValue.of(
                        "id",
                        known ? ids.get(n) : id + "_" + n,
                        "type",
                        "function",
                        "function",
                        Value.MapValue.of("name", c.name(), "arguments", Json.text(c.arguments()))));
            }
            own.put("tool_calls", Value.of(calls));
        }
        return Json.joined(own.build(), Json.mapWithout(m.other(), IDS, "content_parts"));
    }
}
