package org.egpo.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/** Between JSON trees and values: plain JSON, in which no key is a tag. */
final class Json {
    private static final int MAX_NESTING = 500;

    /** Reads long texts and numbers, but no nesting that recursion could not follow. */
    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(100_000)
                            .maxNestingDepth(MAX_NESTING)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();

    /** Reads a tree; text after it is an error. */
    static final ObjectReader READER =
            MAPPER.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    static Value value(JsonNode node) {
        try (JsonParser json = MAPPER.treeAsTokens(node)) {
            json.nextToken();
            return ValueJson.readPlain(json);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    static Value.MapValue map(JsonNode object) {
        return mapWithout(object, Set.of());
    }

    /** The object's fields less the named ones. */
    static Value.MapValue mapWithout(JsonNode object, Set<String> fields) {
        Value.MapBuilder map = new Value.MapBuilder();
        for (Map.Entry<String, JsonNode> e : object.properties()) {
            if (!fields.contains(e.getKey())) {
                map.put(e.getKey(), value(e.getValue()));
            }
        }
        return map.build();
    }

    /** The entries less the named ones. */
    static Value.MapValue mapWithout(Value.MapValue map, String... fields) {
        Set<String> left = Set.of(fields);
        Value.MapBuilder b = new Value.MapBuilder();
        for (int i = 0; i < map.size(); i++) {
            if (!(map.key(i) instanceof Value.Text t && left.contains(t.value()))) {
                b.put(map.key(i), map.value(i));
            }
        }
        return b.build();
    }

    /** Fields that a format does not define; where one has a name of the format's own, all lie under {@code other}. */
    static Value.MapValue other(JsonNode record, Set<String> own) {
        Value.MapValue other = mapWithout(record, own);
        return other.size() == 1 && other.get("other") instanceof Value.MapValue inner ? inner : other;
    }

    /** The counterpart of {@link #other}. */
    static void writeOther(Value.MapValue other, Set<String> own, JsonGenerator json) throws IOException {
        boolean clash = other.get("other") != null;
        for (String field : own) {
            clash |= other.get(field) != null;
        }
        if (clash) {
            json.writeFieldName("other");
            ValueJson.writePlain(other, json);
        } else {
            writeFields(other, json);
        }
    }

    /** Arguments of our own format: what JSON cannot say is tagged as {@link ValueJson} does; other tags are plain keys. */
    static Value tagged(JsonNode node) {
        try {
            return ValueJson.read(node);
        } catch (IllegalArgumentException notATag) {
            return value(node);
        }
    }

    static Value.MapValue with(Value.MapValue map, String key, Value value) {
        Value.MapBuilder b = new Value.MapBuilder();
        for (int i = 0; i < map.size(); i++) {
            b.put(map.key(i), map.value(i));
        }
        return b.put(key, value).build();
    }

    /** The entries as fields of the object that is being written. */
    static void writeFields(Value.MapValue m, JsonGenerator json) throws IOException {
        for (int i = 0; i < m.size(); i++) {
            json.writeFieldName(PythonText.str(m.key(i)));
            ValueJson.writePlain(m.value(i), json);
        }
    }

    static void writeText(String field, String text, JsonGenerator json) throws IOException {
        json.writeFieldName(field);
        ValueJson.write(text == null ? Value.None.NONE : Value.text(text), json);
    }

    /** Writes fields of one object; used to make a line. */
    @FunctionalInterface
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /** One JSON object as a line of text, without the line's end. */
    static String line(Body body) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = ValueJson.MAPPER.getFactory().createGenerator(out)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return escapeLoneSurrogates(out.toString());
    }

    static String text(Value v) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = ValueJson.MAPPER.getFactory().createGenerator(out)) {
            ValueJson.writePlain(v, json);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.toString();
    }

    /** They have no bytes in UTF-8; in JSON they stand inside of strings alone, where an escape can take their place. */
    private static String escapeLoneSurrogates(String json) {
        if (json.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            return json;
        }
        StringBuilder out = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(c -> {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
