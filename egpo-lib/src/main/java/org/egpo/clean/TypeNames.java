package org.egpo.clean;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The names that data sets give to types, as JSON Schema: JSON's own, BFCL's Python-flavoured {@code dict},
 * {@code float}, {@code tuple}, {@code any}, and xLAM's Python hints such as {@code List[int], optional} and
 * {@code Union[str, None]}. A name that says nothing we know allows every value.
 */
final class TypeNames {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_DEPTH = 16;

    private TypeNames() {}

    /** A schema for that type. */
    static ObjectNode schema(String name) {
        return schema(name, 0);
    }

    private static ObjectNode schema(String name, int depth) {
        String type = name.strip();
        if (depth > MAX_DEPTH) {
            return JSON.objectNode();
        }
        List<String> alternatives = split(type, '|');
        if (alternatives.size() > 1) {
            return anyOf(alternatives, depth);
        }
        List<String> words = split(type, ',');
        type = words.get(0).strip();
        int bracket = type.indexOf('[');
        if (bracket < 0 || !type.endsWith("]")) {
            return plain(type.toLowerCase(Locale.ROOT).replaceAll("\\(.*", "").strip());
        }
        String outer = type.substring(0, bracket)
                .toLowerCase(Locale.ROOT)
                .replace("typing.", "")
                .strip();
        List<String> inner = split(type.substring(bracket + 1, type.length() - 1), ',');
        return switch (outer) {
            case "optional" -> {
                List<String> orNull = new ArrayList<>(inner);
                orNull.add("null");
                yield anyOf(orNull, depth);
            }
            case "union" -> anyOf(inner, depth);
            case "list", "array", "sequence", "set", "iterable" -> items(inner.get(0), depth);
            case "tuple" -> inner.size() == 1 ? items(inner.get(0), depth) : plain("array");
            case "literal" -> literals(inner);
            default -> plain(outer);
        };
    }

    private static ObjectNode items(String inner, int depth) {
        ObjectNode array = plain("array");
        array.set("items", schema(inner, depth + 1));
        return array;
    }

    private static ObjectNode anyOf(List<String> names, int depth) {
        ObjectNode any = JSON.objectNode();
        ArrayNode options = any.putArray("anyOf");
        for (String n : names) {
            options.add(schema(n, depth + 1));
        }
        return any;
    }

    private static ObjectNode literals(List<String> values) {
        ObjectNode schema = JSON.objectNode();
        ArrayNode all = schema.putArray("enum");
        values.forEach(v -> all.add(v.strip().replaceAll("^['\"]|['\"]$", "")));
        return schema;
    }

    private static ObjectNode plain(String name) {
        String type =
                switch (name) {
                    case "string", "str", "text", "char", "date", "datetime", "time", "url", "uri", "email" -> "string";
                    case "integer", "int", "long", "short", "byte", "bigint", "biginteger" -> "integer";
                    case "number", "float", "double", "decimal", "num" -> "number";
                    case "boolean", "bool" -> "boolean";
                    case "object", "dict", "dictionary", "hashmap", "map", "mapping", "json" -> "object";
                    case "array", "list", "arraylist", "tuple", "set", "sequence" -> "array";
                    case "null", "none", "nonetype" -> "null";
                    default -> null;
                };
        return type == null ? JSON.objectNode() : JSON.objectNode().put("type", type);
    }

    /** Splits outside brackets. */
    private static List<String> split(String text, char by) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
            if (c == by && depth == 0) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}
