package org.egpo.clean;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.egpo.call.CallDecoder;
import org.egpo.call.FunctionCall;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/**
 * Corrections that leave no doubt, each logged: a number or truth value written as text, a number where text is wanted, a
 * truth value where texts such as "True" are allowed, a float without a fraction for an integer, an allowed value in other letters, JSON in a text where an object or a list is
 * wanted, a list of one where a single value is wanted and the reverse, an optional parameter that is null.
 *
 * @param log takes what was changed
 */
record Repairs(String function, List<Finding> log) {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final int LONGEST_NUMBER = 40;
    private static final double EXACT = 1L << 53;

    static Value.MapValue repair(String function, Value.MapValue arguments, JsonNode schema, List<Finding> log) {
        return new Repairs(function, log).map(arguments, schema, "");
    }

    private Value.MapValue map(Value.MapValue m, JsonNode schema, String path) {
        JsonNode properties = schema.path("properties");
        Value.MapBuilder out = new Value.MapBuilder();
        boolean changed = false;
        for (int i = 0; i < m.size(); i++) {
            String written = PythonText.str(m.key(i));
            String name = properties.has(written)
                    ? written
                    : alike(
                            written,
                            properties.propertyStream().map(Map.Entry::getKey).filter(p -> m.get(p) == null));
            Value value = m.value(i);
            JsonNode wanted = properties.path(name);
            if (!name.equals(written)) {
                log(Reason.UNKNOWN_PARAMETER, path + "." + written, "is spelled " + name);
            }
            if (value == Value.None.NONE && wanted.path("type").isTextual() && !isRequired(schema, name)) {
                log(Reason.WRONG_TYPE, path + "." + name, "is null and optional: left out");
                changed = true;
                continue;
            }
            Value repaired = wanted.isMissingNode() ? value : value(value, wanted, path + "." + name);
            changed |= repaired != value || !name.equals(written);
            out.put(name.equals(written) ? m.key(i) : Value.text(name), repaired);
        }
        return changed ? out.build() : m;
    }

    private static boolean isRequired(JsonNode schema, String name) {
        return schema.path("required").valueStream().anyMatch(r -> r.asText().equals(name));
    }

