package org.egpo.apibank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import org.egpo.bfcl.multiturn.Dates;

/**
 * One call on its way through an API: its arguments and what the API looks at.
 *
 * @param spent stored entries that an earlier call has made unusable (level 3)
 */
record BankRequest(Map<String, JsonNode> arguments, BankData data, JsonNode database, Set<JsonNode> spent) {
    static final JsonNode SUCCESS = TextNode.valueOf("success");

    /** The text of an argument; empty where it is absent. */
    String text(String name) {
        JsonNode v = arguments.get(name);
        return v == null || v.isNull() ? "" : v.asText();
    }

    String trimmed(String name) {
        return text(name).strip();
    }

    String lower(String name) {
        return trimmed(name).toLowerCase(java.util.Locale.ROOT);
    }

    String upper(String name) {
        return trimmed(name).toUpperCase(java.util.Locale.ROOT);
    }

    static void refuse(boolean wrong, String why) {
        if (wrong) {
            throw BankError.failed(why);
        }
    }

    void filled(String... names) {
        for (String name : names) {
            refuse(trimmed(name).isEmpty(), name + " is empty");
        }
    }

    /** All are dates or times of a format; empty ones pass where optional. */
    void dated(String format, boolean optional, String... names) {
        for (String name : names) {
            boolean skip = optional && text(name).isEmpty();
            refuse(!skip && BankDates.parse(text(name), format) == null, name + " is no date of the format " + format);
        }
    }

    String normal(String name, boolean time) {
        String s = time ? BankDates.time(text(name)) : BankDates.date(text(name));
        refuse(s == null, name + " is no date");
        return s;
    }

    /** Name of the user that has the token. */
    String user(String token) {
        for (Map.Entry<String, JsonNode> e : data.database("Account").properties()) {
            if (e.getValue().path("token").asText().equals(token)) {
                return e.getKey();
            }
        }
        throw BankError.failed("no user has this token");
    }

    String user() {
        return user(text("token"));
    }

    JsonNode known(String key) {
        return known(database, key);
    }

    static JsonNode known(JsonNode from, String key) {
        JsonNode found = from.get(key);
        refuse(found == null, "there is no \"" + key + "\"");
        return found;
    }

    /** The user's first entry that agrees in one of the fields. */
    JsonNode own(String... fields) {
        String user = user();
        for (JsonNode entry : database) {
            for (String field : fields) {
                String name = field.equals("from_time") ? "time" : field;
                if (entry.path("username").asText().equals(user) && entry.path(name).asText().equals(text(field))) {
                    return entry;
                }
            }
        }
        throw BankError.failed("the user has no such entry");
    }

    /** A search for content, time or topic, of which the time may be empty. */
    JsonNode entry(boolean filled, String content, String... times) {
        dated(Dates.TIME, !filled, times);
        refuse(filled && trimmed(content).isEmpty(), content + " is empty");
        return own(content, times[0]);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
