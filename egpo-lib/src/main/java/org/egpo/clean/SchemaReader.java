package org.egpo.clean;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.egpo.call.Value;
import org.egpo.data.JsonTree;
import org.egpo.data.TypeName;

/**
 * From the schema of a tool as data sets spell it to plain JSON Schema 2020-12 of its arguments: known types and keywords
 * only, nothing fetched, no parameter beside the documented ones. Formats that RFC 3339 defines more strictly than data
 * sets use them (time, date-time) become patterns.
 *
 * @param unknown gets the names of types that are not known; they allow every value
 */
record SchemaReader(Set<String> unknown) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_DEPTH = 32;
    private static final int LONGEST_PATTERN = 200;
    private static final Set<String> COPIED =
            Set.of(("enum const minimum maximum exclusiveMinimum exclusiveMaximum multipleOf"
                            + " minLength maxLength minItems maxItems uniqueItems")
                    .split(" "));
    private static final Set<String> COMBINED = Set.of("anyOf", "oneOf", "allOf");
    private static final Set<String> FORMATS = Set.of("date", "email", "uri", "ipv4", "ipv6", "uuid");
    private static final String TIME =
            "([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d+)?)?( ?[AaPp][Mm]|Z|[+-]\\d\\d:?\\d\\d)?";
    private static final String DATE = "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";

    static ObjectNode read(Value.MapValue parameters, Set<String> unknown) {
        ObjectNode schema = new SchemaReader(unknown).read(parameters, 0);
        schema.put("type", "object");
        return schema;
    }

    private ObjectNode read(Value.MapValue from, int depth) {
        if (depth > MAX_DEPTH) {
            return JSON.objectNode();
        }
        ObjectNode schema = types(from.get(Value.text("type"), Value.None.NONE));
        from.forEach((key, value) -> {
            if (key instanceof Value.Text name) {
                copy(name.value(), value, schema, depth);
            }
        });
        values(schema);
        properties(from, schema, depth);
        if (from.get("nullable") instanceof Value.Bool b && b.value()) {
            ObjectNode orNull = JSON.objectNode();
            orNull.putArray("anyOf").add(schema).addObject().put("type", "null");
            return orNull;
        }
        return schema;
    }

    /** An enumeration without values allows all; one of an array mostly lists what its elements may be. */
    private static void values(ObjectNode schema) {
        JsonNode values = schema.path("enum");
        boolean ofElements = schema.path("type").asText().equals("array")
                && values.valueStream().noneMatch(JsonNode::isArray);
        if (ofElements && !values.isEmpty()) {
            schema.withObject("/items").set("enum", values);
        }
        if (values.isEmpty() || ofElements) {
            schema.remove("enum");
        }
    }

    private ObjectNode types(Value type) {
        if (type instanceof Value.Text t) {
            TypeName name = TypeName.of(t.value());
            unknown.addAll(name.unknown());
            return name.schema();
        }
        ObjectNode schema = JSON.objectNode();
        if (type instanceof Value.ListValue l) {
            ArrayNode any = schema.putArray("anyOf");
            l.items().forEach(i -> any.add(types(i)));
        }
        return schema;
    }

    private void copy(String key, Value value, ObjectNode schema, int depth) {
        if (COPIED.contains(key) && fits(key, value)) {
            schema.set(key, JsonTree.of(value));
        } else if (COMBINED.contains(key) && value instanceof Value.ListValue l) {
            ArrayNode all = schema.putArray(key);
            for (Value v : l.items()) {
                all.add(v instanceof Value.MapValue m ? read(m, depth + 1) : JSON.objectNode());
            }
        } else if (key.equals("items") && value instanceof Value.MapValue m) {
            schema.set("items", read(m, depth + 1));
        } else if (key.equals("format") && value instanceof Value.Text t) {
            format(t.value(), schema);
        } else if (key.equals("pattern")
                && value instanceof Value.Text t
                && t.value().length() <= LONGEST_PATTERN) {
            schema.put("pattern", t.value());
        }
    }

    /** Keywords with a value of another kind than JSON Schema's are left out rather than refused. */
    private static boolean fits(String key, Value value) {
        return switch (key) {
            case "const" -> true;
            case "enum" -> value instanceof Value.ListValue;
            case "uniqueItems" -> value instanceof Value.Bool;
            case "minLength", "maxLength", "minItems", "maxItems" -> value instanceof Value.Int i && i.value() >= 0;
            default -> value instanceof Value.Int || value instanceof Value.Real;
        };
    }

    private static void format(String format, ObjectNode schema) {
        if (FORMATS.contains(format)) {
            schema.put("format", format);
        } else if (format.equals("time")) {
            schema.put("pattern", "^" + TIME + "$");
        } else if (format.equals("date-time") || format.equals("datetime")) {
            schema.put("pattern", "^" + DATE + "[Tt ]" + TIME + "$");
        }
    }

    private void properties(Value.MapValue from, ObjectNode schema, int depth) {
        if (!(from.get("properties") instanceof Value.MapValue properties)) {
            return;
        }
        ObjectNode all = schema.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        properties.forEach((key, value) -> {
            if (key instanceof Value.Text name) {
                Value.MapValue p = value instanceof Value.MapValue m ? m : Value.MapValue.EMPTY;
                all.set(name.value(), read(p, depth + 1));
                if (p.get("required") instanceof Value.Bool b && b.value()) {
                    required.add(name.value());
                }
            }
        });
        if (from.get("required") instanceof Value.ListValue l) {
            for (Value v : l.items()) {
                if (v instanceof Value.Text t && all.has(t.value())) {
                    required.add(t.value());
                }
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        boolean open = from.get("additionalProperties") instanceof Value.MapValue
                || from.get("additionalProperties") instanceof Value.Bool b && b.value();
        // An object inside that requires nothing is a table of free keys, the named ones are examples.
        if (!open && (depth == 0 || !required.isEmpty())) {
            schema.put("additionalProperties", false);
        }
    }
}
