package org.egpo.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.egpo.call.PythonExpression.Kind;

/** String literals of Python: prefixes, escapes, f-strings, and neighbours that join into one. */
final class PythonStrings {
    private final int depth;
    private final int position;
    private final List<PythonExpression> parts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    /** The content of the literal that is being read, and the place in it. */
    private String s = "";

    private int i;
    private boolean raw;
    private boolean formatted;

    private PythonStrings(int depth, int position) {
        this.depth = depth;
        this.position = position;
    }

    /** The expression that neighbouring literals make together. */
    static PythonExpression join(List<String> literals, int position, int depth) {
        String first = literals.get(0);
        boolean bytes = prefix(first).contains("b");
        PythonStrings joined = new PythonStrings(depth, position);
        for (String literal : literals) {
            joined.add(literal, bytes);
        }
        if (joined.formatted) {
            return joined.finish();
        }
        String text = joined.text.toString();
        return new PythonExpression(
                Kind.CONSTANT,
                first.charAt(0) == 'u' ? "u" : "",
                bytes ? new Value.Bytes(text) : new Value.Text(text),
                List.of());
    }

    /** The letters in front of a literal's first quote, in lower case. */
    private static String prefix(String literal) {
        int i = 0;
        while (literal.charAt(i) != '"' && literal.charAt(i) != '\'') {
            i++;
        }
        return literal.substring(0, i).toLowerCase(Locale.ROOT);
    }

    private void add(String literal, boolean bytes) {
        String prefix = prefix(literal);
        if (prefix.contains("b") != bytes) {
            throw PythonError.syntax("cannot mix bytes and nonbytes literals", position);
        }
        int from = prefix.length();
        boolean triple = literal.length() >= from + 6
                && literal.startsWith(literal.substring(from, from + 1).repeat(3), from);
        s = literal.substring(from + (triple ? 3 : 1), literal.length() - (triple ? 3 : 1));
        raw = prefix.contains("r");
        if (bytes && s.chars().anyMatch(c -> c > 127)) {
            throw PythonError.syntax("bytes can only contain ASCII literal characters", position);
        }
        if (prefix.contains("f")) {
            formatted = true;
            i = 0;
            scan(0);
        } else {
            append(s, bytes);
        }
    }

    private void append(String content, boolean bytes) {
        if (raw || content.indexOf('\\') < 0) {
            text.append(content);
        } else {
            unescape(content, bytes, text, position);
        }
    }

    private void flush() {
        if (text.length() > 0) {
            parts.add(PythonExpression.constant(new Value.Text(text.toString())));
            text.setLength(0);
        }
    }

    private PythonExpression finish() {
        flush();
        return PythonExpression.node(Kind.JOINED, "", List.copyOf(parts));
    }

