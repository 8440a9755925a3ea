package org.egpo.bfcl.multiturn;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/** {@code repr}, {@code str} and {@code json.dumps} of the objects of a simulation, with bounded depth and length. */
final class PythonSpelling {
    private static final int MAX_LENGTH = 8_000_000;
    private static final int MAX_DEPTH = 300;
    /** Beyond 4,300 digits CPython refuses to print an integer. */
    private static final int MAX_BITS = 14_284;

    private static final BigInteger MAX_PRINTED = BigInteger.TEN.pow(4300);

    private final StringBuilder out = new StringBuilder(256);
    /** The containers around the current one: one that contains itself prints as dots. */
    private final List<Object> open = new ArrayList<>();

    private PythonSpelling() {}

    static String repr(Object o) {
        if (o instanceof Long l) {
            return Long.toString(l);
        }
        PythonSpelling s = new PythonSpelling();
        s.write(o);
        return s.out.toString();
    }

    static String str(Object o) {
        return o instanceof String s ? s : repr(o);
    }

    /** The text of a function's result: a text as it is, a map as JSON if that can be, else as {@code str} has it. */
    static String result(Object o) {
        if (o instanceof DictObject) {
            PythonSpelling s = new PythonSpelling();
            try {
                if (s.json(o)) {
                    return s.out.toString();
                }
            } catch (PythonException e) {
                if (e.type.equals("LimitExceeded")) {
                    throw e;
                }
            }
        }
        return str(o);
    }

    /** {@code format(number, ".2f")}. */
    static String twoDecimals(Object number) {
        if (number instanceof Double d && !Double.isFinite(d)) {
            return PythonText.number(d);
        }
        if (!Numbers.isNumber(number) || number instanceof Value.Complex) {
            if (number instanceof String) {
                throw PythonException.value("Unknown format code 'f' for object of type 'str'");
            }
            throw PythonException.type(
                    "unsupported format string passed to " + PythonObjects.typeName(number) + ".__format__");
        }
        double d = Numbers.real(number);
        String text = new java.math.BigDecimal(d)
                .setScale(2, java.math.RoundingMode.HALF_EVEN)
                .toPlainString();
        return (d < 0 || 1 / d < 0) && !text.startsWith("-") ? String.format(Locale.ROOT, "-%s", text) : text;
    }

    private void requireRoom() {
        if (out.length() > MAX_LENGTH || open.size() > MAX_DEPTH) {
            throw PythonException.limit("a result too large to print");
        }
    }

