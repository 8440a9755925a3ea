package org.egpo.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.egpo.call.FunctionCall;
import org.egpo.call.Value;

/** Messages as JSON: {@code {"role", "content", "calls"}} with further fields behind; calls as each format writes them. */
final class MessageJson {
    private static final Set<String> OWN = Set.of("role", "content", "calls");

    private MessageJson() {}

    static List<Message> list(JsonNode record, String field, Function<JsonNode, List<FunctionCall>> calls) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode m : Fields.array(record, field)) {
            messages.add(new Message(
                    Fields.text(m, "role"),
                    Fields.optionalText(m, "content"),
                    m.has("calls") ? calls.apply(m.get("calls")) : List.of(),
                    Json.mapWithout(m, OWN)));
        }
        return messages;
    }

    static Value of(List<Message> messages, Function<List<FunctionCall>, Value> calls) {
        return Value.of(messages.stream().map(m -> of(m, calls)).toList());
    }

    private static Value of(Message m, Function<List<FunctionCall>, Value> calls) {
        Value.MapValue own = Value.MapValue.of("role", m.role(), "content", m.content());
        return Json.joined(m.calls().isEmpty() ? own : Json.with(own, "calls", calls.apply(m.calls())), m.other());
    }
}
