package org.egpo.call;

import java.math.BigInteger;
import java.util.List;

/** Python's {@code ==} and the hash that agrees with it. Objects of a simulation are compared with bounded depth and work. */
public final class PythonEquality {
    /** CPython stops at about a thousand nested calls. */
    private static final int MAX_DEPTH = 900;

    private static final int MAX_WORK = 2_000_000;

    private int depth;
    private int work;

    PythonEquality() {}

    /** {@code a == b} inside a larger comparison. */
    public boolean equal(Value a, Value b) {
        if (a == b) {
            return !(a instanceof Value.Real r) || !Double.isNaN(r.value());
        }
        if (a instanceof Value.Text) {
            return a.equals(b);
        }
        if (a instanceof Value.Real x && b instanceof Value.Real y) {
            return x.value() == y.value();
        }
        if (PythonArithmetic.isNumber(a)) {
            return PythonArithmetic.isNumber(b) && PythonArithmetic.numbersEqual(a, b);
        }
        if (++depth > MAX_DEPTH) {
            throw new PythonError("RecursionError", "maximum recursion depth exceeded in comparison");
        }
        if (++work > MAX_WORK) {
            throw PythonError.limit("objects too large to compare");
        }
        boolean same = sameParts(a, b);
        depth--;
        return same;
    }

    private boolean sameParts(Value a, Value b) {
        if (a instanceof PythonObject o) {
            return o.equalTo(b, this);
        }
        if (b instanceof PythonObject o) {
            return o.equalTo(a, this);
        }
        PythonType type = PythonType.of(a);
        if (type != PythonType.of(b)) {
            return false;
        }
        return switch (type) {
            case LIST, TUPLE -> itemsEqual(PythonObjects.items(a), PythonObjects.items(b));
            case DICT -> entriesEqual((Value.MapValue) a, (Value.MapValue) b);
            case SET -> equal(members(a), members(b));
            default -> a.equals(b);
        };
    }

    private static PythonDict members(Value set) {
        return set instanceof PythonSet s ? s.members : new PythonSet(PythonObjects.items(set)).members;
    }

    private boolean itemsEqual(List<Value> a, List<Value> b) {
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

    private boolean entriesEqual(Value.MapValue a, Value.MapValue b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            // Nearly always the keys stand in the same order.
            Value key = a.key(i);
            boolean same = key == b.key(i) || key instanceof Value.Text && key.equals(b.key(i));
            Value v = same ? b.value(i) : b.get(key);
            if (v == null || !equal(a.value(i), v)) {
                return false;
            }
        }
        return true;
    }

    static int hash(Value v) {
        if (v instanceof Value.Text s) {
            return s.value().hashCode();
        }
        if (v instanceof Value.Int i) {
            return Double.hashCode((double) i.value() + 0.0);
        }
        if (v instanceof Value.Real r) {
            return Double.hashCode(r.value() + 0.0);
        }
        if (v instanceof Value.Complex c) {
            return c.imaginary() == 0 ? Double.hashCode(c.real() + 0.0) : c.hashCode();
        }
        if (v instanceof Value.ListValue l) {
            return itemsHash(l.items());
        }
        if (v instanceof Value.TupleValue t) {
            return ~itemsHash(t.items());
        }
        if (v instanceof Value.MapValue m) {
            return m.size();
        }
        if (v instanceof Value.SetValue s) {
            return s.items().size();
        }
        BigInteger i = PythonArithmetic.integer(v);
        return i == null ? v.hashCode() : Double.hashCode(i.doubleValue());
    }

    private static int itemsHash(List<Value> items) {
        int h = 1;
        for (Value item : items) {
            h = 31 * h + hash(item);
        }
        return h;
    }
}
