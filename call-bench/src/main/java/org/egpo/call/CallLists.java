package org.egpo.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The pieces that models' call formats are made of: lists of objects, JSON in and between tags, and calls as texts. */
final class CallLists {
    /** No call. */
    static final Value NONE = new Value.ListValue(List.of());

    private static final Value NAME = Value.text("name");
    private static final Value ARGUMENTS = Value.text("arguments");

    private CallLists() {}

    /** {@code [{nameKey: f, argumentsKey: a}, …]} → {@code [{f: a}, …]}. */
    static Value named(Value objects, String nameKey, String argumentsKey) {
        return PythonObjects.mapped(
                objects, o -> call(PythonObjects.at(o, nameKey), PythonObjects.at(o, argumentsKey)));
    }

    static Value named(Value objects) {
        return named(objects, "name", "arguments");
    }

    /** The same calls, whose arguments must be objects. */
    static Value objectArguments(Value calls) {
        PythonObjects.items(calls).forEach(c -> PythonObjects.map(((Value.MapValue) c).value(0)));
        return calls;
    }

    /** A name that can be no key of a map is only ever printed: a step of a dialogue may have one. */
    private static Value call(Value name, Value arguments) {
        boolean printed = name instanceof Value.ListValue || name instanceof Value.MapValue;
        Value key = printed ? new PythonOpaque(PythonType.name(name), PythonText.str(name)) : name;
        return new Value.MapBuilder().put(key, arguments).build();
    }

    /** The same calls, whose names must be able to be keys of a map. */
    static Value keyed(Value calls) {
        for (Value call : calls instanceof Value.ListValue list ? list.items() : List.<Value>of()) {
            if (call instanceof Value.MapValue m && m.size() > 0 && m.key(0) instanceof PythonOpaque name) {
                throw PythonError.type("unhashable type: '%t'", name);
            }
        }
        return calls;
    }

    /** {@code [{f: "{…}"}, …]} → {@code [{f: {…}}, …]}: the first entry of each object. */
    static Value interfaceCalls(Value objects) {
        return PythonObjects.mapped(objects, object -> {
            if (object instanceof Value.MapValue m) {
                return call(m.firstKey(), PythonJson.parse(ModelFormat.json(m.value(0))));
            }
            throw PythonError.attribute(object, "keys");
        });
    }

    /** The same list with arguments that are objects spelled as JSON. */
    static Value spelled(Value objects) {
        Function<Value, Value> spelled =
                o -> o instanceof Value.MapValue m && m.size() == 1 && m.value(0) instanceof Value.MapValue
                        ? call(m.key(0), Value.of(PythonText.jsonDumps(m.value(0))))
                        : o;
        return objects instanceof Value.ListValue ? PythonObjects.mapped(objects, spelled) : objects;
    }

    /** The value itself, which must be a list. */
    static Value list(Value result, boolean ofObjects) {
        if (result instanceof Value.ListValue l
                && (!ofObjects || l.items().stream().allMatch(i -> i instanceof Value.MapValue))) {
            return result;
        }
        throw PythonError.value("Model did not return a list of function calls: %s", result);
    }

    /** A single object as a list of one. */
    static Value wrapped(Value v) {
        return v instanceof Value.MapValue ? new Value.ListValue(List.of(v)) : v;
    }

    /** Anything that is no list as a list of one. */
    static Value listed(Value v) {
        return v instanceof Value.ListValue ? v : new Value.ListValue(List.of(v));
    }

    /** The contents of the pairs of tags, in order. */
    static List<String> blocks(String text, String open, String close) {
        List<String> blocks = new ArrayList<>();
        for (int from = text.indexOf(open); from >= 0; ) {
            int start = from + open.length();
            int end = text.indexOf(close, start);
            if (end < 0) {
                break;
            }
            blocks.add(text.substring(start, end));
            from = text.indexOf(open, end + close.length());
        }
        return blocks;
    }

    /** What stands in {@code <tool_call>} blocks and is JSON; objects only. */
    static Value jsonBlocks(String text) {
        return list(
                new Value.ListValue(blocks(text, "<tool_call>\n", "\n</tool_call>").stream()
                        .map(CallLists::jsonOrNull)
                        .filter(v -> v != null)
                        .toList()),
                true);
    }

    /** JSON text of a list or of one object, else JSON values between semicolons. */
    static Value jsonOrPieces(String text) {
        Decoded whole = PythonJson.decode(text);
        boolean other = whole instanceof Decoded.Failure f && f.errorType().equals(PythonJson.DECODE_ERROR);
        return other ? jsonPieces(text) : listed(PythonJson.parse(text));
    }

    /** JSON values between semicolons, else Python's literals. */
    static Value literals(String text) {
        return text.indexOf(';') >= 0 ? jsonPieces(text) : wrapped(PythonLiteral.computed(text));
    }

    /** JSON without fences; no call where it is none. */
    static Value unfenced(String text) {
        Value json = jsonOrNull(text.replace("```", ""));
        return json == null ? NONE : json;
    }

