package org.egpo.bfcl.multiturn;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.egpo.call.Value;

/**
 * The objects of a simulation as Python knows them: {@code String}, {@code Long}, {@code BigInteger} (beyond 64 bits),
 * {@code Double}, {@code Boolean}, {@code Value.None}, {@code Value.Complex}, {@code Value.Bytes}, {@link ListObject},
 * {@link DictObject}, {@link TupleObject}, {@link SetObject}, and what only one environment knows.
 */
final class PythonObjects {
    static final Object NONE = Value.None.NONE;
    /** CPython stops at about a thousand nested calls. */
    private static final int MAX_DEPTH = 900;

    private static final int MAX_WORK = 2_000_000;

    private PythonObjects() {}

    static String typeName(Object o) {
        if (o instanceof String) {
            return "str";
        }
        if (o instanceof Long || o instanceof BigInteger) {
            return "int";
        }
        if (o instanceof Double) {
            return "float";
        }
        if (o instanceof Boolean) {
            return "bool";
        }
        if (o instanceof ListObject) {
            return "list";
        }
        if (o instanceof DictObject) {
            return "dict";
        }
        if (o instanceof TupleObject) {
            return "tuple";
        }
        if (o instanceof SetObject) {
            return "set";
        }
        if (o instanceof Value.None) {
            return "NoneType";
        }
        if (o instanceof Value.Complex) {
            return "complex";
        }
        if (o instanceof Value.Bytes) {
            return "bytes";
        }
        if (o instanceof Printed p) {
            return p.type();
        }
        return o instanceof FileNode ? "File" : o instanceof DirectoryNode ? "Directory" : "builtin_function_or_method";
    }

    /** {@code bool(o)}. */
    static boolean truth(Object o) {
        if (o instanceof Boolean b) {
            return b;
        }
        if (o instanceof String s) {
            return !s.isEmpty();
        }
        if (o instanceof Long l) {
            return l != 0;
        }
        if (o instanceof Double d) {
            return d != 0;
        }
        if (o instanceof ListObject l) {
            return l.size() > 0;
        }
        if (o instanceof DictObject d) {
            return !d.isEmpty();
        }
        if (o instanceof TupleObject t) {
            return !t.items().isEmpty();
        }
        if (o instanceof SetObject s) {
            return s.size() > 0;
        }
        if (o instanceof Value.Complex c) {
            return c.real() != 0 || c.imaginary() != 0;
        }
        if (o instanceof Value.Bytes b) {
            return !b.latin1().isEmpty();
        }
        return !(o instanceof Value.None);
    }

    /** Python's {@code a == b}. */
    static boolean equal(Object a, Object b) {
        if (a == b) {
            return !(a instanceof Double d) || !d.isNaN();
        }
        if (a instanceof String || b instanceof String || a instanceof Value.None || b instanceof Value.None) {
            return a.equals(b);
        }
        if (a instanceof Long && b instanceof Long || a instanceof Boolean && b instanceof Boolean) {
            return a.equals(b);
        }
        return new Comparison().equal(a, b);
    }

    /** Compares containers with bounded depth and work. */
    private static final class Comparison {
        private int depth;
        private int work;

        boolean equal(Object a, Object b) {
            if (a == b && !(a instanceof Double)) {
                return true;
            }
            if (++depth > MAX_DEPTH) {
                throw new PythonException("RecursionError", "maximum recursion depth exceeded in comparison");
            }
            if (++work > MAX_WORK) {
                throw PythonException.limit("objects too large to compare");
            }
            boolean same = containersEqual(a, b);
            depth--;
            return same;
        }

        private boolean containersEqual(Object a, Object b) {
            if (a instanceof ListObject x) {
                return b instanceof ListObject y && itemsEqual(x.items(), y.items());
            }
            if (a instanceof TupleObject x) {
                return b instanceof TupleObject y && itemsEqual(x.items(), y.items());
            }
            if (a instanceof DictObject x) {
                return b instanceof DictObject y && dictsEqual(x, y);
            }
            if (a instanceof SetObject x) {
                return b instanceof SetObject y && x.sameAs(y);
            }
            if (a instanceof FileNode x) {
                return b instanceof FileNode y && equal(x.name, y.name) && equal(x.content, y.content);
            }
            if (a instanceof DirectoryNode x) {
                return b instanceof DirectoryNode y && equal(x.name, y.name) && dictsEqual(x.contents, y.contents);
            }
            return Numbers.isNumber(a) ? Numbers.isNumber(b) && Numbers.equal(a, b) : a.equals(b);
        }

        private boolean itemsEqual(List<Object> a, List<Object> b) {
            if (a.size() != b.size()) {
                return false;
            }
            for (int i = 0; i < a.size(); i++) {
                if (!equal(a.get(i), b.get(i))) {
                    return false;
                }
            }
            return true;
        }

