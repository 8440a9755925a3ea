package org.egpo.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shortcut for what models nearly always write: calls with arguments that are plain strings, numbers, names, lists,
 * tuples and maps. One pass over the text builds the values. Where the text is not of that kind it gives up, and the full
 * parser decides; where it answers, it gives the same answer (shown by a property test).
 */
public final class PlainCalls {
    private static final int MAX_DEPTH = 100;
    private static final int SAFE_DIGITS = 15;
    private static final String FENCES = "`\n ";
    private static final String ESCAPES = "nt\\'\"";
    private static final String ESCAPED = "\n\t\\'\"";
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    /** What is thrown where the text is of another kind. */
    private static final PythonError OTHER = PythonError.limit("needs the full parser");

    private final String s;
    /** The same, to be read faster. */
    private final char[] chars;

    private final int end;
    private int i;
    private int depth;
    /** Names are no values where a call is run. */
    private final boolean run;

    private PlainCalls(String s, int from, int end, boolean run) {
        this.s = s;
        this.chars = s.toCharArray();
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
    public static @Nullable Arguments arguments(String text) {
        try {
            return new PlainCalls(text, 1, text.length(), true).arguments();
        } catch (PythonError e) {
            return null;
        }
    }

    private Arguments arguments() {
        List<Value> positional = new ArrayList<>(4);
        Map<String, Value> named = new LinkedHashMap<>(8);
        for (int c = next(); c != ')'; c = comma(')')) {
            int from = i;
            String key = isLetter(c) ? identifier() : "";
            boolean keyword = !key.isEmpty() && next() == '=' && !s.startsWith("==", i);
            i = keyword ? i + 1 : from;
            require(keyword ? !isKeyword(key) : named.isEmpty());
            Value v = PythonObjects.thaw(value());
            require(keyword ? named.put(key, v) == null : positional.add(v));
        }
        i++;
        require(i == end);
        return new Arguments(positional, named);
    }

    private static void require(boolean plain) {
        if (!plain) {
            throw OTHER;
        }
    }

    /** What follows a value and perhaps a comma: the next item's first character or the closing one. */
    private int comma(char close) {
        int c = next();
        if (c == ',') {
            i++;
            return next();
        }
        require(c == close);
        return c;
    }

    /** The list of calls, or null when the text needs the full parser. */
    static @Nullable Value decode(String text) {
        String inside = TextMethods.strip(text, FENCES);
        int from = inside.startsWith("[") ? 1 : 0;
        int to = inside.length() - (inside.endsWith("]") ? 1 : 0);
        try {
            require(from <= to && !inside.equals("["));
            return new PlainCalls(inside, from, to, false).calls();
        } catch (PythonError e) {
            return null;
        }
    }

    private int peek() {
        return i < end ? chars[i] : -1;
    }

    /** The next character that is no white space, or -1 at the end. */
    private int next() {
        while (i < end) {
            char c = chars[i];
            if (c != ' ' && c != '\n' && c != '\t') {
                return c;
            }
            i++;
        }
        return -1;
    }

    private Value calls() {
        List<Value> calls = new ArrayList<>();
        while (next() >= 0) {
            calls.add(call());
            if (next() != ',') {
                break;
            }
            i++;
        }
        require(i == end);
        return new Value.ListValue(calls);
    }

    private Value call() {
        int from = i;
        require(!isKeyword(identifier()));
        while (peek() == '.') {
            i++;
            require(!isKeyword(identifier()));
        }
        String name = s.substring(from, i);
        require(next() == '(');
        i++;
        Value.MapBuilder arguments = new Value.MapBuilder();
        for (int c = next(); c != ')'; c = comma(')')) {
            String key = identifier();
            require(!isKeyword(key) && next() == '=');
            i++;
            arguments.put(new Value.Text(key), value());
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

    /** An ASCII identifier, which ends before a character that could be no part of one. */
    private String identifier() {
        int from = i;
        require(isLetter(peek()));
        int c;
        do {
            i++;
            c = peek();
        } while (isLetter(c) || isDigit(c));
        require(c < 128);
        return s.substring(from, i);
    }

    private static boolean isKeyword(String word) {
        return PythonTokens.keyword(word) != null;
    }

    /** A value and nothing behind it but a delimiter. */
    private Value value() {
        Value v = simple(next());
        require(isDelimiter(next()));
        return v;
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
            require(isDigit(peek()));
            return number(true);
        }
        if (isLetter(c)) {
            return word();
        }
        require((c == '[' || c == '(' || c == '{') && depth < MAX_DEPTH);
        depth++;
        i++;
        Value v = c == '{' ? map() : items(c == '[' ? ']' : ')');
        depth--;
        return v;
    }

    private Value word() {
        String word = identifier();
        Value name = run ? null : new Value.Text(word);
        Value v = isKeyword(word) ? PythonTokens.CONSTANTS.get(word) : name;
        if (v == null) {
            throw OTHER;
        }
        return v;
    }

    /** A string with the usual escapes; rarer ones are left to the full parser. */
    private Value string(char quote) {
        int from = ++i;
        StringBuilder b = null;
        for (; i < end; i++) {
            char c = chars[i];
            if (c == quote) {
                boolean triple = b == null && i == from && i + 1 < end && chars[i + 1] == quote;
                require(!triple);
                String rest = s.substring(from, i++);
                return new Value.Text(b == null ? rest : b.append(rest).toString());
            }
            if (c < ' ' && c != '\t' || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw OTHER;
            }
            if (c == '\\') {
                b = b == null ? new StringBuilder() : b;
                b.append(s, from, i++);
                int escaped = i < end ? ESCAPES.indexOf(chars[i]) : -1;
                require(escaped >= 0);
                b.append(ESCAPED.charAt(escaped));
                from = i + 1;
            }
        }
        throw OTHER;
    }

    /** Plain decimals of few digits, which divide exactly rounded; the rest is left to the full parser. */
    private Value number(boolean negative) {
        int from = i;
        long digits = 0;
        while (isDigit(peek())) {
            digits = digits * 10 + chars[i++] - '0';
        }
        int whole = i - from;
        require(whole <= SAFE_DIGITS && (whole == 1 || chars[from] != '0'));
        if (peek() != '.') {
            require(endsNumber());
            return new Value.Int(negative ? -digits : digits);
        }
        i++;
        int point = i;
        while (isDigit(peek())) {
            digits = digits * 10 + chars[i++] - '0';
        }
        int places = i - point;
        require(whole + places <= SAFE_DIGITS && endsNumber());
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
        for (int c = next(); c != close; c = comma(close)) {
            items.add(value());
            comma = next() == ',';
        }
        i++;
        if (close == ']') {
            return new Value.ListValue(items);
        }
        return items.size() == 1 && !comma ? items.get(0) : new Value.TupleValue(items);
    }

    private Value map() {
        Value.MapBuilder map = new Value.MapBuilder();
        for (int c = next(); c != '}'; c = comma('}')) {
            Value key = value();
            require((key instanceof Value.Text || key instanceof Value.Int) && next() == ':');
            i++;
            map.put(key, value());
        }
        i++;
        return map.build();
    }
}
