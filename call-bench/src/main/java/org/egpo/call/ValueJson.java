package org.egpo.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON without loss. Plain JSON where it is exact: an integer has no point and no exponent, a float always has
 * one of them. Everything else is an object of one key: {@code {"$tuple":[…]}}, {@code {"$set":[…]}},
 * {@code {"$dict":[[key,value],…]}} (keys that are not all strings, or start with {@code $}), {@code {"$bytes":[…]}},
 * {@code {"$complex":"1j"}}, {@code {"$float":"nan"}}.
 */
public final class ValueJson {
    private static final int MAX_NESTING = 10_000;

    /** Reads and writes long numbers, {@code NaN}, long strings and deep nesting; lone surrogates travel as escapes. */
    public static final ObjectMapper MAPPER = new ObjectMapper(factory(MAX_NESTING, 100_000));

    private ValueJson() {}

    /** Reads {@code NaN} and strings of any length; writes as deep as it reads. */
    public static JsonFactory factory(int nesting, int numberLength) {
        return new JsonFactoryBuilder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNumberLength(numberLength)
                        .maxNestingDepth(nesting)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(nesting)
                        .build())
                .build();
    }

    /**
     * The value that a JSON tree stands for.
     *
     * @throws IllegalArgumentException for a tag that names no value
     */
    public static Value read(JsonNode node) {
        return read(node, false);
    }

    /** @param objects whether {@code {"$repr":"…"}} stands for an object that is only ever printed, as in a simulation's data */
    public static Value read(JsonNode node, boolean objects) {
        try (JsonParser json = node.traverse()) {
            json.nextToken();
            return new Reader(json, true, objects, null).value();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /** The plain JSON value that starts at the parser's current token; nothing in it is a tag. */
    public static Value readPlain(JsonParser json) throws IOException {
        return new Reader(json, false, false, null).value();
    }

    /** The same without the fields of that name that are texts. */
    public static Value readPlain(JsonParser json, String omitted) throws IOException {
        return new Reader(json, false, false, omitted).value();
    }

    /** Reads token by token. */
    private record Reader(JsonParser json, boolean tags, boolean objects, @Nullable String omitted) {
        private Value value() throws IOException {
            JsonToken token = json.currentToken();
            if (token == null) {
                return Value.None.NONE;
            }
            return switch (token) {
                case VALUE_STRING -> new Value.Text(json.getText());
                case VALUE_NUMBER_INT ->
                    json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                            ? Value.integer(json.getBigIntegerValue())
                            : new Value.Int(json.getLongValue());
                case VALUE_NUMBER_FLOAT -> new Value.Real(json.getDoubleValue());
                case VALUE_TRUE -> Value.Bool.TRUE;
                case VALUE_FALSE -> Value.Bool.FALSE;
                case START_ARRAY -> array();
                case START_OBJECT -> object();
                default -> Value.None.NONE;
            };
        }

        private Value array() throws IOException {
            List<Value> items = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                items.add(value());
            }
            return new Value.ListValue(items);
        }

        private Value object() throws IOException {
            Value.MapBuilder builder = new Value.MapBuilder();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String key = json.currentName();
                if (json.nextToken() != JsonToken.VALUE_STRING || !key.equals(omitted)) {
                    builder.put(key, value());
                }
            }
            Value.MapValue map = builder.build();
            if (!tags || map.size() != 1 || !((Value.Text) map.key(0)).value().startsWith("$")) {
                return map;
            }
            String text = PythonText.str(map.value(0));
            return objects && Value.is(map.key(0), "$repr")
                    ? new PythonOpaque(text.toLowerCase(Locale.ROOT), text)
                    : tagged(PythonText.str(map.key(0)), map.value(0));
        }
    }

    private static Value tagged(String tag, Value content) {
        List<Value> items = content instanceof Value.ListValue l ? l.items() : List.of();
        String text = PythonText.str(content);
        return switch (tag) {
            case "$tuple" -> new Value.TupleValue(items);
            case "$set" -> new Value.SetValue(items);
            case "$dict" -> {
                Value.MapBuilder map = new Value.MapBuilder();
                items.forEach(pair -> map.put(PythonObjects.item(pair, 0), PythonObjects.item(pair, 1)));
                yield map.build();
            }
            case "$bytes" -> {
                if (content instanceof Value.Text) {
                    yield PythonLiteral.evaluate(text);
                }
                StringBuilder b = new StringBuilder();
                items.forEach(i -> b.append((char) (((Value.Int) i).value() & 0xFF)));
                yield new Value.Bytes(b.toString());
            }
            case "$complex" -> complex(text);
            case "$float" -> PythonNumbers.toReal(content);
            case "$int" -> Value.integer(new java.math.BigInteger(text));
            default -> throw new IllegalArgumentException("no value has the tag " + tag);
        };
    }

    /** Python's spelling of a complex number: {@code 1j}, {@code (1+2j)}, {@code (-0-nanj)}. */
    private static Value complex(String repr) {
        String s = TextMethods.strip(repr, "()");
        s = s.substring(0, s.length() - 1);
        int split = s.length() - 1;
        while (split > 0 && !((s.charAt(split) == '+' || s.charAt(split) == '-') && s.charAt(split - 1) != 'e')) {
            split--;
        }
        double real = split > 0 ? number(s.substring(0, split)) : 0;
        return new Value.Complex(real, number(s.substring(split)));
    }

    private static double number(String s) {
        return PythonArithmetic.real(PythonNumbers.toReal(Value.text(s)));
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
        writePlain(tagged(value), json);
    }

    /** The same value with what plain JSON cannot say in objects of one key. */
    public static Value tagged(Value v) {
        if (v instanceof Value.ListValue l) {
            return all(l.items());
        } else if (v instanceof Value.MapValue m) {
            List<Value> pairs = new ArrayList<>();
            m.forEach((key, value) -> pairs.add(all(List.of(key, value))));
            boolean plain = m.keys().stream()
                    .allMatch(k -> k instanceof Value.Text t && !t.value().startsWith("$"));
            return plain ? m.mapped((key, value) -> tagged(value)) : Value.MapValue.of("$dict", pairs);
        } else if (v instanceof Value.TupleValue t) {
            return Value.MapValue.of("$tuple", all(t.items()));
        } else if (v instanceof Value.SetValue s) {
            return Value.MapValue.of("$set", all(new PythonSet(s.items()).items()));
        } else if (v instanceof Value.Bytes) {
            return Value.MapValue.of("$bytes", PythonObjects.items(v));
        } else if (v instanceof Value.Complex || v instanceof Value.Real r && !Double.isFinite(r.value())) {
            return Value.MapValue.of(v instanceof Value.Real ? "$float" : "$complex", PythonText.repr(v));
        }
        return v;
    }

    private static Value all(List<Value> items) {
        return PythonObjects.mapped(new Value.ListValue(items), ValueJson::tagged);
    }

    /** Writes a value as the official score files do: tuples as arrays, and Python's text of what JSON cannot say. */
    public static void writePlain(Value value, JsonGenerator json) throws IOException {
        if (value instanceof Value.ListValue || value instanceof Value.TupleValue) {
            json.writeStartArray();
            for (Value item : PythonObjects.items(value)) {
                writePlain(item, json);
            }
            json.writeEndArray();
        } else if (value instanceof Value.MapValue m) {
            json.writeStartObject();
            for (int i = 0; i < m.size(); i++) {
                Value key = m.key(i);
                boolean word = key instanceof Value.None || key instanceof Value.Bool;
                json.writeFieldName(word ? PythonText.jsonDumps(key) : PythonText.str(key));
                writePlain(m.value(i), json);
            }
            json.writeEndObject();
        } else if (value instanceof Value.Int i) {
            json.writeNumber(i.value());
        } else if (value instanceof Value.BigInt i) {
            json.writeNumber(i.value());
        } else if (value instanceof Value.Real) {
            json.writeRawValue(PythonText.jsonDumps(value));
        } else if (value instanceof Value.Bool b) {
            json.writeBoolean(b.value());
        } else if (value instanceof Value.None || value instanceof PythonObject) {
            json.writeNull();
        } else {
            writeText(PythonText.str(value), json);
        }
    }

    /** Strings go out unchanged, but a lone surrogate has no bytes in UTF-8 and becomes an escape. */
    private static void writeText(String s, JsonGenerator json) throws IOException {
        int before = json.getHighestEscapedChar();
        boolean lone = s.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        json.setHighestNonEscapedChar(lone ? 127 : before);
        json.writeString(s);
        json.setHighestNonEscapedChar(before);
    }
}
