package org.egpo.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shortcut for what models nearly always write: calls with arguments that are plain strings, numbers, names, lists,
 * tuples and maps. One pass over the text builds the values. Where the text is not of that kind it gives up, and the full
 * parser decides; where it answers, it gives the same answer (shown by a property test).
 */
public final class PlainCalls {
    private static final int MAX_DEPTH = 100;
    private static final int SAFE_DIGITS = 15;
    private static final String ESCAPES = "nt\\'\"";
    private static final String ESCAPED = "\n\t\\'\"";
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private final String s;
    private final int end;
    private int i;
    private int depth;
    /** Names are no values where a call is run. */
    private final boolean run;

    private PlainCalls(String s, int from, int end, boolean run) {
        this.s = s;
        this.i = from;
        this.end = end;
        this.run = run;
    }

    /** Arguments for a simulated function: fresh objects. */
    public record Arguments(List<Value> positional, Map<String, Value> named) {}

    /**
     * The arguments between a call's brackets.
     *
     * @param text from the opening to the closing bracket
     * @return null when the text needs the full parser
     */
    public static Arguments arguments(String text) {
        return new PlainCalls(text, 1, text.length(), true).arguments();
    }

    private Arguments arguments() {
        List<Value> positional = new ArrayList<>(4);
        Map<String, Value> named = new LinkedHashMap<>(8);
        int c = next();
        while (c != ')') {
            int from = i;
            String key = identifier();
            boolean keyword = key != null && next() == '=' && !s.startsWith("==", i);
            if (keyword) {
                i++;
            } else {
                i = from;
            }
            Value v = keyword ? isKeyword(key) ? null : value() : named.isEmpty() ? value() : null;
            if (v == null) {
                return null;
            }
            v = PythonObjects.thaw(v);
            boolean first = keyword ? named.put(key, v) == null : positional.add(v);
            c = first ? comma(')') : -1;
            if (c < 0) {
                return null;
            }
        }
        i++;
        return i == end ? new Arguments(positional, named) : null;
    }

    /** What follows a value and perhaps a comma: the next item's first character or the closing one; -1 for anything else. */
    private int comma(char close) {
        int c = next();
        if (c == ',') {
            i++;
            return next();
        }
        return c == close ? c : -1;
    }

