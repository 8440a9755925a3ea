package org.egpo.call;

import java.util.ArrayList;
import java.util.List;

/** Calls as a JSON array of {@code {"function": …, "parameters": …}}, found anywhere in the text. */
final class JsonCalls {
    private JsonCalls() {}

    static Value decode(String text) {
        String source = text;
        int open = source.indexOf('[');
        int close = source.lastIndexOf(']');
        if (open >= 0 && close > open) {
            source = source.substring(open, close + 1);
        }
        String array = arrayOfObjects(source);
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

    /**
     * What the official pattern <code>\[\s*{.*?}\s*(?:,\s*{.*?}\s*)*\]</code> finds first, else the whole text. Works from
     * the right: each closing brace is followed by the end of the array, or by a comma and a further object, or leads
     * nowhere. Linear, where backtracking is not.
     */
    private static String arrayOfObjects(String s) {
        int n = s.length();
        int[] endFrom = new int[n + 1];
        endFrom[n] = -1;
        for (int i = n - 1; i >= 0; i--) {
            endFrom[i] = endFrom[i + 1];
            if (s.charAt(i) == '}') {
                int end = endAfterBrace(s, i, endFrom);
                if (end >= 0) {
                    endFrom[i] = end;
                }
            }
        }
        for (int i = s.indexOf('['); i >= 0; i = s.indexOf('[', i + 1)) {
            int brace = PythonUnicode.skipSpace(s, i + 1);
            if (brace < n && s.charAt(brace) == '{' && endFrom[brace + 1] >= 0) {
                return s.substring(i, endFrom[brace + 1]);
            }
        }
        return s;
    }

    private static int endAfterBrace(String s, int brace, int[] endFrom) {
        int i = PythonUnicode.skipSpace(s, brace + 1);
        if (i == s.length()) {
            return -1;
        }
        if (s.charAt(i) == ']') {
            return i + 1;
        }
        if (s.charAt(i) != ',') {
            return -1;
        }
        i = PythonUnicode.skipSpace(s, i + 1);
        return i < s.length() && s.charAt(i) == '{' ? endFrom[i + 1] : -1;
    }
}
