package org.egpo.call;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The spelling that CPython gives to values: {@code repr}, {@code str}, {@code json.dumps}. What a simulation prints is
 * bounded in depth and length.
 */
public final class PythonText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    /** Python writes plain decimals while the power of ten lies in this range, the end not included. */
    private static final int LOWEST = -4;

    private static final int HIGHEST = 16;
    private static final int MAX_LENGTH = 8_000_000;
    private static final int MAX_DEPTH = 300;
    /** Beyond 4,300 digits CPython refuses to print an integer. */
    private static final BigInteger MAX_PRINTED = BigInteger.TEN.pow(PythonNumbers.MAX_DIGITS);

    private final StringBuilder out;
    private final boolean bounded;
    /** Whether JSON is written, and not {@code repr}. */
    private final boolean json;
    /** What is around the current value: one that contains itself prints as dots. */
    private final List<Value> open = new ArrayList<>(0);

    private PythonText(StringBuilder out, boolean bounded, boolean json) {
        this.out = out;
        this.bounded = bounded;
        this.json = json;
    }

    /** {@code repr(value)}. */
    public static String repr(Value value) {
        return repr(value, false);
    }

    private static String repr(Value value, boolean bounded) {
        if (value instanceof Value.Int i) {
            return Long.toString(i.value());
        }
        StringBuilder out = new StringBuilder();
        new PythonText(out, bounded, false).print(value);
        return out.toString();
    }

    /** {@code str(value)}: a string as it is, everything else as {@link #repr}. */
    public static String str(Value value) {
        return value instanceof Value.Text t ? t.value() : repr(value);
    }

    /**
     * {@code repr(value)} of bounded depth and length.
     *
     * @throws PythonError LimitExceeded beyond the bounds; ValueError, as CPython, for an integer of more than 4,300 digits
     */
    public static String boundedRepr(Value value) {
        return repr(value, true);
    }

    /** {@code str(value)} with the bounds of {@link #boundedRepr}. */
    public static String boundedStr(Value value) {
        return value instanceof Value.Text t ? t.value() : repr(value, true);
    }

    /**
     * A text in which {@code %r} stands for the {@code repr} of a part, {@code %s} for its {@code str} and {@code %t} for the name
     * of its type; a part that is no value stands as it is.
     *
     * @param bounded whether values are spelled with the bounds of {@link #boundedRepr}
     */
    public static String say(boolean bounded, String text, Object... parts) {
        StringBuilder said = new StringBuilder();
        int from = 0;
        for (Object part : parts) {
            int place = text.indexOf('%', from);
            said.append(text, from, place);
            char how = text.charAt(place + 1);
            if (how == 'r' && part instanceof Value v) {
                new PythonText(said, bounded, false).print(v);
            } else if (part instanceof Value v) {
                said.append(how == 't' ? PythonType.name(v) : bounded ? boundedStr(v) : str(v));
            } else {
                said.append(part);
            }
            from = place + 2;
        }
        return said.append(text, from, text.length()).toString();
    }

    /** Writes a part of an object's {@code repr}. */
    public void append(String text) {
        out.append(text);
    }

    /** Writes {@code repr(value)} inside an object's own. */
    public void print(Value value) {
        if (value instanceof Value.Text t) {
            quote(t.value(), false, json, out);
        } else if (value instanceof Value.Int i) {
            out.append(i.value());
        } else if (value instanceof Value.Real r) {
            out.append(json ? jsonNumber(r.value()) : number(r.value()));
        } else if (value instanceof Value.Bool b) {
            out.append(json ? String.valueOf(b.value()) : b.value() ? "True" : "False");
        } else if (value instanceof Value.ListValue || value instanceof Value.MapValue) {
            inside(value);
        } else if (value instanceof Value.TupleValue t) {
            items(json ? "[" : "(", t.items(), json ? "]" : t.items().size() == 1 ? ",)" : ")");
        } else if (value instanceof Value.BigInt i) {
            integer(i.value());
        } else if (value instanceof Value.None) {
            out.append(json ? "null" : "None");
        } else {
            requireSpelling(!json);
            other(value);
        }
    }

    /** What JSON cannot say. */
    private void other(Value value) {
        if (value instanceof PythonObject) {
            inside(value);
        } else if (value instanceof Value.Complex c) {
            complex(c);
        } else if (value instanceof Value.Bytes b) {
            quote(b.latin1(), true, false, out.append('b'));
        } else if (value instanceof Value.SetValue s) {
            items(s.items().isEmpty() ? "set(" : "{", s.items(), s.items().isEmpty() ? ")" : "}");
        }
    }

    private static void requireSpelling(boolean has) {
        if (!has) {
            throw PythonError.type("the value is not JSON serializable");
        }
    }

    private void integer(BigInteger i) {
        if (bounded && i.abs().compareTo(MAX_PRINTED) >= 0) {
            throw PythonError.value("Exceeds the limit (4300 digits) for integer string conversion;"
                    + " use sys.set_int_max_str_digits() to increase the limit");
        }
        out.append(i);
    }

    private void requireRoom() {
        if (bounded && (out.length() > MAX_LENGTH || open.size() > MAX_DEPTH)) {
            throw PythonError.limit("a result too large to print");
        }
    }

    private boolean isOpen(Value v) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i) == v) {
                return true;
            }
        }
        return false;
    }

    private void inside(Value v) {
        requireRoom();
        Value.ListValue list = v instanceof Value.ListValue l ? l : null;
        if (json && list != null && list.json != null) {
            out.append(list.json);
            return;
        }
        if (isOpen(v)) {
            requireSpelling(!json);
            out.append(list != null ? "[...]" : "{...}");
            return;
        }
        open.add(v);
        int from = out.length();
        if (v instanceof PythonObject o) {
            o.print(this);
        } else if (list != null) {
            items("[", list.items(), "]");
        } else {
            map((Value.MapValue) v);
        }
        open.remove(open.size() - 1);
        if (json && bounded && list != null && !(list instanceof PythonList)) {
            list.json = out.substring(from);
        }
    }

    private void items(String before, List<Value> items, String after) {
        out.append(before);
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(", ");
                requireRoom();
            }
            print(items.get(i));
        }
        out.append(after);
    }

    private void map(Value.MapValue map) {
        out.append('{');
        for (int i = 0; i < map.size(); i++) {
            if (i > 0) {
                out.append(", ");
                requireRoom();
            }
            key(map.key(i));
            out.append(": ");
            print(map.value(i));
        }
        out.append('}');
    }

    private void key(Value key) {
        if (!json || key instanceof Value.Text) {
            print(key);
            return;
        }
        requireSpelling(key instanceof Value.None || PythonArithmetic.isReal(key));
        out.append('"');
        print(key);
        out.append('"');
    }

    /** {@code repr} of a float: the shortest decimal that reads back as the same double. */
    public static String number(double d) {
        return number(d, ".0");
    }

    private static String number(double d, String whole) {
        if (!Double.isFinite(d)) {
            return Double.isNaN(d) ? "nan" : d > 0 ? "inf" : "-inf";
        }
        if (d == Math.rint(d) && Math.abs(d) < 1e15 && (d != 0 || 1 / d > 0)) {
            return Long.toString((long) d).concat(whole);
        }
        String java = DoubleToDecimal.toString(d);
        if (java.indexOf('E') < 0) {
            return java.endsWith(".0") ? java.substring(0, java.length() - 2) + whole : java;
        }
        return spell(java, d, whole);
    }

    /** From Java's {@code 1.25E-5} to Python's {@code 1.25e-05}. */
    private static String spell(String java, double d, String whole) {
        BigDecimal b = new BigDecimal(java).stripTrailingZeros();
        if (b.precision() == 2) {
            // Java prints two digits at least and then prefers the closer ones: 4.9E-324 for Python's 5e-324.
            BigDecimal shorter =
                    b.round(new MathContext(1, RoundingMode.HALF_UP)).stripTrailingZeros();
            b = shorter.doubleValue() == d ? shorter : b;
        }
        int exponent = b.precision() - b.scale() - 1;
        boolean plain = exponent >= LOWEST && exponent < HIGHEST;
        String digits = (plain ? b : b.movePointLeft(exponent)).toPlainString();
        if (plain) {
            return digits.indexOf('.') < 0 ? digits + whole : digits;
        }
        int absolute = Math.abs(exponent);
        return digits + (exponent < 0 ? "e-" : "e+") + (absolute < 10 ? "0" : "") + absolute;
    }

    private void complex(Value.Complex c) {
        String imaginary = number(c.imaginary(), "");
        if (c.real() == 0 && 1 / c.real() > 0) {
            out.append(imaginary).append('j');
            return;
        }
        out.append('(').append(number(c.real(), ""));
        out.append(imaginary.startsWith("-") ? "" : "+").append(imaginary).append("j)");
    }

    /** JSON's text, or {@code repr} of a string: single quotes unless only double quotes need no escape. */
    private static void quote(String s, boolean bytes, boolean json, StringBuilder out) {
        char quote = json || s.indexOf('\'') >= 0 && s.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        char[] chars = s.toCharArray();
        int plain = 0;
        for (int i = 0; i < chars.length; i++) {
            char c = chars[i];
            if (c >= ' ' && c < 127 && c != quote && c != '\\') {
                continue;
            }
            out.append(s.substring(plain, i));
            int point = bytes || json ? c : s.codePointAt(i);
            i += Character.charCount(point) - 1;
            plain = i + 1;
            int letter = "\n\t\r\f\b".indexOf(c);
            if (c == quote || c == '\\') {
                out.append('\\').append(c);
            } else if (letter >= 0 && letter < (json ? 5 : 3)) {
                out.append('\\').append("ntrfb".charAt(letter));
            } else if (json) {
                hex(point, 4, out.append("\\u"));
            } else {
                unusual(point, bytes, out);
            }
        }
        out.append(s.substring(plain)).append(quote);
    }

    private static void unusual(int point, boolean bytes, StringBuilder out) {
        if (!bytes && PythonUnicode.isPrintable(point)) {
            out.appendCodePoint(point);
        } else {
            int digits = point < 0x100 ? 2 : point < 0x10000 ? 4 : 8;
            hex(point, digits, out.append('\\').append(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U'));
        }
    }

    private static void hex(int value, int digits, StringBuilder out) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            out.append(HEX[(value >> shift) & 0xF]);
        }
    }

    /**
     * {@code json.dumps(value)} with Python's defaults: {@code ", "} and {@code ": "}, everything outside ASCII escaped.
     *
     * @return the text, or null where Python raises TypeError (bytes, sets, complex numbers, keys such as tuples)
     */
    public static @Nullable String jsonDumps(Value value) {
        StringBuilder out = new StringBuilder(256);
        try {
            new PythonText(out, value instanceof PythonDict, true).print(value);
        } catch (PythonError e) {
            if (e.type.equals("TypeError")) {
                return null;
            }
            throw e;
        }
        return out.toString();
    }

    private static String jsonNumber(double d) {
        return Double.isInfinite(d) ? d > 0 ? "Infinity" : "-Infinity" : Double.isNaN(d) ? "NaN" : number(d);
    }
}
