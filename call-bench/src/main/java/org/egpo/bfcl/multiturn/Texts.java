package org.egpo.bfcl.multiturn;

import java.util.ArrayList;
import java.util.List;

/** Python's methods of texts. */
final class Texts {
    private Texts() {}

    /** {@code s.rstrip(c)}. */
    static String stripEnd(String s, char c) {
        int end = s.length();
        while (end > 0 && s.charAt(end - 1) == c) {
            end--;
        }
        return s.substring(0, end);
    }

    /** {@code s.lstrip(c)}. */
    static String stripStart(String s, char c) {
        int from = 0;
        while (from < s.length() && s.charAt(from) == c) {
            from++;
        }
        return s.substring(from);
    }

    /** {@code s.splitlines()}. */
    static List<String> lines(String s) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < s.length(); i++) {
            if (isLineEnd(s.charAt(i))) {
                lines.add(s.substring(from, i));
                if (s.charAt(i) == '\r' && i + 1 < s.length() && s.charAt(i + 1) == '\n') {
                    i++;
                }
                from = i + 1;
            }
        }
        if (from < s.length()) {
            lines.add(s.substring(from));
        }
        return lines;
    }

    private static boolean isLineEnd(char c) {
        return c >= '\n' && c <= '\r' || c >= 0x1c && c <= 0x1e || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    /** White space as {@code str.isspace} has it. */
    static boolean isSpace(char c) {
        return c == ' '
                || c >= '\t' && c <= '\r'
                || c >= 0x1c && c <= 0x1f
                || c == 0x85
                || c == 0xa0
                || c > 0xff && Character.isSpaceChar(c);
    }

    /** {@code len(s.split())}. */
    static long words(String s) {
        long words = 0;
        boolean inside = false;
        for (int i = 0; i < s.length(); i++) {
            boolean space = isSpace(s.charAt(i));
            words += !space && !inside ? 1 : 0;
            inside = !space;
        }
        return words;
    }

    /** {@code len(o)}. */
    static long length(Object o) {
        if (o instanceof String s) {
            return s.codePointCount(0, s.length());
        }
        if (o instanceof ListObject || o instanceof TupleObject || o instanceof DictObject || o instanceof SetObject) {
            return PythonObjects.items(o).size();
        }
        if (o instanceof org.egpo.call.Value.Bytes b) {
            return b.latin1().length();
        }
        throw PythonException.type("object of type '" + PythonObjects.typeName(o) + "' has no len()");
    }

    /** {@code items[-n:]}. */
    static <T> List<T> from(List<T> items, Object n) {
        if (!Numbers.isInteger(n)) {
            if (Numbers.isNumber(n)) {
                throw PythonException.type("slice indices must be integers or None or have an __index__ method");
            }
            throw PythonException.type("bad operand type for unary -: '" + PythonObjects.typeName(n) + "'");
        }
        java.math.BigInteger start = Numbers.big(n).negate();
        if (start.signum() < 0) {
            start = start.add(java.math.BigInteger.valueOf(items.size())).max(java.math.BigInteger.ZERO);
        }
        int from = start.min(java.math.BigInteger.valueOf(items.size())).intValue();
        return items.subList(from, items.size());
    }

    /** {@code s.lower()}. */
    static String lower(Object o) {
        return PythonObjects.text(o, "lower").toLowerCase(java.util.Locale.ROOT);
    }

    /** {@code ", ".join(items)}. */
    static String joined(List<Object> items) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof String s)) {
                throw PythonException.type("sequence item " + i + ": expected str instance, "
                        + PythonObjects.typeName(items.get(i)) + " found");
            }
            out.append(i == 0 ? "" : ", ").append(s);
        }
        return out.toString();
    }
}
