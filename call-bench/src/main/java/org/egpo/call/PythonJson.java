package org.egpo.call;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * JSON as Python's {@code json.loads} reads it: {@code NaN}, {@code Infinity} and lone surrogates are welcome, of repeated
 * keys the last wins, integers stay integers. Bounded depth.
 */
public final class PythonJson {
    static final String DECODE_ERROR = "JSONDecodeError";
    /** About where CPython's own recursion limit lies. */
    private static final int MAX_DEPTH = 990;

    private final String s;
    private int i;
    private int depth;

    private PythonJson(String s) {
        this.s = s;
    }

    /** The value of a JSON text, or the failure that Python raises. */
    public static Decoded decode(String text) {
        try {
            return new Decoded.Success(parse(text));
        } catch (PythonError e) {
            return new Decoded.Failure(e.type, e.getMessage(), e.position);
        }
    }

    static Value parse(String text) {
        PythonJson json = new PythonJson(text);
        if (text.startsWith("\ufeff")) {
            throw json.error("unexpected byte order mark");
        }
        json.space();
        Value v = json.value();
        json.space();
        if (json.i < text.length()) {
            throw json.error("extra data");
        }
        return v;
    }

    private PythonError error(String message) {
        return new PythonError(DECODE_ERROR, message, Math.min(i, s.length()));
    }

    private char peek() {
        return i < s.length() ? s.charAt(i) : '\0';
    }

    private void space() {
        while (i < s.length() && " \t\n\r".indexOf(s.charAt(i)) >= 0) {
            i++;
        }
    }

    private boolean accept(String word) {
        if (s.startsWith(word, i)) {
            i += word.length();
            return true;
        }
        return false;
    }

    private Value value() {
        char c = peek();
        switch (c) {
            case '"' -> {
                return new Value.Text(string());
            }
            case '{' -> {
                return object();
            }
            case '[' -> {
                return array();
            }
            default -> {}
        }
        if (c >= '0' && c <= '9' || c == '-' && PythonTokens.isDigit(i + 1 < s.length() ? s.charAt(i + 1) : 0)) {
            return number();
        }
        if (accept("null")) {
            return Value.None.NONE;
        }
        if (accept("true")) {
            return Value.Bool.TRUE;
        }
        if (accept("false")) {
            return Value.Bool.FALSE;
        }
        if (accept("NaN")) {
            return new Value.Real(Double.NaN);
        }
        if (accept("Infinity")) {
            return new Value.Real(Double.POSITIVE_INFINITY);
        }
        if (accept("-Infinity")) {
            return new Value.Real(Double.NEGATIVE_INFINITY);
        }
        throw error("expecting a value");
    }

    private void enter() {
        i++;
        if (++depth > MAX_DEPTH) {
            throw new PythonError("RecursionError", "JSON nested too deeply", i);
        }
    }

    private Value array() {
        enter();
        List<Value> items = new ArrayList<>();
        space();
        if (peek() != ']') {
            while (true) {
                items.add(value());
                space();
                if (peek() != ',') {
                    break;
                }
                i++;
                space();
            }
        }
        if (peek() != ']') {
            throw error("expecting ',' or ']'");
        }
        i++;
        depth--;
        return new Value.ListValue(items);
    }

    private Value object() {
        enter();
        Value.MapBuilder map = new Value.MapBuilder();
        space();
        if (peek() != '}') {
            while (true) {
                if (peek() != '"') {
                    throw error("expecting a property name in double quotes");
                }
                String key = string();
                space();
                if (peek() != ':') {
                    throw error("expecting ':'");
                }
                i++;
                space();
                map.put(key, value());
                space();
                if (peek() != ',') {
                    break;
                }
                i++;
                space();
            }
        }
        if (peek() != '}') {
            throw error("expecting ',' or '}'");
        }
        i++;
        depth--;
        return map.build();
    }

    private String string() {
        int from = ++i;
        while (i < s.length()) {
            char c = s.charAt(i);
            if (c == '"') {
                return s.substring(from, i++);
            }
            if (c == '\\') {
                return escaped(from);
            }
            if (c < ' ') {
                throw error("invalid control character");
            }
            i++;
        }
        throw error("unterminated string");
    }

    private String escaped(int from) {
        StringBuilder b = new StringBuilder().append(s, from, i);
        while (i < s.length()) {
            char c = s.charAt(i++);
            if (c == '"') {
                return b.toString();
            }
            if (c < ' ') {
                throw error("invalid control character");
            }
            b.append(c == '\\' ? escape() : c);
        }
        throw error("unterminated string");
    }

    private char escape() {
        char c = peek();
        i++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw error("invalid escape");
        };
    }

    private char unicode() {
        int value = 0;
        for (int end = i + 4; i < end; i++) {
            char c = peek();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw error("invalid \\uXXXX escape");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    private Value number() {
        int from = i;
        if (peek() == '-') {
            i++;
        }
        if (peek() == '0') {
            i++;
        } else {
            digits();
        }
        boolean real = false;
        if (peek() == '.' && i + 1 < s.length() && PythonTokens.isDigit(s.charAt(i + 1))) {
            i++;
            digits();
            real = true;
        }
        if (peek() == 'e' || peek() == 'E') {
            int before = i++;
            if (peek() == '+' || peek() == '-') {
                i++;
            }
            if (PythonTokens.isDigit(peek())) {
                digits();
                real = true;
            } else {
                i = before;
            }
        }
        String text = s.substring(from, i);
        if (real) {
            return new Value.Real(Double.parseDouble(text));
        }
        if (text.length() <= 18) {
            return new Value.Int(Long.parseLong(text));
        }
        if (text.length() > PythonNumbers.MAX_DIGITS + (text.startsWith("-") ? 1 : 0)) {
            throw new PythonError("ValueError", "an integer of more than 4300 digits", from);
        }
        return Value.integer(new BigInteger(text));
    }

    private void digits() {
        while (PythonTokens.isDigit(peek())) {
            i++;
        }
    }
}
