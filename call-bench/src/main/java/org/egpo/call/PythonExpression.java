package org.egpo.call;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The syntax tree of a Python expression, as CPython 3.11 draws it.
 *
 * @param text what {@link Kind} says; empty where it says nothing
 * @param value of a constant; of all else {@code None}
 * @param parts in the order that {@link Kind} names; only where it says so may one be null
 */
public record PythonExpression(Kind kind, String text, Value value, List<PythonExpression> parts) {
    private static final Pattern UNENCODABLE = Pattern.compile("[\\x00\\p{Cs}]");

    /** What an expression is, with its parts. */
    public enum Kind {
        /** The text is the name. */
        NAME,
        /** The text is the prefix {@code u}, which survives printing, or empty. */
        CONSTANT,
        /** {@code ...}. */
        ELLIPSIS,
        /** The object; the text is the attribute's name. */
        ATTRIBUTE,
        /** The object, the index. */
        SUBSCRIPT,
        /** From, to and step, each of which may be null. */
        SLICE,
        /** The function, the arguments by place, the {@link #KEYWORD}s. */
        CALL,
        /** A value; the text is the name, empty for {@code **value}. */
        KEYWORD,
        /** The operand; the text is the operator. */
        UNARY,
        /** Both operands; the text is the operator. */
        BINARY,
        /** All operands of one chain; the text is {@code and} or {@code or}. */
        LOGIC,
        /** All operands of one chain; the text is the operators, with commas between. */
        COMPARE,
        /** {@code PART if PART else PART}. */
        CONDITIONAL,
        /** {@link #PARAMETER}s in the order written, then the body. */
        LAMBDA,
        /** The default, which may be null; the text is the name with its stars, or a bare {@code /} or {@code *}. */
        PARAMETER,
        /** The target, the value. */
        ASSIGNMENT,
        LIST,
        TUPLE,
        SET,
        /** Key and value in turn; the key is null for {@code **value}. */
        DICT,
        STARRED,
        /** The item, the value of a dict's or null, {@link #GENERATOR}s; the text is the opening bracket. */
        COMPREHENSION,
        /** The target, what is gone through, conditions; the text is the words in front. */
        GENERATOR,
        AWAIT,
        /** The value, if there is one; the text is the words in front. */
        YIELD,
        /** An f-string: constants and {@link #FORMATTED}s. */
        JOINED,
        /** The value, the {@link #JOINED} format or null; the text is the conversion {@code !s}, {@code !r}, {@code !a} or empty. */
        FORMATTED
    }

    static PythonExpression node(Kind kind, String text, @Nullable PythonExpression... parts) {
        return node(kind, text, Arrays.asList(parts));
    }

    static PythonExpression node(Kind kind, String text, List<PythonExpression> parts) {
        return new PythonExpression(kind, text, Value.None.NONE, parts);
    }

    static PythonExpression constant(Value value) {
        return new PythonExpression(Kind.CONSTANT, "", value, List.of());
    }

    public PythonExpression part(int i) {
        return parts.get(i);
    }

    /** Whether there is such a part. */
    boolean has(int i) {
        return i < parts.size() && parts.get(i) != null;
    }

    /** The arguments of a call by place. */
    List<PythonExpression> arguments() {
        return parts.stream().skip(1).filter(p -> p.kind != Kind.KEYWORD).toList();
    }

    /** The arguments of a call by keyword. */
    List<PythonExpression> keywords() {
        return parts.stream().filter(p -> p.kind == Kind.KEYWORD).toList();
    }

    /**
     * A whole text as one expression, as {@code ast.parse(text, mode="eval")}, with bounded length and depth. Reads only; never
     * evaluates.
     *
     * @throws PythonError where the text is none, with a position in the text
     */
    public static PythonExpression parse(String text) {
        CallDecoder.requireLength(text);
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
    public static PythonExpression parseEvaluated(String text) {
        return parse(text.replaceFirst("^[ \\t]+", ""));
    }

    /** CPython takes no null bytes and, since it turns the text into UTF-8 first, no lone surrogates. */
    private static void requireEncodable(String text) {
        Matcher wrong = UNENCODABLE.matcher(text);
        if (wrong.find()) {
            throw text.charAt(wrong.start()) == 0
                    ? PythonError.syntax("source code string cannot contain null bytes", wrong.start())
                    : new PythonError("UnicodeEncodeError", "surrogates not allowed", wrong.start());
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
}
