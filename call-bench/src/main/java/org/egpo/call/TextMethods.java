package org.egpo.call;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Python's methods of texts, and {@code items[-n:]}. */
public final class TextMethods {
    private static final String FAR_ENDS = "\u0085\u2028\u2029";

    private TextMethods() {}

    /** {@code s.strip(chars)}. */
    public static String strip(String s, String chars) {
        String end = stripEnd(s, chars);
        int from = 0;
        while (from < end.length() && chars.indexOf(end.charAt(from)) >= 0) {
            from++;
        }
        return end.substring(from);
    }

    /** {@code s.rstrip(chars)}. */
    public static String stripEnd(String s, String chars) {
        int end = s.length();
        while (end > 0 && chars.indexOf(s.charAt(end - 1)) >= 0) {
            end--;
        }
        return s.substring(0, end);
    }

    /** {@code s[1:-1]}. */
    public static String inner(String s) {
        int n = s.codePointCount(0, s.length());
        return n < 2 ? "" : s.substring(s.offsetByCodePoints(0, 1), s.offsetByCodePoints(s.length(), -1));
    }

    /** The number of the line that a place lies in, from 1. */
    static long line(String s, int at) {
        return 1 + s.chars().limit(at).filter(c -> c == '\n').count();
    }

    /** {@code s.splitlines()}. */
    public static List<String> lines(String s) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c < ' ' ? c >= '\n' && c <= '\r' || c >= 0x1c && c <= 0x1e : c > '~' && FAR_ENDS.indexOf(c) >= 0) {
                lines.add(s.substring(from, i));
                i += s.startsWith("\r\n", i) ? 1 : 0;
                from = i + 1;
            }
        }
        if (from < s.length()) {
            lines.add(s.substring(from));
        }
        return lines;
    }

    /** {@code len(s.split())}. */
    public static int words(String s) {
        int words = 0;
        boolean inside = false;
        for (int i = 0; i < s.length(); i++) {
            boolean space = PythonUnicode.isSpace(s.charAt(i));
            words += !space && !inside ? 1 : 0;
            inside = !space;
        }
        return words;
    }

    /** {@code s.lower()}. */
    public static String lower(Value v) {
        return PythonObjects.text(v, "lower").toLowerCase(Locale.ROOT);
    }

    /** {@code ", ".join(items)}. */
    public static String joined(List<Value> items) {
        return joined(", ", items);
    }

    /** {@code separator.join(items)}. */
    public static String joined(String separator, List<Value> items) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof Value.Text t)) {
                throw PythonError.type("sequence item %s: expected str instance, %t found", i, items.get(i));
            }
            out.append(i == 0 ? "" : separator).append(t.value());
        }
        return out.toString();
    }

    /** {@code items[-n:]}. */
    public static <T> List<T> last(List<T> items, Value given) {
        BigInteger count = PythonArithmetic.integer(given);
        if (count == null) {
            boolean number = PythonArithmetic.isNumber(given);
            throw number
                    ? PythonError.type("slice indices must be integers or None or have an __index__ method")
                    : PythonError.type("bad operand type for unary -: '%t'", given);
        }
        BigInteger size = BigInteger.valueOf(items.size());
        int n = count.min(size).max(size.negate()).intValue();
        return items.subList(n > 0 ? items.size() - n : -n, items.size());
    }
}
