package org.egpo.call;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Python's {@code %} on strings, and {@code int()} and {@code float()} of a string. */
final class PythonFormat {
    private final String format;
    private final Value arguments;
    private final List<Value> items;
    private final int limit;
    private final StringBuilder out = new StringBuilder();
    private int used;

    private PythonFormat(String format, Value arguments, int limit) {
        this.format = format;
        this.arguments = arguments;
        this.items = arguments instanceof Value.TupleValue t ? t.items() : List.of(arguments);
        this.limit = limit;
    }

    /** {@code format % arguments}; at most so many characters. */
    static String percent(String format, Value arguments, int limit) {
        PythonFormat f = new PythonFormat(format, arguments, limit);
        f.run();
        return f.out.toString();
    }

    private void run() {
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                out.append(c);
                continue;
            }
            i = conversion(i + 1);
            if (out.length() > limit) {
                throw PythonError.limit("arithmetic too large", -1);
            }
        }
        if (used < items.size() && !(arguments instanceof Value.MapValue) && !(arguments instanceof Value.ListValue)) {
            throw PythonError.type("not all arguments converted during string formatting");
        }
    }

    private int conversion(int from) {
        int i = from;
        while (i < format.length() && "-+ 0#".indexOf(format.charAt(i)) >= 0) {
            i++;
        }
        String flags = format.substring(from, i);
        int start = i;
        while (i < format.length() && PythonTokens.isDigit(format.charAt(i))) {
            i++;
        }
        int width = number(start, i);
        int precision = -1;
        if (i < format.length() && format.charAt(i) == '.') {
            start = ++i;
            while (i < format.length() && PythonTokens.isDigit(format.charAt(i))) {
                i++;
            }
            precision = number(start, i);
        }
        if (i == format.length()) {
            throw PythonError.value("incomplete format");
        }
        char type = format.charAt(i);
        if (type == '%') {
            out.append('%');
            return i;
        }
        if ("diusrafFeEgGxXoc".indexOf(type) < 0) {
            if (type == '(' || type == '*' || type == 'l' || type == 'h' || type == 'L') {
                throw PythonError.limit("this format is not supported", -1);
            }
            throw PythonError.value("unsupported format character");
        }
        if (used == items.size()) {
            throw PythonError.type("not enough arguments for format string");
        }
        pad(text(type, flags, precision, items.get(used++)), flags, width, "sra".indexOf(type) < 0);
        return i;
    }

    private int number(int from, int to) {
        if (to - from > 5) {
            throw PythonError.limit("arithmetic too large", -1);
        }
        return from == to ? 0 : Integer.parseInt(format.substring(from, to));
    }

    private String text(char type, String flags, int precision, Value v) {
        if (type == 's' || type == 'r' || type == 'a') {
            String s = type == 's' ? PythonText.str(v) : PythonText.repr(v);
            return precision >= 0 && precision < s.length() ? s.substring(0, precision) : s;
        }
        String digits =
                switch (type) {
                    case 'd', 'i', 'u' -> integer(v, true).toString();
                    case 'f', 'F' -> fixed(v, precision < 0 ? 6 : precision);
                    case 'x' -> integer(v, false).toString(16);
                    case 'X' -> integer(v, false).toString(16).toUpperCase(Locale.ROOT);
                    case 'o' -> integer(v, false).toString(8);
                    default -> throw PythonError.limit("this format is not supported", -1);
                };
        if (!digits.startsWith("-")) {
            return flags.contains("+") ? "+" + digits : flags.contains(" ") ? " " + digits : digits;
        }
        return digits;
    }

    private static BigInteger integer(Value v, boolean truncate) {
        BigInteger i = PythonArithmetic.integer(v);
        if (i == null && truncate && v instanceof Value.Real r && Double.isFinite(r.value())) {
            return new BigDecimal(r.value()).toBigInteger();
        }
        if (i == null) {
            throw PythonError.type("a number is required");
        }
        return i;
    }

    private static String fixed(Value v, int places) {
        BigInteger i = PythonArithmetic.integer(v);
        if (i == null && !(v instanceof Value.Real)) {
            throw PythonError.type("must be real number");
        }
        double d = i == null ? ((Value.Real) v).value() : i.doubleValue();
        if (!Double.isFinite(d)) {
            return PythonText.number(d);
        }
        String s = new BigDecimal(d).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
        return (d < 0 || 1 / d < 0) && !s.startsWith("-") ? "-" + s : s;
    }

    private void pad(String s, String flags, int width, boolean number) {
        int missing = Math.max(0, Math.min(limit + 1, width) - s.codePointCount(0, s.length()));
        if (flags.contains("-")) {
            out.append(s).append(" ".repeat(missing));
        } else if (flags.contains("0") && number) {
            int sign = !s.isEmpty() && "+- ".indexOf(s.charAt(0)) >= 0 ? 1 : 0;
            out.append(s, 0, sign).append("0".repeat(missing)).append(s, sign, s.length());
        } else {
            out.append(" ".repeat(missing)).append(s);
        }
    }

    /** {@code int(s)}: surrounding white space, a sign, digits of any script, single underscores between digits. */
    static Value parseInteger(String s) {
        String digits = asciiDigits(PythonUnicode.strip(s));
        int from = digits.startsWith("-") || digits.startsWith("+") ? 1 : 0;
        StringBuilder plain = new StringBuilder();
        for (int i = from; i < digits.length(); i++) {
            char c = digits.charAt(i);
            boolean between = i > from && i + 1 < digits.length() && digits.charAt(i - 1) != '_';
            if (PythonTokens.isDigit(c)) {
                plain.append(c);
            } else if (c != '_' || !between) {
                throw PythonError.value("invalid literal for int() with base 10");
            }
        }
        if (plain.isEmpty() || plain.length() > PythonNumbers.MAX_DIGITS) {
            throw PythonError.value("invalid literal for int() with base 10");
        }
        BigInteger i = new BigInteger(plain.toString());
        return Value.integer(digits.startsWith("-") ? i.negate() : i);
    }

    /** {@code float(s)}: also {@code inf}, {@code infinity}, {@code nan} in any case. */
    static Value parseReal(String s) {
        String t = asciiDigits(PythonUnicode.strip(s)).toLowerCase(Locale.ROOT);
        int from = t.startsWith("-") || t.startsWith("+") ? 1 : 0;
        double sign = t.startsWith("-") ? -1 : 1;
        String body = t.substring(from);
        if (body.equals("inf") || body.equals("infinity")) {
            return new Value.Real(sign * Double.POSITIVE_INFINITY);
        }
        if (body.equals("nan")) {
            return new Value.Real(Double.NaN);
        }
        int digits = 0;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            boolean between = i > 0
                    && i + 1 < body.length()
                    && PythonTokens.isDigit(body.charAt(i - 1))
                    && PythonTokens.isDigit(body.charAt(i + 1));
            if (PythonTokens.isDigit(c)) {
                digits++;
            } else if (c == '_' ? !between : ".e+-".indexOf(c) < 0) {
                digits = Integer.MIN_VALUE / 2;
            }
        }
        try {
            if (digits > 0) {
                return new Value.Real(sign * Double.parseDouble(body.replace("_", "")));
            }
        } catch (NumberFormatException e) {
            // falls through to Python's own error
        }
        throw PythonError.value("could not convert string to float");
    }

    private static String asciiDigits(String s) {
        StringBuilder b = new StringBuilder(s.length());
        s.codePoints().forEach(c -> {
            int d = c < 128 ? -1 : PythonUnicode.digit(c);
            b.appendCodePoint(d < 0 ? c : '0' + d);
        });
        return b.toString();
    }
}
