package org.egpo.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/** Tools as JSON: {@code {"name", "description", "parameters"}}, bare or under OpenAI's {@code {"type": "function"}}. */
public final class ToolJson {
    private static final Set<String> OWN = Set.of("name", "description", "parameters");

    private ToolJson() {}

    /** The tools in a field, which may be a list or its JSON text; none where the field is missing or null. */
    static List<ToolSpec> list(JsonNode record, String field) {
        return record.hasNonNull(field) ? all(record, field) : new ArrayList<>();
    }

    /** The tools in a field that must be there. */
    static List<ToolSpec> all(JsonNode record, String field) {
        List<ToolSpec> tools = new ArrayList<>();
        Fields.array(record, field).forEach(t -> tools.add(read(t)));
        return tools;
    }

    static ToolSpec read(JsonNode tool) {
        if (!tool.isObject()) {
            throw Fields.problem("tools", "must hold objects, not " + Fields.kind(tool));
        }
        if (tool.path("function").isObject()) {
            Value.MapValue outer = Json.mapWithout(tool, Set.of("type", "function"));
            ToolSpec t = read(tool.get("function"));
            return outer.size() == 0
                    ? t
                    : new ToolSpec(t.name(), t.description(), t.parameters(), Json.with(t.other(), "$outer", outer));
        }
        if (!tool.path("name").isTextual()) {
            throw Fields.problem("tools", "holds a tool without a name");
        }
        JsonNode parameters = tool.path("parameters");
        return new ToolSpec(
                tool.get("name").textValue(),
                tool.path("description").asText(""),
                parameters.isObject() ? Json.map(schema(parameters)) : Value.MapValue.EMPTY,
                Json.mapWithout(tool, OWN));
    }

    /**
     * The parameters as a schema of an object. xLAM lists them without one: {@code {"city": {"type": "str", …}}}; there a
     * parameter is required when its type does not say that it may be left out, it has no default, and is not marked otherwise.
     */
    private static JsonNode schema(JsonNode parameters) {
        JsonNode type = parameters.get("type");
        boolean schema = type != null && (type.isTextual() || type.isArray())
                || parameters.path("properties").isObject()
                        && !parameters.path("properties").has("type");
        boolean flat =
                !schema && parameters.size() > 0 && parameters.valueStream().allMatch(JsonNode::isObject);
        if (!flat) {
            return parameters;
        }
        ObjectNode object = ValueJson.MAPPER.createObjectNode();
        object.put("type", "dict");
        object.set("properties", parameters);
        var required = object.putArray("required");
        for (Map.Entry<String, JsonNode> p : parameters.properties()) {
            JsonNode types = p.getValue().path("type");
            boolean optional = p.getValue().has("default")
                    || p.getValue().path("nullable").asBoolean()
                    || p.getValue().path("optional").asBoolean()
                    || !p.getValue().path("required").asBoolean(true);
            for (JsonNode t : types.isArray() ? types : List.of(types)) {
                optional |= t.isNull()
                        || TypeName.of(t.asText()).optional()
                        || t.asText().equals("null");
            }
            if (!optional) {
                required.add(p.getKey());
            }
        }
        return object;
    }

    public static Value.MapValue of(ToolSpec t) {
        return Json.joined(
                Value.MapValue.of("name", t.name(), "description", t.description(), "parameters", t.parameters()),
                t.other());
    }

    /** Under OpenAI's {@code {"type": "function"}}. */
    static Value.MapValue function(ToolSpec t) {
        return Value.MapValue.of("type", "function", "function", of(t));
    }
}
