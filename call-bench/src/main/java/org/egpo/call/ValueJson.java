package org.egpo.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Values as JSON without loss. Plain JSON where it is exact: an integer has no point and no exponent, a float always has
 * one of them. Everything else is an object of one key: {@code {"$tuple":[…]}}, {@code {"$set":[…]}},
 * {@code {"$dict":[[key,value],…]}} (keys that are not all strings, or start with {@code $}), {@code {"$bytes":[…]}},
 * {@code {"$complex":"1j"}}, {@code {"$float":"nan"}}.
 */
public final class ValueJson {
    private static final int MAX_NUMBER_LENGTH = 100_000;
    private static final int MAX_NESTING = 10_000;

    /** Reads and writes long numbers, long strings and deep nesting; lone surrogates travel as escapes. */
    public static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .maxNestingDepth(MAX_NESTING)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .build())
                    .build())
            .build();

    private ValueJson() {}

    /**
     * The value that a JSON tree stands for.
     *
     * @throws IllegalArgumentException for a tag that names no value
     */
    public static Value read(JsonNode node) {
        if (node.isTextual()) {
            return new Value.Text(node.textValue());
        }
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? new Value.Int(node.longValue()) : Value.integer(node.bigIntegerValue());
        }
        if (node.isNumber()) {
            return new Value.Real(node.doubleValue());
        }
        if (node.isBoolean()) {
            return Value.Bool.of(node.booleanValue());
        }
        if (node.isArray()) {
            return new Value.ListValue(items(node));
        }
        if (node.isObject()) {
            return readObject(node);
        }
        return Value.None.NONE;
    }

    private static Value readObject(JsonNode node) {
        if (node.size() == 1 && node.fieldNames().next().startsWith("$")) {
            Map.Entry<String, JsonNode> tag = node.properties().iterator().next();
            return readTagged(tag.getKey(), tag.getValue());
        }
        Value.MapBuilder map = new Value.MapBuilder();
        node.properties().forEach(e -> map.put(e.getKey(), read(e.getValue())));
        return map.build();
    }

    private static Value readTagged(String tag, JsonNode content) {
        return switch (tag) {
            case "$tuple" -> new Value.TupleValue(items(content));
            case "$set" -> new Value.SetValue(items(content));
            case "$dict" -> {
                Value.MapBuilder map = new Value.MapBuilder();
                content.forEach(pair -> map.put(read(pair.path(0)), read(pair.path(1))));
                yield map.build();
            }
            case "$bytes" -> {
                StringBuilder b = new StringBuilder();
                content.forEach(i -> b.append((char) (i.intValue() & 0xFF)));
                yield new Value.Bytes(b.toString());
            }
            case "$complex" -> readComplex(content.asText());
            case "$float" ->
                new Value.Real(
                        switch (content.asText()) {
                            case "inf" -> Double.POSITIVE_INFINITY;
                            case "-inf" -> Double.NEGATIVE_INFINITY;
                            default -> Double.NaN;
                        });
            default -> throw new IllegalArgumentException("no value has the tag " + tag);
        };
    }

    /** Python's spelling of a complex number: {@code 1j}, {@code (1+2j)}, {@code (-0-nanj)}. */
    private static Value readComplex(String repr) {
        String s = repr.startsWith("(") ? repr.substring(1, repr.length() - 1) : repr;
        s = s.substring(0, s.length() - 1);
        int split = s.length() - 1;
        while (split > 0 && !((s.charAt(split) == '+' || s.charAt(split) == '-') && s.charAt(split - 1) != 'e')) {
            split--;
        }
        double real = split > 0 ? readDouble(s.substring(0, split)) : 0;
        return new Value.Complex(real, readDouble(s.substring(split)));
    }

    private static double readDouble(String s) {
        String t = s.startsWith("+") || s.startsWith("-") ? s.substring(1) : s;
        double v = t.equals("inf") ? Double.POSITIVE_INFINITY : t.equals("nan") ? Double.NaN : Double.parseDouble(t);
        return s.startsWith("-") ? -v : v;
    }

    private static List<Value> items(JsonNode array) {
        List<Value> items = new ArrayList<>(array.size());
        array.forEach(i -> items.add(read(i)));
        return items;
    }

    /** One line of JSON; characters outside ASCII stay as they are except lone surrogates, which become escapes. */
    public static String write(Value value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(out)) {
            write(value, json);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return out.toString();
    }

    /** Writes a value to a generator of {@link #MAPPER}'s factory. */
    public static void write(Value value, JsonGenerator json) throws IOException {
        if (value instanceof Value.Text t) {
            writeText(t.value(), json);
        } else if (value instanceof Value.Int i) {
            json.writeNumber(i.value());
        } else if (value instanceof Value.BigInt i) {
            json.writeNumber(i.value());
        } else if (value instanceof Value.Real r) {
            writeReal(r.value(), json);
        } else if (value instanceof Value.Bool b) {
            json.writeBoolean(b.value());
        } else if (value instanceof Value.ListValue l) {
            writeItems(l.items(), json);
        } else if (value instanceof Value.MapValue m) {
            writeMap(m, json);
        } else if (value instanceof Value.TupleValue t) {
            json.writeStartObject();
            json.writeFieldName("$tuple");
            writeItems(t.items(), json);
            json.writeEndObject();
        } else if (value instanceof Value.SetValue s) {
            json.writeStartObject();
            json.writeFieldName("$set");
            writeItems(
                    s.items().stream()
                            .sorted(Comparator.comparing(PythonText::repr))
                            .toList(),
                    json);
            json.writeEndObject();
        } else if (value instanceof Value.Bytes b) {
            json.writeStartObject();
            json.writeFieldName("$bytes");
            json.writeStartArray();
            for (int i = 0; i < b.latin1().length(); i++) {
                json.writeNumber(b.latin1().charAt(i));
            }
            json.writeEndArray();
            json.writeEndObject();
        } else if (value instanceof Value.Complex) {
            json.writeStartObject();
            json.writeStringField("$complex", PythonText.repr(value));
            json.writeEndObject();
        } else {
            json.writeNull();
        }
    }

    /** Strings go out unchanged, but a lone surrogate has no bytes in UTF-8 and becomes an escape. */
    private static void writeText(String s, JsonGenerator json) throws IOException {
        if (s.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            json.writeString(s);
            return;
        }
        boolean lone = s.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        int before = json.getHighestEscapedChar();
        if (lone) {
            json.setHighestNonEscapedChar(127);
        }
        json.writeString(s);
        json.setHighestNonEscapedChar(before);
    }

    private static void writeReal(double d, JsonGenerator json) throws IOException {
        if (Double.isFinite(d)) {
            json.writeNumber(PythonText.number(d));
            return;
        }
        json.writeStartObject();
        json.writeStringField("$float", PythonText.number(d));
        json.writeEndObject();
    }

    private static void writeItems(List<Value> items, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Value item : items) {
            write(item, json);
        }
        json.writeEndArray();
    }

    private static void writeMap(Value.MapValue map, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (hasPlainKeys(map)) {
            for (int i = 0; i < map.size(); i++) {
                json.writeFieldName(((Value.Text) map.key(i)).value());
                write(map.value(i), json);
            }
        } else {
            json.writeArrayFieldStart("$dict");
            for (int i = 0; i < map.size(); i++) {
                writeItems(List.of(map.key(i), map.value(i)), json);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static boolean hasPlainKeys(Value.MapValue map) {
        for (int i = 0; i < map.size(); i++) {
            if (!(map.key(i) instanceof Value.Text t) || t.value().startsWith("$")) {
                return false;
            }
        }
        return true;
    }
}
