package org.egpo.call;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code %} on strings. */
public final class PythonFormat {
    private static final Pattern CONVERSION = Pattern.compile(
            "%(?<flags>[-+ 0#]*)(?<width>[0-9]*)(?:\\.(?<precision>[0-9]*))?(?<type>.?)", Pattern.DOTALL);

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
        return new PythonFormat(format, arguments, limit).run();
    }

    /** {@code format(number, ".2f")}. */
    public static String twoDecimals(Value number) {
        if (number instanceof Value.Text) {
            throw PythonError.value("Unknown format code 'f' for object of type 'str'");
        }
        if (!PythonArithmetic.isReal(number)) {
            throw PythonError.type("unsupported format string passed to " + PythonType.name(number) + ".__format__");
        }
        return fixed(number, 2);
    }

    private String run() {
        Matcher conversion = CONVERSION.matcher(format);
        int from = 0;
        while (conversion.find(from)) {
            out.append(format, from, conversion.start());
            convert(conversion);
            if (out.length() > limit) {
                throw PythonError.limit("arithmetic too large");
            }
            from = conversion.end();
        }
        out.append(format, from, format.length());
        PythonType type = PythonType.of(arguments);
        if (used < items.size() && type != PythonType.DICT && type != PythonType.LIST) {
            throw PythonError.type("not all arguments converted during string formatting");
        }
        return out.toString();
    }

    private void convert(Matcher conversion) {
        int width = number(conversion.group("width"));
        int precision = conversion.group("precision") == null ? -1 : number(conversion.group("precision"));
        if (conversion.group("type").isEmpty()) {
            throw PythonError.value("incomplete format");
        }
        char type = conversion.group("type").charAt(0);
        if (type == '%') {
            out.append('%');
            return;
        }
        if ("diusrafFeEgGxXoc".indexOf(type) < 0) {
            throw "(*lhL".indexOf(type) >= 0
                    ? PythonError.limit("this format is not supported")
                    : PythonError.value("unsupported format character");
        }
        if (used == items.size()) {
            throw PythonError.type("not enough arguments for format string");
        }
        String flags = conversion.group("flags");
        pad(text(type, flags, precision, items.get(used++)), flags, width, "sra".indexOf(type) < 0);
    }

    private static int number(String digits) {
        if (digits.length() > 5) {
            throw PythonError.limit("arithmetic too large");
        }
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private String text(char type, String flags, int precision, Value v) {
        if (type == 's' || type == 'r' || type == 'a') {
            String s = type == 's' ? PythonText.boundedStr(v) : PythonText.boundedRepr(v);
            return precision >= 0 && precision < s.length() ? s.substring(0, precision) : s;
        }
        String digits =
                switch (type) {
                    case 'd', 'i', 'u' -> integer(v, true).toString();
                    case 'f', 'F' -> fixed(v, precision < 0 ? 6 : precision);
                    case 'x' -> integer(v, false).toString(16);
                    case 'X' -> integer(v, false).toString(16).toUpperCase(Locale.ROOT);
                    case 'o' -> integer(v, false).toString(8);
                    default -> throw PythonError.limit("this format is not supported");
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
        if (!PythonArithmetic.isReal(v)) {
            throw PythonError.type("must be real number, not " + PythonType.name(v));
        }
        double d = PythonArithmetic.real(v);
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
}
