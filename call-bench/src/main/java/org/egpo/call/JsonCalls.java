package org.egpo.call;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls as a JSON array of {@code {"function": …, "parameters": …}}, found anywhere in the text. */
final class JsonCalls {
    private static final Pattern OPEN = Pattern.compile("\\[[\\s\\x1c-\\x1f]*\\{", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern CLOSE = Pattern.compile("}[\\s\\x1c-\\x1f]*]", Pattern.UNICODE_CHARACTER_CLASS);

    private JsonCalls() {}

    static Value decode(String text) {
        String source = text;
        int open = source.indexOf('[');
        int close = source.lastIndexOf(']');
        if (open >= 0 && close > open) {
            source = source.substring(open, close + 1);
        }
        // The official pattern \[\s*{.*?}\s*(?:,\s*{.*?}\s*)*\] finds the same, but goes back and forth without end.
        Matcher first = OPEN.matcher(source);
        Matcher last = CLOSE.matcher(source);
        boolean objects = first.find() && last.find(first.end());
        String array = objects ? source.substring(first.start(), last.end()) : source;
        if (PythonJson.decode(array) instanceof Decoded.Failure f
                && f.errorType().equals(PythonJson.DECODE_ERROR)) {
            return CallLists.NONE;
        }
        List<Value> calls = new ArrayList<>();
        for (Value item : PythonObjects.items(PythonJson.parse(array))) {
            if (item instanceof Value.MapValue m) {
                Value name = PythonObjects.at(m, "function");
                Value parameters = PythonObjects.at(m, "parameters");
                PythonObjects.requireHashable(name);
                calls.add(new Value.MapBuilder().put(name, parameters).build());
            }
        }
        return new Value.ListValue(calls);
    }
}
