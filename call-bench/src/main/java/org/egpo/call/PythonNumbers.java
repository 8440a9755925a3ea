package org.egpo.call;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's numbers out of texts: numeric literals, {@code int()} and {@code float()}. */
public final class PythonNumbers {
    /** CPython's own limit on digits of a decimal integer. */
    static final int MAX_DIGITS = 4300;

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern REAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final String DIGITS = "[0-9]++(?:_[0-9]++)*+";
    private static final Pattern LITERAL = Pattern.compile(
            "0[xX](?:_?[0-9a-fA-F]++)++|0[oO](?:_?[0-7]++)++|0[bB](?:_?[01]++)++|(?:D(?:\\.(?:D)?+)?+|\\.D)(?:[eE][+-]?+D)?+[jJ]?+"
                    .replace("D", DIGITS));
    /** Decimals with zeros in front, but for zero itself. */
    private static final Pattern LEADING_ZERO = Pattern.compile("0[0_]*+[1-9][0-9_]*+");
    /** What may stand right behind a number. */
    private static final Pattern BEHIND = Pattern.compile("and|else|for|i[fns]|or|not");

    private static final Pattern BETWEEN_DIGITS = Pattern.compile("(?<=[0-9])_(?=[0-9])");
    private static final int MAX_OTHER_DIGITS = 100_000;
    private static final int SAFE_LONG_DIGITS = 18;

    private PythonNumbers() {}

    /** The end of the literal that starts here; throws where CPython's tokenizer does. */
    static int end(String s, int from) {
        Matcher literal = LITERAL.matcher(s).region(from, s.length());
        int end = literal.lookingAt() ? literal.end() : from;
        char next = end < s.length() ? s.charAt(end) : '\0';
        boolean goesOn = (next >= 128 || PythonUnicode.isIdentifierPart(next))
                && (next == 'o' && s.substring(from, end).equals("0")
                        || !BEHIND.matcher(s).region(end, s.length()).lookingAt());
        if (goesOn || LEADING_ZERO.matcher(s).region(from, end).matches()) {
            throw PythonError.syntax("invalid number", from);
        }
        return end;
    }

    /** The value of a literal that {@link #end} accepted. */
    static Value value(String literal, int position) {
        String s = literal.indexOf('_') < 0 ? literal : literal.replace("_", "");
        int letter = s.charAt(0) == '0' && s.length() > 1 ? "xXoObB".indexOf(s.charAt(1)) : -1;
        int radix = letter < 0 ? 10 : letter < 2 ? 16 : letter < 4 ? 8 : 2;
        if (radix != 10) {
            return integer(s.substring(2), radix);
        }
        char last = s.charAt(s.length() - 1);
        if (last == 'j' || last == 'J') {
            return new Value.Complex(0, Double.parseDouble(s.substring(0, s.length() - 1)));
        }
        if (!s.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return new Value.Real(Double.parseDouble(s));
        }
        if (s.length() > MAX_DIGITS) {
            throw PythonError.syntax("an integer of more than " + MAX_DIGITS + " digits", position);
        }
        return integer(s, 10);
    }

    private static Value integer(String digits, int radix) {
        if (digits.length() > MAX_OTHER_DIGITS) {
            throw PythonError.limit("an integer of more than " + MAX_OTHER_DIGITS + " digits");
        }
        if (radix == 10 && digits.length() <= SAFE_LONG_DIGITS) {
            return new Value.Int(Long.parseLong(digits));
        }
        return Value.integer(new BigInteger(digits, radix));
    }

    /** {@code int(v)}. */
    public static Value toInteger(Value v) {
        if (v instanceof Value.Real r) {
            if (Double.isInfinite(r.value())) {
                throw new PythonError("OverflowError", "cannot convert float infinity to integer");
            }
            if (Double.isNaN(r.value())) {
                throw PythonError.value("cannot convert float NaN to integer");
            }
            return Value.integer(new BigDecimal(r.value()).toBigInteger());
        }
        BigInteger i = PythonArithmetic.integer(v);
        if (i != null) {
            return Value.integer(i);
        }
        Value parsed =
                integer(textOf(v, "int() argument must be a string, a bytes-like object or a real number, not '%t'"));
        return parsed(parsed, "invalid literal for int() with base 10: %r", v);
    }

    /** {@code float(v)}. */
    public static Value toReal(Value v) {
        if (PythonArithmetic.isReal(v)) {
            return new Value.Real(PythonArithmetic.real(v));
        }
        Value parsed = real(textOf(v, "float() argument must be a string or a real number, not '%t'"));
        return parsed(parsed, "could not convert string to float: %r", v);
    }

    private static Value parsed(@Nullable Value parsed, String otherwise, Value v) {
        if (parsed == null) {
            throw PythonError.value(otherwise, v);
        }
        return parsed;
    }

    private static String textOf(Value v, String otherwise) {
        if (v instanceof Value.Bytes b) {
            return b.latin1();
        }
        if (v instanceof Value.Text t) {
            return t.value();
        }
        throw PythonError.type(otherwise, v);
    }

    /**
     * {@code int(s)}: surrounding white space, a sign, digits of any script, single underscores between digits.
     *
     * @return null where Python raises ValueError
     */
    public static @Nullable Value integer(String s) {
        String t = plain(s);
        int digits = t.length() - (t.startsWith("-") || t.startsWith("+") ? 1 : 0);
        return digits <= MAX_DIGITS && INTEGER.matcher(t).matches() ? integer(t, 10) : null;
    }

    /** {@code float(s)}, with {@code inf}, {@code infinity} and {@code nan} in any case; null where Python raises ValueError. */
    public static @Nullable Value real(String s) {
        String t = plain(s);
        if (REAL.matcher(t).matches()) {
            return new Value.Real(Double.parseDouble(t));
        }
        String word = t.toLowerCase(Locale.ROOT);
        double sign = word.startsWith("-") ? -1 : 1;
        return switch (word.startsWith("+") || word.startsWith("-") ? word.substring(1) : word) {
            case "inf", "infinity" -> new Value.Real(sign * Double.POSITIVE_INFINITY);
            case "nan" -> new Value.Real(Double.NaN);
            default -> null;
        };
    }

    /** An int, else a float, else the text itself. */
    public static Value numberOrText(String s) {
        Value v = integer(s);
        v = v == null ? real(s) : v;
        return v != null ? v : Value.text(s);
    }

    /** Stripped, with ASCII digits, without the underscores between digits. */
    private static String plain(String s) {
        String t = PythonUnicode.strip(s);
        if (t.chars().anyMatch(c -> c >= 128)) {
            StringBuilder b = new StringBuilder(t.length());
            t.codePoints().forEach(c -> {
                int d = PythonUnicode.digit(c);
                b.appendCodePoint(d < 0 ? c : '0' + d);
            });
            t = b.toString();
        }
        return t.indexOf('_') < 0 ? t : BETWEEN_DIGITS.matcher(t).replaceAll("");
    }
}
