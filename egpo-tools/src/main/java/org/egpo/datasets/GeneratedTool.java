package org.egpo.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;

/**
 * A tool, the slots its arguments are drawn from, and the phrasings in which people ask for it.
 *
 * @param spec what a model sees
 * @param domain such as {@code travel}
 * @param heldOut whether it appears in the test set alone
 * @param slots by path, {@code amount} or {@code guest.age}; {@code items.0.dish} is under {@code items.dish}
 * @param phrasings one call each, first set
 * @param otherPhrasings one call each, second set
 * @param pairs several calls in one sentence; {@code {city#2}} is the city of the second call
 */
record GeneratedTool(
        ToolSpec spec,
        String domain,
        boolean heldOut,
        Map<String, Slot> slots,
        List<Phrasing> phrasings,
        List<Phrasing> otherPhrasings,
        List<Phrasing> pairs) {

    static GeneratedTool read(String name, JsonNode yaml, String domain) {
        Map<String, Slot> slots = new LinkedHashMap<>();
        Value.MapValue parameters = object(yaml.path("takes"), "", slots);
        return new GeneratedTool(
                new ToolSpec(name, yaml.path("does").asText(), parameters),
                domain,
                yaml.path("held_out").asBoolean(),
                slots,
                phrasings(yaml.path("says")),
                phrasings(yaml.path("or")),
                phrasings(yaml.path("pair")));
    }

    String name() {
        return spec.name();
    }

    private static List<Phrasing> phrasings(JsonNode list) {
        List<Phrasing> all = new ArrayList<>();
        list.forEach(t -> all.add(new Phrasing(t.asText())));
        return List.copyOf(all);
    }

    private static Value.MapValue object(JsonNode takes, String prefix, Map<String, Slot> slots) {
        Value.MapBuilder properties = new Value.MapBuilder();
        List<String> required = new ArrayList<>();
        takes.properties().forEach(e -> {
            JsonNode p = e.getValue();
            properties.put(e.getKey(), parameter(p, prefix + e.getKey(), slots));
            if (!p.path(p.size() - 1).asText().equals("optional")) {
                required.add(e.getKey());
            }
        });
        return schema(properties.build(), required);
    }

    /** An object's schema as BFCL writes it. */
    static Value.MapValue schema(Value.MapValue properties, List<String> required) {
        return Value.MapValue.of("type", "dict", "properties", properties, "required", required);
    }

    /** {@code [type, slot, description]} or, for objects and lists of objects, {@code [type, description, {…}]}. */
    private static Value parameter(JsonNode p, String path, Map<String, Slot> slots) {
        String type = p.path(0).asText();
        Value.MapBuilder schema = new Value.MapBuilder().put("type", Value.text(type));
        JsonNode inner = p.path(2);
        if (inner.isObject()) {
            schema.put("description", Value.text(p.path(1).asText()));
            Value.MapValue object = object(inner, path + ".", slots);
            if (type.equals("array")) {
                return schema.put("items", object).build();
            }
            for (int i = 1; i < object.size(); i++) {
                schema.put(object.key(i), object.value(i));
            }
            return schema.build();
        }
        Slot slot = new Slot(p.path(1).asText());
        slots.put(path, slot);
        schema.put("description", Value.text(inner.asText()));
        if (!slot.itemType().isEmpty()) {
            schema.put("items", Value.MapValue.of("type", slot.itemType()));
        }
        if (!slot.choices().isEmpty()) {
            schema.put("enum", Value.of(slot.choices()));
        }
        return schema.build();
    }
}