    /** Appends a string with its escapes resolved; an unknown escape stays with its backslash. */
    static void unescape(String s, boolean bytes, StringBuilder out, int position) {
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            i++;
            if (i == s.length()) {
                throw PythonError.syntax("\\ at end of string", position);
            }
            char e = s.charAt(i);
            switch (e) {
                case '\n' -> {}
                case '\\', '\'', '"' -> out.append(e);
                case 'a', 'b', 'f', 'n', 'r', 't', 'v' ->
                    out.append("\u0007\b\f\n\r\t\u000B".charAt("abfnrtv".indexOf(e)));
                case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                    int end = i;
                    int value = 0;
                    while (end < s.length() && end < i + 3 && s.charAt(end) >= '0' && s.charAt(end) <= '7') {
                        value = value * 8 + s.charAt(end++) - '0';
                    }
                    out.append((char) (bytes ? value & 0xFF : value));
                    i = end - 1;
                }
                case 'x' -> i = hex(s, i, 2, out, position);
                case 'u', 'U', 'N' -> {
                    if (bytes) {
                        out.append('\\').append(e);
                    } else {
                        i = e == 'N' ? named(s, i, out, position) : hex(s, i, e == 'u' ? 4 : 8, out, position);
                    }
                }
                default -> out.append('\\').append(e);
            }
        }
    }

    private static int hex(String s, int at, int digits, StringBuilder out, int position) {
        long value = 0;
        for (int i = at + 1; i <= at + digits; i++) {
            int d = i < s.length() && s.charAt(i) < 128 ? Character.digit(s.charAt(i), 16) : -1;
            if (d < 0) {
                throw PythonError.syntax("truncated escape in a string", position);
            }
            value = value * 16 + d;
        }
        if (value > Character.MAX_CODE_POINT) {
            throw PythonError.syntax("illegal Unicode character in a string", position);
        }
        out.appendCodePoint((int) value);
        return at + digits;
    }

    private static int named(String s, int at, StringBuilder out, int position) {
        int close = at + 1 < s.length() && s.charAt(at + 1) == '{' ? s.indexOf('}', at + 2) : -1;
        String name = close < 0 ? "" : s.substring(at + 2, close);
        if (name.isEmpty() || !name.equals(name.strip())) {
            throw PythonError.syntax("malformed \\N character escape", position);
        }
        try {
            out.appendCodePoint(Character.codePointOf(name));
        } catch (IllegalArgumentException e) {
            throw PythonError.syntax("unknown Unicode character name " + name, position);
        }
        return close;
    }

    // The content of an f-string, read as CPython 3.11 does, before PEP 701.

    /** Literals and expressions up to the end, or in a format specification up to its brace. */
    void scan(int level) {
        while (i < s.length()) {
            literal(level);
            if (at('}')) {
                break;
            }
            if (i < s.length()) {
                expression(level);
            }
        }
        if (level == 0 && i < s.length()) {
            throw fail("unexpected end of string");
        }
    }

    private boolean at(char c) {
        return i < s.length() && s.charAt(i) == c;
    }

    private PythonError fail(String message) {
        return PythonError.syntax("f-string: " + message, position);
    }

    private void literal(int level) {
        StringBuilder part = new StringBuilder();
        while (i < s.length()) {
            char c = s.charAt(i);
            if (!raw && c == '\\' && i + 1 < s.length()) {
                part.append(c);
                c = s.charAt(++i);
                if (c == 'N') {
                    i = name(part);
                    continue;
                }
            }
            if (c == '{' || c == '}') {
                if (level == 0 && i + 1 < s.length() && s.charAt(i + 1) == c) {
                    part.append(c);
                    i += 2;
                    continue;
                }
                if (level == 0 && c == '}') {
                    throw fail("single '}' is not allowed");
                }
                break;
            }
            part.append(c);
            i++;
        }
        append(part.toString(), false);
    }

    /** Copies {@code N{NAME}} whole: its brace opens no expression. */
    private int name(StringBuilder part) {
        int end = i + 1;
        if (end < s.length() && s.charAt(end) == '{') {
            int close = s.indexOf('}', end);
            end = close < 0 ? s.length() : close + 1;
        } else if (end < s.length()) {
            end++;
        }
        part.append(s, i, end);
        return end;
    }

    private void expression(int level) {
        if (level >= 2) {
            throw fail("expressions nested too deeply");
        }
        int from = ++i;
        skipExpression();
        PythonExpression value = parse(s.substring(from, i));
        boolean shown = s.charAt(i) == '=';
        if (shown) {
            do {
                i++;
            } while (i < s.length() && " \t\n\u000B\f\r".indexOf(s.charAt(i)) >= 0);
            text.append(s, from, i);
        }
        String conversion = at('!') ? conversion() : "";
        PythonExpression format = null;
        if (at(':') && ++i < s.length()) {
            format = format(level);
        }
        if (!at('}')) {
            throw fail("expecting '}'");
        }
        i++;
        if (shown && format == null && conversion.isEmpty()) {
            conversion = "!r";
        }
        flush();
        parts.add(PythonExpression.node(Kind.FORMATTED, conversion, value, format));
    }

    private PythonExpression format(int level) {
        PythonStrings inner = new PythonStrings(depth, position);
        inner.s = s;
        inner.raw = raw;
        inner.i = i;
        inner.scan(level + 1);
        i = inner.i;
        return inner.finish();
    }

    private String conversion() {
        int from = ++i;
        while (i < s.length() && s.charAt(i) != '}' && s.charAt(i) != ':') {
            i++;
        }
        if (i == s.length() || i != from + 1 || "sra".indexOf(s.charAt(from)) < 0) {
            throw fail("invalid conversion character");
        }
        return "!" + s.charAt(from);
    }

    private PythonExpression parse(String expression) {
        if (expression.chars().allMatch(c -> c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r')) {
            throw fail("empty expression not allowed");
        }
        return new PythonParser("(" + expression + ")", position, depth + 1).parseValue();
    }

    /** Moves to the {@code !}, {@code :}, {@code =} or closing brace that ends the expression. */
    private void skipExpression() {
        StringBuilder open = new StringBuilder();
        char quote = 0;
        boolean triple = false;
        for (; i < s.length(); i++) {
            char c = s.charAt(i);
            char next = i + 1 < s.length() ? s.charAt(i + 1) : 0;
            if (c == '\\') {
                throw fail("expression part cannot include a backslash");
            }
            boolean three = i + 2 < s.length() && next == c && s.charAt(i + 2) == c;
            if (quote != 0) {
                if (c == quote && (!triple || three)) {
                    i += triple ? 2 : 0;
                    quote = 0;
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                triple = three;
                i += three ? 2 : 0;
            } else if (c == '(' || c == '[' || c == '{') {
                open.append(c);
            } else if (c == '#') {
                throw fail("expression part cannot include '#'");
            } else if (open.isEmpty() && "!:}=<>".indexOf(c) >= 0) {
                if (next == '=' && c != ':' && c != '}') {
                    i++;
                } else if (c != '<' && c != '>') {
                    break;
                }
            } else if (c == ')' || c == ']' || c == '}') {
                int top = open.length() - 1;
                if (top < 0 || open.charAt(top) != "([{".charAt(")]}".indexOf(c))) {
                    throw fail("unmatched '" + c + "'");
                }
                open.setLength(top);
            }
        }
        if (quote != 0 || !open.isEmpty() || i >= s.length()) {
            throw fail("expecting '}'");
        }
    }
}
