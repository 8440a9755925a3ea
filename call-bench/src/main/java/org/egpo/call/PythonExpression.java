package org.egpo.call;

import java.util.List;

/** The syntax tree of a Python expression, as CPython 3.11 draws it. */
public sealed interface PythonExpression {

    /**
     * A whole text as one expression, as {@code ast.parse(text, mode="eval")}, with bounded length and depth. Reads only; never
     * evaluates.
     *
     * @throws PythonError where the text is none, with a position in the text
     */
    static PythonExpression parse(String text) {
        if (text.length() > CallDecoder.MAX_LENGTH) {
            throw new PythonError(
                    "LimitExceeded",
                    "the text has more than " + CallDecoder.MAX_LENGTH + " characters",
                    CallDecoder.MAX_LENGTH);
        }
        requireEncodable(text);
        if (text.indexOf('\r') < 0) {
            return new PythonParser(text).parse();
        }
        try {
            return new PythonParser(text.replace("\r\n", "\n").replace('\r', '\n')).parse();
        } catch (PythonError e) {
            throw new PythonError(e.type, e.getMessage(), before(text, e.position));
        }
    }

    /** The same for what {@code eval} takes: spaces and tabs in front count for nothing. */
    static PythonExpression parseEvaluated(String text) {
        return parse(text.replaceFirst("^[ \\t]+", ""));
    }

    /** CPython takes no null bytes and, since it turns the text into UTF-8 first, no lone surrogates. */
    static void requireEncodable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw PythonError.syntax("source code string cannot contain null bytes", i);
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new PythonError("UnicodeEncodeError", "surrogates not allowed", i);
                }
                i++;
            }
        }
    }

    /** The place in the given text of a place in the text with {@code \r\n} shortened. */
    private static int before(String text, int position) {
        int shortened = 0;
        int i = 0;
        while (i < text.length() && shortened < position) {
            i += text.startsWith("\r\n", i) ? 2 : 1;
            shortened++;
        }
        return position < 0 ? position : i;
    }

    record Name(String id) implements PythonExpression {}

    /**
     * @param value null for {@code ...}
     * @param unicode written with the prefix {@code u}, which survives printing
     */
    record Constant(Value value, boolean unicode) implements PythonExpression {}

    record Attribute(PythonExpression of, String name) implements PythonExpression {}

    record Subscript(PythonExpression of, PythonExpression index) implements PythonExpression {}

    /** Parts may be null. */
    record Slice(PythonExpression lower, PythonExpression upper, PythonExpression step) implements PythonExpression {}

    record Call(PythonExpression function, List<PythonExpression> arguments, List<Keyword> keywords)
            implements PythonExpression {}

    /** {@code name=value}; the name is null for {@code **value}. */
    record Keyword(String name, PythonExpression value) {}

    record Unary(String operator, PythonExpression operand) implements PythonExpression {}

    record Binary(PythonExpression left, String operator, PythonExpression right) implements PythonExpression {}

    /** {@code and}, {@code or}: all operands of one chain. */
    record Logic(String operator, List<PythonExpression> operands) implements PythonExpression {}

    record Compare(PythonExpression left, List<String> operators, List<PythonExpression> others)
            implements PythonExpression {}

    record Conditional(PythonExpression test, PythonExpression then, PythonExpression otherwise)
            implements PythonExpression {}

    /** Parameters in the order written. */
    record Lambda(List<Parameter> parameters, PythonExpression body) implements PythonExpression {}

    /** The name with its stars, or a bare {@code /} or {@code *}; the default may be null. */
    record Parameter(String name, PythonExpression defaultValue) {}

    record Assignment(PythonExpression target, PythonExpression value) implements PythonExpression {}

    record ListDisplay(List<PythonExpression> items) implements PythonExpression {}

    record TupleDisplay(List<PythonExpression> items) implements PythonExpression {}

    record SetDisplay(List<PythonExpression> items) implements PythonExpression {}

    /** A key is null for {@code **value}. */
    record DictDisplay(List<PythonExpression> keys, List<PythonExpression> values) implements PythonExpression {}

    record Starred(PythonExpression value) implements PythonExpression {}

    /**
     * @param kind {@code [}, <code>{</code> or {@code (}
     * @param value the value of a dict comprehension, else null
     */
    record Comprehension(char kind, PythonExpression item, PythonExpression value, List<Generator> generators)
            implements PythonExpression {}

    record Generator(
            boolean async, PythonExpression target, PythonExpression iterable, List<PythonExpression> conditions) {}

    record Await(PythonExpression value) implements PythonExpression {}

    /** {@code yield} or {@code yield from}; the value may be null. */
    record Yield(boolean from, PythonExpression value) implements PythonExpression {}

    /** An f-string: constants and {@link Formatted}s. */
    record Joined(List<PythonExpression> parts) implements PythonExpression {}

    /**
     * @param conversion {@code s}, {@code r}, {@code a}, or 0
     * @param format a {@link Joined}, or null
     */
    record Formatted(PythonExpression value, char conversion, Joined format) implements PythonExpression {}
}