    /** Without the fence's opening line. */
    static String opened(String text) {
        String s = text.startsWith("```json") ? text.substring("```json".length()) : text;
        return s.startsWith("```python") ? s.substring("```python".length()) : s;
    }

    /** JSON after the thinking, with either kind of quotes; no call where nothing was thought. */
    static Value afterThought(String text) {
        String[] parts = PythonUnicode.strip(text).replace('\'', '"').split("</think>", 2);
        return PythonJson.parse(parts.length == 1 ? "[]" : PythonUnicode.strip(parts[1]));
    }

    /** The first two lines as a call, or what becomes of a single one. */
    static Value lines(String text, Function<String, Value> arguments, Function<Value, Value> single) {
        String[] lines = text.split("\n", -1);
        return lines.length == 1
                ? single.apply(Value.text(text))
                : listed(Value.MapValue.of(lines[0], arguments.apply(lines[1])));
    }

    private static Value jsonPieces(String text) {
        return new Value.ListValue(Arrays.stream(text.split(";", -1))
                .map(piece -> PythonJson.parse(PythonUnicode.strip(piece)))
                .toList());
    }

    private static @Nullable Value jsonOrNull(String text) {
        return PythonJson.decode(text) instanceof Decoded.Success s ? s.value() : null;
    }

    /** Calls after {@code <function_call>}; what is no JSON stays a text. */
    static Value granite(String text) {
        List<Value> calls = new ArrayList<>();
        for (String piece : text.split("<function_call>", -1)) {
            String stripped = PythonUnicode.strip(piece);
            Value json = stripped.isEmpty() ? null : jsonOrNull(stripped);
            if (json instanceof Value.MapValue m) {
                String called = PythonUnicode.strip(PythonObjects.text(m.get(NAME, PythonObjects.EMPTY), "strip"));
                calls.add(
                        called.equals("no_function")
                                ? Value.text("No function is called")
                                : call(Value.text(called), m.get(ARGUMENTS, Value.MapValue.EMPTY)));
            } else if (json != null) {
                throw PythonError.attribute(json, "get");
            } else if (!stripped.isEmpty()) {
                calls.add(Value.text(stripped));
            }
        }
        return new Value.ListValue(calls);
    }

    /** The JSON in the first {@code <tool_call>}, with or without a fence. */
    static Value falcon(String text) {
        int open = text.indexOf("<tool_call>");
        if (open < 0) {
            throw PythonError.value("No <tool_call> found in the model's response: " + text);
        }
        String after = text.substring(open + "<tool_call>".length());
        int next = after.indexOf("<tool_call>");
        String block = next < 0 ? after : after.substring(0, next);
        int close = block.indexOf("</tool_call>");
        String inside = PythonUnicode.strip(close < 0 ? block : block.substring(0, close));
        if (inside.startsWith("```") && inside.endsWith("```")) {
            inside = PythonUnicode.strip(TextMethods.strip(inside, "`"));
            inside = inside.startsWith("json") ? PythonUnicode.strip(inside.substring("json".length())) : inside;
        }
        try {
            return named(listed(PythonJson.parse(inside)));
        } catch (PythonError e) {
            boolean translated = e.type.equals(PythonJson.DECODE_ERROR) || e.type.equals("KeyError");
            throw translated ? PythonError.value("Failed to decode the model's response: " + text) : e;
        }
    }

    /** Calls as texts; what is a text already stays. */
    static Value graniteTexts(Value calls) {
        return new Value.ListValue(PythonObjects.items(calls).stream()
                .flatMap(c -> (c instanceof Value.Text ? List.of(c) : PythonObjects.items(texts(listed(c), ",", false)))
                        .stream())
                .toList());
    }

    /**
     * Calls as texts: {@code f(x=1,y='a')}.
     *
     * @param json whether arguments may be JSON text
     */
    static Value texts(Value calls, String comma, boolean json) {
        List<Value> texts = new ArrayList<>();
        for (Value item : PythonObjects.items(calls)) {
            Value.MapValue call = PythonObjects.map(item);
            for (int i = 0; i < call.size(); i++) {
                Value arguments =
                        json && call.value(i) instanceof Value.Text t ? PythonJson.parse(t.value()) : call.value(i);
                texts.add(Value.text(
                        FunctionCall.text(call.key(i), PythonObjects.map(arguments), comma, PythonText::boundedRepr)));
            }
        }
        return new Value.ListValue(texts);
    }

    /** Objects with {@code name} and {@code arguments}, either of which may be missing; what is no object is passed over. */
    static Value lenientTexts(Value objects) {
        List<Value> calls = new ArrayList<>();
        for (Value object : PythonObjects.items(objects)) {
            if (object instanceof Value.MapValue m) {
                calls.add(call(m.get(NAME, PythonObjects.EMPTY), m.get(ARGUMENTS, Value.MapValue.EMPTY)));
            }
        }
        return texts(new Value.ListValue(calls), ", ", false);
    }
}
