package org.egpo.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Fields of a JSON record, with clear words about the missing and the wrong ones. */
final class Fields {
    private Fields() {}

    static IllegalArgumentException problem(String field, String what) {
        return new IllegalArgumentException("the field \"" + field + "\" " + what);
    }

    /** A text, or null when the field is absent or null. */
    static @Nullable String optionalText(JsonNode record, String field) {
        JsonNode n = record.get(field);
        if (n == null || n.isNull()) {
            return null;
        }
        if (!n.isTextual()) {
            throw problem(field, "must be a text, not " + kind(n));
        }
        return n.textValue();
    }

    static String text(JsonNode record, String field) {
        String s = optionalText(record, field);
        if (s == null) {
            throw problem(field, "is missing");
        }
        return s;
    }

    /** A record's name: text or number; without one, a name made from the line. */
    static String id(JsonNode record, Source source) {
        JsonNode n = record.get("id");
        return n == null || n.isNull() ? "line_" + source.line() : n.isTextual() ? n.textValue() : n.toString();
    }

    /** An array, given as such or as its JSON text. */
    static JsonNode array(JsonNode record, String field) {
        JsonNode n = jsonOrText(record, field);
        if (!n.isArray()) {
            throw problem(field, "must be a list, not " + kind(n));
        }
        return n;
    }

    /** A field that holds JSON, or a text in which the JSON is written. */
    static JsonNode jsonOrText(JsonNode record, String field) {
        JsonNode n = record.get(field);
        if (n == null || n.isNull()) {
            throw problem(field, "is missing");
        }
        if (!n.isTextual()) {
            return n;
        }
        try {
            return Json.READER.readValue(n.textValue());
        } catch (JsonProcessingException e) {
            throw problem(field, "holds a text that is not valid JSON (" + reason(e) + ")");
        }
    }

    static String reason(JsonProcessingException e) {
        return e.getOriginalMessage().replaceAll("\\s+", " ");
    }

    static String kind(JsonNode n) {
        return switch (n.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            default -> "null";
        };
    }
}