    private boolean isOpen(Object container) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i) == container) {
                return true;
            }
        }
        return false;
    }

    private void integer(BigInteger i) {
        if (i.bitLength() >= MAX_BITS && i.abs().compareTo(MAX_PRINTED) >= 0) {
            throw PythonException.value("Exceeds the limit (4300 digits) for integer string conversion;"
                    + " use sys.set_int_max_str_digits() to increase the limit");
        }
        out.append(i);
    }

    private void write(Object o) {
        requireRoom();
        if (o instanceof String s) {
            PythonText.quote(s, out);
        } else if (o instanceof Long l) {
            out.append(l.longValue());
        } else if (o instanceof Double d) {
            out.append(PythonText.number(d));
        } else if (o instanceof Boolean b) {
            out.append(b ? "True" : "False");
        } else if (o instanceof BigInteger i) {
            integer(i);
        } else if (o instanceof Value v) {
            PythonText.repr(v, out);
        } else if (o instanceof Printed p) {
            out.append(p.repr());
        } else {
            container(o);
        }
    }

    private void container(Object o) {
        if (isOpen(o)) {
            out.append(o instanceof ListObject ? "[...]" : o instanceof TupleObject ? "(...)" : "{...}");
            return;
        }
        open.add(o);
        if (o instanceof ListObject l) {
            out.append('[');
            items(l.items());
            out.append(']');
        } else if (o instanceof DictObject d) {
            dict(d);
        } else if (o instanceof TupleObject t) {
            out.append('(');
            items(t.items());
            out.append(t.items().size() == 1 ? ",)" : ")");
        } else if (o instanceof SetObject s) {
            set(s);
        } else if (o instanceof FileNode f) {
            out.append("<<File: ").append(str(f.name)).append(", Content: ");
            out.append(str(f.content)).append(">>");
        } else if (o instanceof DirectoryNode d) {
            out.append("<Directory: ").append(str(d.name)).append(", Parent: ");
            out.append(d.parent == null ? "None" : str(d.parent.name)).append(", Contents: ");
            dict(d.contents);
            out.append('>');
        } else {
            out.append('<').append(PythonObjects.typeName(o)).append(" object>");
        }
        open.remove(open.size() - 1);
    }

    private void items(Collection<Object> items) {
        boolean first = true;
        for (Object item : items) {
            if (!first) {
                out.append(", ");
            }
            first = false;
            write(item);
        }
    }

    private void dict(DictObject d) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<Object, Object> e : d.entries()) {
            if (!first) {
                out.append(", ");
            }
            first = false;
            write(d.spelling(e.getKey()));
            out.append(": ");
            write(e.getValue());
        }
        out.append('}');
    }

    /** Sorted by spelling, for Python keeps no order that could be told. */
    private void set(SetObject s) {
        if (s.size() == 0) {
            out.append("set()");
            return;
        }
        List<String> sorted =
                s.items().stream().map(PythonSpelling::repr).sorted().toList();
        out.append('{').append(String.join(", ", sorted)).append('}');
    }

    /** Writes {@code json.dumps(o)}; tells whether JSON can say it. */
    private boolean json(Object o) {
        requireRoom();
        if (o instanceof String s) {
            PythonText.jsonString(s, out);
        } else if (o instanceof Long l) {
            out.append(l.longValue());
        } else if (o instanceof Double d) {
            out.append(
                    Double.isFinite(d)
                            ? PythonText.number(d)
                            : Double.isNaN(d) ? "NaN" : d > 0 ? "Infinity" : "-Infinity");
        } else if (o instanceof Boolean b) {
            out.append(b.booleanValue());
        } else if (o instanceof Value.None) {
            out.append("null");
        } else if (o instanceof BigInteger i) {
            integer(i);
        } else {
            return jsonContainer(o);
        }
        return true;
    }

    private boolean jsonContainer(Object o) {
        if (o instanceof ListObject l && l.json != null) {
            out.append(l.json);
            return true;
        }
        if (isOpen(o)) {
            return false;
        }
        open.add(o);
        int from = out.length();
        boolean possible;
        if (o instanceof ListObject l) {
            possible = jsonItems(l.items());
            if (possible && l.isFrozen()) {
                l.json = out.substring(from);
            }
        } else if (o instanceof TupleObject t) {
            possible = jsonItems(t.items());
        } else {
            possible = o instanceof DictObject d && jsonDict(d);
        }
        open.remove(open.size() - 1);
        return possible;
    }

    private boolean jsonItems(List<Object> items) {
        out.append('[');
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(", ");
            }
            if (!json(items.get(i))) {
                return false;
            }
        }
        out.append(']');
        return true;
    }

    private boolean jsonDict(DictObject d) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<Object, Object> e : d.entries()) {
            if (!first) {
                out.append(", ");
            }
            first = false;
            if (!jsonKey(d.spelling(e.getKey()))) {
                return false;
            }
            out.append(": ");
            if (!json(e.getValue())) {
                return false;
            }
        }
        out.append('}');
        return true;
    }

    private boolean jsonKey(Object key) {
        if (key instanceof String s) {
            PythonText.jsonString(s, out);
            return true;
        }
        boolean plain = key instanceof Long
                || key instanceof BigInteger
                || key instanceof Double
                || key instanceof Boolean
                || key instanceof Value.None;
        if (plain) {
            out.append('"');
            json(key);
            out.append('"');
        }
        return plain;
    }
}
