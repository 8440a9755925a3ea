package org.egpo.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.egpo.call.Decoded;
import org.egpo.call.FunctionCall;
import org.egpo.call.PythonLiteral;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import org.jspecify.annotations.Nullable;

/** Calls as plain JSON: {@code [{"name": "f", "arguments": {…}}]}. */
final class CallJson {
    private CallJson() {}

    /** The calls of a list, or null when it is none: arguments may be an object or the text of one. */
    static @Nullable List<FunctionCall> readOrNull(JsonNode list) {
        if (!list.isArray()) {
            return null;
        }
        List<FunctionCall> calls = new ArrayList<>(list.size());
        for (JsonNode item : list) {
            JsonNode c = item.path("function").isObject() ? item.get("function") : item;
            JsonNode arguments = object(c.path(c.has("arguments") ? "arguments" : "parameters"));
            if (!c.path("name").isTextual() || arguments == null) {
                return null;
            }
            calls.add(new FunctionCall(c.get("name").textValue(), Json.map(arguments)));
        }
        return calls;
    }

    /** Nothing, null and an empty text, as OpenAI's own API sends it, are no arguments. */
    private static @Nullable JsonNode object(JsonNode arguments) {
        JsonNode n = arguments;
        if (n.isTextual() && !n.textValue().isBlank()) {
            try {
                n = Json.READER.readValue(n.textValue());
            } catch (JsonProcessingException e) {
                return null;
            }
        }
        boolean none = n.isNull()
                || n.isMissingNode()
                || n.isTextual() && n.textValue().isBlank();
        return none ? ValueJson.MAPPER.createObjectNode() : n.isObject() ? n : null;
    }

    /** An answer given as JSON or as its text; what does not parse is kept as text. */
    static Answer answer(JsonNode node) {
        JsonNode list = node;
        if (node.isTextual()) {
            try {
                list = Json.READER.readValue(node.textValue());
            } catch (JsonProcessingException e) {
                return new Answer(List.of(), node.textValue());
            }
        }
        List<FunctionCall> calls = readOrNull(list);
        return calls != null
                ? Answer.of(calls)
                : new Answer(List.of(), node.isTextual() ? node.textValue() : node.toString());
    }

    /** The calls of a text that holds one as JSON or as a Python dictionary, or a list of such; else none. */
    static List<FunctionCall> ofText(String text) {
        JsonNode node;
        try {
            node = Json.READER.readValue(text);
        } catch (JsonProcessingException e) {
            if (!(PythonLiteral.decode(text.strip()) instanceof Decoded.Success s)) {
                return List.of();
            }
            node = JsonTree.of(s.value());
        }
        List<FunctionCall> calls =
                readOrNull(node.isObject() ? ValueJson.MAPPER.createArrayNode().add(node) : node);
        return calls == null ? List.of() : calls;
    }

    static Value of(List<FunctionCall> calls) {
        return Value.of(calls.stream()
                .map(c -> Value.MapValue.of("name", c.name(), "arguments", c.arguments()))
                .toList());
    }
}