    /** The list of calls, or null when the text needs the full parser. */
    static Value decode(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isFence(text.charAt(from))) {
            from++;
        }
        while (to > from && isFence(text.charAt(to - 1))) {
            to--;
        }
        if (from < to && text.charAt(from) == '[') {
            from++;
            if (from == to) {
                return null;
            }
        }
        if (from < to && text.charAt(to - 1) == ']') {
            to--;
        }
        return new PlainCalls(text, from, to, false).calls();
    }

    private static boolean isFence(char c) {
        return c == '`' || c == '\n' || c == ' ';
    }

    private int peek() {
        return i < end ? s.charAt(i) : -1;
    }

    /** The next character that is no white space, or -1 at the end. */
    private int next() {
        while (i < end) {
            char c = s.charAt(i);
            if (c != ' ' && c != '\n' && c != '\t') {
                return c;
            }
            i++;
        }
        return -1;
    }

    private Value calls() {
        if (next() < 0) {
            return new Value.ListValue(List.of());
        }
        Value first = call();
        if (first == null) {
            return null;
        }
        if (next() < 0) {
            return new Value.ListValue(List.of(first));
        }
        List<Value> calls = new ArrayList<>();
        calls.add(first);
        while (next() == ',') {
            i++;
            if (next() < 0) {
                break;
            }
            Value call = call();
            if (call == null) {
                return null;
            }
            calls.add(call);
        }
        return i == end ? new Value.ListValue(calls) : null;
    }

    private Value call() {
        int from = i;
        while (true) {
            String part = identifier();
            if (part == null || isKeyword(part)) {
                return null;
            }
            if (peek() != '.') {
                break;
            }
            i++;
        }
        String name = s.substring(from, i);
        if (next() != '(') {
            return null;
        }
        i++;
        Value.MapBuilder arguments = new Value.MapBuilder();
        int c = next();
        while (c != ')') {
            String key = identifier();
            if (key == null || isKeyword(key) || next() != '=') {
                return null;
            }
            i++;
            Value value = value();
            if (value == null) {
                return null;
            }
            arguments.put(new Value.Text(key), value);
            c = comma(')');
            if (c < 0) {
                return null;
            }
        }
        i++;
        return new Value.MapBuilder()
                .put(new Value.Text(name), arguments.build())
                .build();
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** An ASCII identifier; null when there is none, or when it goes on with another character. */
    private String identifier() {
        int from = i;
        if (!isLetter(peek())) {
            return null;
        }
        int c;
        do {
            i++;
            c = peek();
        } while (isLetter(c) || isDigit(c));
        return c >= 128 ? null : s.substring(from, i);
    }

    private static boolean isKeyword(String word) {
        return PythonTokens.keyword(word) != null;
    }

    /** A value and nothing behind it but a delimiter, else null. */
    private Value value() {
        Value v = simple(next());
        return v != null && isDelimiter(next()) ? v : null;
    }

    private static boolean isDelimiter(int c) {
        return c == ',' || c == ')' || c == ']' || c == '}' || c == ':';
    }

    private Value simple(int c) {
        if (c == '"' || c == '\'') {
            return string((char) c);
        }
        if (isDigit(c)) {
            return number(false);
        }
        if (c == '-') {
            i++;
            return isDigit(peek()) ? number(true) : null;
        }
        if (isLetter(c)) {
            return word();
        }
        if (c != '[' && c != '(' && c != '{' || depth == MAX_DEPTH) {
            return null;
        }
        depth++;
        i++;
        Value v = c == '{' ? map() : items(c == '[' ? ']' : ')');
        depth--;
        return v;
    }

    private Value word() {
        String word = identifier();
        if (word == null) {
            return null;
        }
        if (isKeyword(word)) {
            return switch (word) {
                case "True" -> Value.Bool.TRUE;
                case "False" -> Value.Bool.FALSE;
                case "None" -> Value.None.NONE;
                default -> null;
            };
        }
        return run ? null : new Value.Text(word);
    }

    /** A string with the usual escapes; rarer ones are left to the full parser. */
    private Value string(char quote) {
        int from = ++i;
        StringBuilder b = null;
        for (; i < end; i++) {
            char c = s.charAt(i);
            if (c == quote) {
                boolean triple = b == null && i == from && i + 1 < end && s.charAt(i + 1) == quote;
                String rest = s.substring(from, i++);
                return triple
                        ? null
                        : new Value.Text(b == null ? rest : b.append(rest).toString());
            }
            if (c < ' ' && c != '\t' || c >= 0xD800 && c <= 0xDFFF) {
                return null;
            }
            if (c == '\\') {
                b = b == null ? new StringBuilder() : b;
                b.append(s, from, i++);
                int escaped = i < end ? ESCAPES.indexOf(s.charAt(i)) : -1;
                if (escaped < 0) {
                    return null;
                }
                b.append(ESCAPED.charAt(escaped));
                from = i + 1;
            }
        }
        return null;
    }

    /** Plain decimals of few digits, which divide exactly rounded; the rest is left to the full parser. */
    private Value number(boolean negative) {
        int from = i;
        long digits = 0;
        while (isDigit(peek())) {
            digits = digits * 10 + s.charAt(i++) - '0';
        }
        int whole = i - from;
        if (whole > SAFE_DIGITS || whole > 1 && s.charAt(from) == '0') {
            return null;
        }
        if (peek() != '.') {
            return endsNumber() ? new Value.Int(negative ? -digits : digits) : null;
        }
        i++;
        int point = i;
        while (isDigit(peek())) {
            digits = digits * 10 + s.charAt(i++) - '0';
        }
        int places = i - point;
        if (whole + places > SAFE_DIGITS || !endsNumber()) {
            return null;
        }
        double value = digits / TENS[places];
        return new Value.Real(negative ? -value : value);
    }

    private boolean endsNumber() {
        int c = peek();
        return !isLetter(c) && c < 128;
    }

    private Value items(char close) {
        List<Value> items = new ArrayList<>();
        boolean comma = false;
        int c = next();
        while (c != close) {
            Value v = value();
            comma = v != null && next() == ',';
            c = v == null ? -1 : comma(close);
            if (c < 0) {
                return null;
            }
            items.add(v);
        }
        i++;
        if (close == ']') {
            return new Value.ListValue(items);
        }
        return items.size() == 1 && !comma ? items.get(0) : new Value.TupleValue(items);
    }

    private Value map() {
        Value.MapBuilder map = new Value.MapBuilder();
        int c = next();
        while (c != '}') {
            Value key = value();
            if (!(key instanceof Value.Text || key instanceof Value.Int) || next() != ':') {
                return null;
            }
            i++;
            Value v = value();
            if (v == null) {
                return null;
            }
            map.put(key, v);
            c = comma('}');
            if (c < 0) {
                return null;
            }
        }
        i++;
        return map.build();
    }
}
