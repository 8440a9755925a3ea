package org.egpo.bfcl;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.egpo.call.PythonUnicode;
import org.egpo.call.Value;

/** The few operations of Python that the official checker applies to values of any kind, errors included. */
final class Python {
    static final Value.Text EMPTY = new Value.Text("");
    private static final int MAX_INT_DIGITS = 4300;

    private Python() {}

    static boolean isEmptyText(Value v) {
        return v instanceof Value.Text t && t.value().isEmpty();
    }

    /** {@code item in container}. */
    static boolean in(Value item, Value container) {
        if (container instanceof Value.MapValue m) {
            return m.get(item) != null;
        }
        if (container instanceof Value.Text t) {
            if (item instanceof Value.Text i) {
                return t.value().contains(i.value());
            }
            throw new Raised("TypeError", "'in <string>' requires string as left operand");
        }
        for (Value v : items(container)) {
            if (Value.pythonEquals(v, item)) {
                return true;
            }
        }
        return false;
    }

    /** What {@code for x in v} gives. */
    static List<Value> items(Value v) {
        if (v instanceof Value.ListValue l) {
            return l.items();
        }
        if (v instanceof Value.TupleValue t) {
            return t.items();
        }
        if (v instanceof Value.SetValue s) {
            return s.items();
        }
        List<Value> items = new ArrayList<>();
        if (v instanceof Value.Text t) {
            t.value().codePoints().forEach(c -> items.add(Value.text(Character.toString(c))));
        } else if (v instanceof Value.MapValue m) {
            for (int i = 0; i < m.size(); i++) {
                items.add(m.key(i));
            }
        } else {
            throw new Raised("TypeError", "'" + Kind.of(v).pythonName + "' object is not iterable");
        }
        return items;
    }

    static int length(Value v) {
        if (v instanceof Value.MapValue m) {
            return m.size();
        }
        if (v instanceof Value.Text t) {
            return t.value().codePointCount(0, t.value().length());
        }
        return items(v).size();
    }

    /** {@code v[index]}. */
    static Value item(Value v, int index) {
        if (v instanceof Value.MapValue m) {
            Value found = m.get(new Value.Int(index));
            if (found == null) {
                throw new Raised("KeyError", String.valueOf(index));
            }
            return found;
        }
        if (v instanceof Value.SetValue) {
            throw new Raised("TypeError", "'set' object is not subscriptable");
        }
        List<Value> items = items(v);
        if (index >= items.size()) {
            throw new Raised("IndexError", "index out of range");
        }
        return items.get(index);
    }

    /** {@code v[key]} with a key that is a string. */
    static Value get(Value v, String key) {
        if (!(v instanceof Value.MapValue m)) {
            throw new Raised("TypeError", "'" + Kind.of(v).pythonName + "' object has no key '" + key + "'");
        }
        Value found = m.get(key);
        if (found == null) {
            throw new Raised("KeyError", "'" + key + "'");
        }
        return found;
    }

    /** The map itself; what calling {@code .items()} on anything else raises. */
    static Value.MapValue map(Value v) {
        if (v instanceof Value.MapValue m) {
            return m;
        }
        throw new Raised("AttributeError", "'" + Kind.of(v).pythonName + "' object has no attribute 'items'");
    }

    /** {@code float(v)} of an int. */
    static Value toFloat(Value integer) {
        if (integer instanceof Value.Int i) {
            return new Value.Real(i.value());
        }
        double d = ((Value.BigInt) integer).value().doubleValue();
        if (Double.isInfinite(d)) {
            throw new Raised("OverflowError", "int too large to convert to float");
        }
        return new Value.Real(d);
    }

    /** {@code int(s)}, or null where that raises ValueError. */
    static Value parseInt(String s) {
        String t = digits(PythonUnicode.strip(s));
        if (t == null
                || !t.chars().skip(signLength(t)).allMatch(c -> c >= '0' && c <= '9')
                || t.length() == signLength(t)) {
            return null;
        }
        return t.length() - signLength(t) > MAX_INT_DIGITS ? null : Value.integer(new BigInteger(t));
    }

    /** {@code float(s)}, or null where that raises ValueError. */
    static Value parseFloat(String s) {
        String t = digits(PythonUnicode.strip(s));
        if (t == null) {
            return null;
        }
        String magnitude = t.substring(signLength(t));
        boolean negative = t.startsWith("-");
        double d;
        if (magnitude.equalsIgnoreCase("nan")) {
            d = Double.NaN;
        } else if (magnitude.equalsIgnoreCase("inf") || magnitude.equalsIgnoreCase("infinity")) {
            d = Double.POSITIVE_INFINITY;
        } else if (isDecimal(magnitude)) {
            d = Double.parseDouble(magnitude);
        } else {
            return null;
        }
        return new Value.Real(negative ? -d : d);
    }

    private static int signLength(String s) {
        return !s.isEmpty() && (s.charAt(0) == '-' || s.charAt(0) == '+') ? 1 : 0;
    }

    /** digits, optional fraction, optional exponent; at least one digit in the mantissa. */
    private static boolean isDecimal(String s) {
        int i = 0;
        int start = i;
        while (i < s.length() && isDigit(s.charAt(i))) {
            i++;
        }
        int mantissa = i - start;
        if (i < s.length() && s.charAt(i) == '.') {
            int dot = i++;
            while (i < s.length() && isDigit(s.charAt(i))) {
                i++;
            }
            mantissa += i - dot - 1;
        }
        if (mantissa == 0) {
            return false;
        }
        if (i < s.length() && (s.charAt(i) == 'e' || s.charAt(i) == 'E')) {
            i++;
            if (i < s.length() && (s.charAt(i) == '+' || s.charAt(i) == '-')) {
                i++;
            }
            int exponent = i;
            while (i < s.length() && isDigit(s.charAt(i))) {
                i++;
            }
            if (i == exponent) {
                return false;
            }
        }
        return i == s.length();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Digits of every script as ASCII, single underscores between digits removed; null where an underscore is misplaced. */
    private static String digits(String s) {
        StringBuilder out = new StringBuilder(s.length());
        int[] cs = s.codePoints().toArray();
        for (int i = 0; i < cs.length; i++) {
            int c = cs[i];
            if (c == '_') {
                boolean between =
                        i > 0 && i + 1 < cs.length && Character.isDigit(cs[i - 1]) && Character.isDigit(cs[i + 1]);
                if (!between) {
                    return null;
                }
            } else if (c >= 128 && Character.isDigit(c)) {
                out.append((char) ('0' + Character.digit(c, 10)));
            } else {
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }

    /** {@code s.strip(chars)}. */
    static String strip(String s, String chars) {
        int from = 0;
        int to = s.length();
        while (from < to && chars.indexOf(s.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && chars.indexOf(s.charAt(to - 1)) >= 0) {
            to--;
        }
        return s.substring(from, to);
    }

    /** {@code s.split(",")}. */
    static List<String> splitAtCommas(String s) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = s.indexOf(','); i >= 0; i = s.indexOf(',', from)) {
            parts.add(s.substring(from, i));
            from = i + 1;
        }
        parts.add(s.substring(from));
        return parts;
    }
}