    /** The one of the known names that differs from this one only in case and separators; this one where there is none or several. */
    static String alike(String written, Stream<String> known) {
        List<String> found =
                known.filter(k -> plain(k).equals(plain(written))).limit(2).toList();
        return found.size() == 1 ? found.get(0) : written;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private Value value(Value v, JsonNode schema, String path) {
        Value typed = typed(v, schema, path);
        return schema.has("enum") ? allowed(typed, schema.get("enum"), path) : typed;
    }

    private Value typed(Value v, JsonNode schema, String path) {
        String type = schema.path("type").asText("");
        Value fixed =
                switch (type) {
                    case "integer" -> integer(v);
                    case "number" -> number(v);
                    case "boolean" -> truth(v);
                    case "string" ->
                        v instanceof Value.Bool && schema.has("enum") ? Value.text(PythonText.str(v)) : text(v);
                    case "array" -> v instanceof Value.Text t ? json(t, Value.ListValue.class, v) : v;
                    case "object" -> v instanceof Value.Text t ? json(t, Value.MapValue.class, v) : v;
                    default -> v;
                };
        if (fixed == v && !type.equals("array") && v instanceof Value.ListValue l && isScalar(type)) {
            fixed = l.items().size() == 1 && fits(l.items().get(0), type)
                    ? l.items().get(0)
                    : v;
        }
        if (fixed == v
                && type.equals("array")
                && fits(v, schema.path("items").path("type").asText(""))) {
            fixed = new Value.ListValue(List.of(v));
        }
        if (fixed != v) {
            log(Reason.WRONG_TYPE, path, PythonText.repr(v) + " becomes " + PythonText.repr(fixed));
        }
        return inside(fixed, schema, type, path);
    }

    private Value inside(Value v, JsonNode schema, String type, String path) {
        if (type.equals("object") && v instanceof Value.MapValue m) {
            return map(m, schema, path);
        }
        if (!type.equals("array") || !(v instanceof Value.ListValue l) || !schema.has("items")) {
            return v;
        }
        List<Value> items = new ArrayList<>(l.items().size());
        boolean changed = false;
        for (int i = 0; i < l.items().size(); i++) {
            Value item = value(l.items().get(i), schema.get("items"), path + "[" + i + "]");
            changed |= item != l.items().get(i);
            items.add(item);
        }
        return changed ? new Value.ListValue(items) : v;
    }

    private static boolean isScalar(String type) {
        return type.equals("string") || type.equals("integer") || type.equals("number") || type.equals("boolean");
    }

    private static boolean fits(Value v, String type) {
        return switch (type) {
            case "string" -> v instanceof Value.Text;
            case "integer" -> v instanceof Value.Int;
            case "number" -> v instanceof Value.Int || v instanceof Value.Real;
            case "boolean" -> v instanceof Value.Bool;
            default -> false;
        };
    }

    private static Value integer(Value v) {
        if (v instanceof Value.Text t && INTEGER.matcher(t.value().strip()).matches()) {
            return Value.integer(Long.parseLong(t.value().strip()));
        }
        double d = v instanceof Value.Real r
                ? r.value()
                : v instanceof Value.Text t && isNumber(t)
                        ? Double.parseDouble(t.value().strip())
                        : Double.NaN;
        return d == Math.rint(d) && Math.abs(d) < EXACT ? Value.integer((long) d) : v;
    }

    private static Value number(Value v) {
        if (!(v instanceof Value.Text t) || !isNumber(t)) {
            return v;
        }
        return INTEGER.matcher(t.value().strip()).matches()
                ? integer(v)
                : new Value.Real(Double.parseDouble(t.value().strip()));
    }

    private static boolean isNumber(Value.Text t) {
        return t.value().length() <= LONGEST_NUMBER
                && NUMBER.matcher(t.value().strip()).matches();
    }

    private static Value truth(Value v) {
        String s = v instanceof Value.Text t ? t.value().strip().toLowerCase(Locale.ROOT) : "";
        return s.equals("true") ? Value.Bool.TRUE : s.equals("false") ? Value.Bool.FALSE : v;
    }

    private static Value text(Value v) {
        return v instanceof Value.Int || v instanceof Value.Real || v instanceof Value.BigInt
                ? Value.text(PythonText.str(v))
                : v;
    }

    private static Value json(Value.Text t, Class<? extends Value> kind, Value otherwise) {
        String text = t.value().strip();
        if (text.isEmpty() || "[{".indexOf(text.charAt(0)) < 0) {
            return otherwise;
        }
        try {
            Value read = ValueJson.read(ValueJson.MAPPER.readTree(text));
            return kind.isInstance(read) ? read : otherwise;
        } catch (java.io.IOException | IllegalArgumentException e) {
            return python(text, kind, otherwise);
        }
    }

    /** Python's spelling, {@code ['a', None]}, read as the argument of a call. */
    private static Value python(String text, Class<? extends Value> kind, Value otherwise) {
        List<FunctionCall> calls = FunctionCall.of(CallDecoder.decode("[f(x=" + text + ")]"));
        boolean one = calls.size() == 1 && calls.get(0).arguments().size() == 1;
        Value read = one ? calls.get(0).arguments().value(0) : null;
        return kind.isInstance(read) ? read : otherwise;
    }

    private Value allowed(Value v, JsonNode values, String path) {
        if (!(v instanceof Value.Text t)) {
            return v;
        }
        List<String> texts = values.valueStream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
        String found = texts.contains(t.value()) ? t.value() : alike(t.value(), texts.stream());
        if (found.equals(t.value())) {
            return v;
        }
        log(Reason.NOT_IN_ENUM, path, PythonText.repr(v) + " is spelled '" + found + "'");
        return Value.text(found);
    }

    private void log(Reason reason, String path, String what) {
        log.add(new Finding(reason, function + path + ": " + what));
    }
}
