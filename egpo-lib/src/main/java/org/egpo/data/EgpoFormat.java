package org.egpo.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.egpo.call.FunctionCall;
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
                ToolJson.all(record, "tools"),
                answer(record),
                metadata == null ? Value.MapValue.EMPTY : Json.tagged(metadata),
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
        return MessageJson.list(record, "messages", calls -> calls(calls, "calls"));
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
            calls.add(new FunctionCall(c.get("name").textValue(), Json.tagged(c.get("arguments"))));
        }
        return calls;
    }

    /** The example as one line, without the line's end. */
    static String line(Example e) {
        Value.MapBuilder line = new Value.MapBuilder().put("id", Value.of(e.id()));
        if (e.messages().size() == 1 && e.messages().get(0).equals(Message.user(e.question()))) {
            line.put("question", Value.text(e.question()));
        } else {
            line.put("messages", MessageJson.of(e.messages(), EgpoFormat::calls));
        }
        line.put("tools", Value.of(e.tools().stream().map(ToolJson::of).toList()));
        line.put("answer", e.answer().text() != null ? Value.text(e.answer().text()) : calls(e.calls()));
        if (e.metadata().size() > 0) {
            line.put("metadata", ValueJson.tagged(e.metadata()));
        }
        return Json.line(line, e.other(), OWN);
    }

    private static Value calls(List<FunctionCall> calls) {
        return ValueJson.tagged(CallJson.of(calls));
    }
}