        private boolean dictsEqual(DictObject a, DictObject b) {
            if (a.size() != b.size()) {
                return false;
            }
            for (Map.Entry<Object, Object> e : a.entries()) {
                Object v = b.get(e.getKey());
                if (v == null || !equal(e.getValue(), v)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** {@code item in container}. */
    static boolean contains(Object container, Object item) {
        if (container instanceof String s) {
            if (!(item instanceof String part)) {
                throw PythonException.type("'in <string>' requires string as left operand, not " + typeName(item));
            }
            return s.contains(part);
        }
        if (container instanceof DictObject d) {
            return d.containsKey(item);
        }
        if (container instanceof SetObject s) {
            return s.contains(item);
        }
        if (container instanceof Value.Bytes) {
            throw PythonException.type("a bytes-like object is required, not '" + typeName(item) + "'");
        }
        if (!(container instanceof ListObject || container instanceof TupleObject)) {
            throw PythonException.type("argument of type '" + typeName(container) + "' is not iterable");
        }
        for (Object o : items(container)) {
            if (equal(o, item)) {
                return true;
            }
        }
        return false;
    }

    /**
     * What a loop over an object goes through: items, keys, or the characters of a text.
     *
     * @throws PythonException TypeError where it cannot be looped over
     */
    static List<Object> items(Object o) {
        if (o instanceof ListObject l) {
            return l.items();
        }
        if (o instanceof TupleObject t) {
            return t.items();
        }
        if (o instanceof DictObject d) {
            return new ArrayList<>(d.keys());
        }
        if (o instanceof SetObject s) {
            return s.items();
        }
        if (o instanceof String s) {
            List<Object> characters = new ArrayList<>(s.length());
            s.codePoints().forEach(c -> characters.add(Character.toString(c)));
            return characters;
        }
        if (o instanceof Value.Bytes b) {
            List<Object> bytes = new ArrayList<>();
            b.latin1().chars().forEach(c -> bytes.add((long) c));
            return bytes;
        }
        throw PythonException.type("'" + typeName(o) + "' object is not iterable");
    }

    /** The text that an object is, for a method of texts; anything else has no such attribute. */
    static String text(Object o, String method) {
        if (o instanceof String s) {
            return s;
        }
        if (o instanceof Value.Bytes) {
            throw PythonException.type("a bytes-like object is required, not 'str'");
        }
        throw PythonException.attribute(o, method);
    }

    /** The dict that an object is, for a method of dicts. */
    static DictObject dict(Object o, String method) {
        if (o instanceof DictObject d) {
            return d;
        }
        throw PythonException.attribute(o, method);
    }

    /** The list that an object is, for a method of lists. */
    static ListObject list(Object o, String method) {
        if (o instanceof ListObject l) {
            return l;
        }
        throw PythonException.attribute(o, method);
    }

    /** {@code o[key]} where a dict is expected. */
    static Object at(Object o, String key) {
        if (o instanceof DictObject d) {
            return d.at(key);
        }
        throw subscript(o, key);
    }

    private static PythonException subscript(Object o, String key) {
        if (o instanceof String) {
            return PythonException.type("string indices must be integers, not 'str'");
        }
        if (o instanceof ListObject || o instanceof TupleObject) {
            return PythonException.type(typeName(o) + " indices must be integers or slices, not " + typeName(key));
        }
        return PythonException.type("'" + typeName(o) + "' object is not subscriptable");
    }

    /** {@code o[key] = value} where a dict is expected. */
    static void put(Object o, Object key, Object value) {
        if (o instanceof DictObject d) {
            d.put(key, value);
        } else if (o instanceof ListObject) {
            throw PythonException.type("list indices must be integers or slices, not " + typeName(key));
        } else {
            throw PythonException.type("'" + typeName(o) + "' object does not support item assignment");
        }
    }

    /** The object that a value stands for: a fresh one, shared with nobody. */
    static Object of(Value v) {
        if (v instanceof Value.Text t) {
            return t.value();
        }
        if (v instanceof Value.Int i) {
            return i.value();
        }
        if (v instanceof Value.Real r) {
            return r.value();
        }
        if (v instanceof Value.Bool b) {
            return b.value();
        }
        if (v instanceof Value.MapValue m) {
            DictObject d = new DictObject();
            for (int i = 0; i < m.size(); i++) {
                d.put(of(m.key(i)), of(m.value(i)));
            }
            return d;
        }
        if (v instanceof Value.ListValue l) {
            return new ListObject(all(l.items()));
        }
        if (v instanceof Value.TupleValue t) {
            return new TupleObject(all(t.items()));
        }
        if (v instanceof Value.SetValue s) {
            return new SetObject(all(s.items()));
        }
        return v instanceof Value.BigInt i ? i.value() : v;
    }

    private static List<Object> all(List<Value> values) {
        List<Object> items = new ArrayList<>(values.size());
        for (Value v : values) {
            items.add(of(v));
        }
        return items;
    }
}
