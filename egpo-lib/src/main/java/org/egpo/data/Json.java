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
import java.util.Set;
import java.util.regex.Pattern;
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

    /** Has no bytes in UTF-8; in JSON it stands inside of strings alone, where an escape can take its place. */
    private static final Pattern LONE_SURROGATE = Pattern.compile("[\\x{D800}-\\x{DFFF}]");

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
        object.properties().stream()
                .filter(e -> !fields.contains(e.getKey()))
                .forEach(e -> map.put(e.getKey(), value(e.getValue())));
        return map.build();
    }

    /** The entries less the named ones. */
    static Value.MapValue mapWithout(Value.MapValue map, String... fields) {
        return joined(Value.MapValue.EMPTY, map, Set.of(fields));
    }

    /** An object's own fields, and behind them further ones of other names. */
    static Value.MapValue joined(Value.MapValue own, Value.MapValue further) {
        return joined(own, further, Set.of());
    }

    private static Value.MapValue joined(Value.MapValue own, Value.MapValue further, Set<String> less) {
        Value.MapBuilder all = new Value.MapBuilder();
        own.forEach(all::put);
        further.forEach((key, value) -> {
            if (own.get(key) == null && !(key instanceof Value.Text t && less.contains(t.value()))) {
                all.put(key, value);
            }
        });
        return all.build();
    }

    static Value.MapValue with(Value.MapValue map, String key, Value value) {
        Value.MapBuilder b = new Value.MapBuilder();
        map.forEach(b::put);
        return b.put(key, value).build();
    }

    /** Fields that a format does not define; where one has a name of the format's own, all lie under {@code other}. */
    static Value.MapValue other(JsonNode record, Set<String> own) {
        Value.MapValue other = mapWithout(record, own);
        return other.size() == 1 && other.get("other") instanceof Value.MapValue inner ? inner : other;
    }

    /** Fields of our own format: what JSON cannot say is tagged as {@link ValueJson} does; other tags are plain keys. */
    static Value.MapValue tagged(JsonNode object) {
        try {
            return ValueJson.read(object) instanceof Value.MapValue m ? m : map(object);
        } catch (IllegalArgumentException notATag) {
            return map(object);
        }
    }

    /**
     * One JSON object as a line of text, without the line's end.
     *
     * @param other fields that the format does not define, as {@link #other} reads them
     * @param own names of the format's own fields
     */
    static String line(Value.MapBuilder line, Value.MapValue other, Set<String> own) {
        if (other.get("other") != null || own.stream().anyMatch(field -> other.get(field) != null)) {
            line.put("other", other);
        } else {
            other.forEach(line::put);
        }
        return text(line.build());
    }

    static String text(Value v) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = ValueJson.MAPPER.getFactory().createGenerator(out)) {
            ValueJson.writePlain(v, json);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return LONE_SURROGATE
                .matcher(out.toString())
                .replaceAll(
                        lone -> String.format("\\\\u%04x", (int) lone.group().charAt(0)));
    }
}
