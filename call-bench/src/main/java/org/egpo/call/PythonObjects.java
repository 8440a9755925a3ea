package org.egpo.call;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What Python does to a value of any type, with CPython's error texts: truth, length, iteration, membership, items. */
public final class PythonObjects {
    public static final Value.Text EMPTY = new Value.Text("");

    private PythonObjects() {}

    /** {@code bool(v)}. */
    public static boolean truth(Value v) {
        if (v instanceof Value.Bool b) {
            return b.value();
        }
        if (v instanceof Value.Text t) {
            return !t.value().isEmpty();
        }
        if (v instanceof Value.Int i) {
            return i.value() != 0;
        }
        if (v instanceof Value.Real r) {
            return r.value() != 0;
        }
        if (v instanceof Value.Complex c) {
            return c.real() != 0 || c.imaginary() != 0;
        }
        return !(v instanceof Value.None) && (v instanceof Value.BigInt || v instanceof PythonObject || length(v) > 0);
    }

    /** {@code item in container}. */
    public static boolean contains(Value container, Value item) {
        if (container instanceof Value.MapValue m) {
            return m.get(item) != null;
        }
        if (container instanceof PythonSet s) {
            return s.has(item);
        }
        if (container instanceof Value.Text t) {
            if (item instanceof Value.Text part) {
                return t.value().contains(part.value());
            }
            throw PythonError.type("'in <string>' requires string as left operand, not " + PythonType.name(item));
        }
        if (container instanceof Value.Bytes) {
            throw PythonError.type("a bytes-like object is required, not '" + PythonType.name(item) + "'");
        }
        List<Value> items = itemsOrNull(container);
        if (items == null) {
            throw PythonError.type("argument of type '%t' is not iterable", container);
        }
        for (Value v : items) {
            if (v == item || Value.pythonEquals(v, item)) {
                return true;
            }
        }
        return false;
    }

    /**
     * What a loop over a value goes through: items, keys, or the characters of a text.
     *
     * @throws PythonError TypeError where it cannot be looped over
     */
    public static List<Value> items(Value v) {
        List<Value> items = itemsOrNull(v);
        if (items == null) {
            throw PythonError.type("'" + PythonType.name(v) + "' object is not iterable");
        }
        return items;
    }

    private static @Nullable List<Value> itemsOrNull(Value v) {
        if (v instanceof Value.Items i) {
            return i.items();
        }
        if (v instanceof Value.TupleValue t) {
            return t.items();
        }
        if (v instanceof Value.MapValue m) {
            return m.keys();
        }
        List<Value> items = new ArrayList<>();
        if (v instanceof Value.Text t) {
            t.value().codePoints().forEach(c -> items.add(new Value.Text(Character.toString(c))));
        } else if (v instanceof Value.Bytes b) {
            b.latin1().chars().forEach(c -> items.add(new Value.Int(c)));
        } else {
            return null;
        }
        return items;
    }

    /** {@code [change(item) for item in v]}. */
    public static Value.ListValue mapped(Value v, Function<Value, Value> change) {
        List<Value> changed = new ArrayList<>();
        // Not a stream: lists may lie deep in each other, and a stream takes many frames of the stack.
        items(v).forEach(item -> changed.add(change.apply(item)));
        return new Value.ListValue(changed);
    }

    /** {@code len(v)}. */
    public static int length(Value v) {
        if (v instanceof Value.MapValue m) {
            return m.size();
        }
        if (v instanceof Value.Text t) {
            return t.value().codePointCount(0, t.value().length());
        }
        List<Value> items = itemsOrNull(v);
        if (items == null) {
            throw PythonError.type("object of type '" + PythonType.name(v) + "' has no len()");
        }
        return items.size();
    }

    /** {@code v[index]}. */
    public static Value item(Value v, Value index) {
        if (v instanceof Value.MapValue m) {
            Value found = m.get(index);
            if (found == null) {
                throw PythonError.key(index);
            }
            return found;
        }
        boolean text = v instanceof Value.Text;
        PythonType type = PythonType.of(v);
        boolean sequence = text || type == PythonType.LIST || type == PythonType.TUPLE || type == PythonType.BYTES;
        if (!sequence) {
            throw PythonError.type("'" + PythonType.name(v) + "' object is not subscriptable");
        }
        String name = text ? "string" : type == PythonType.BYTES ? "byte" : type.pythonName;
        if (!(index instanceof Value.Int || index instanceof Value.Bool)) {
            throw PythonError.type(
                    name + " indices must be integers" + (text ? ", not '%t'" : " or slices, not %t"), index);
        }
        List<Value> items = items(v);
        long i = index instanceof Value.Int n ? n.value() : truth(index) ? 1 : 0;
        i = i < 0 ? i + items.size() : i;
        if (i < 0 || i >= items.size()) {
            throw new PythonError("IndexError", name + " index out of range");
        }
        return items.get((int) i);
    }

    public static Value item(Value v, int index) {
        return v instanceof Value.ListValue l && index < l.items().size()
                ? l.items().get(index)
                : item(v, new Value.Int(index));
    }

    /** {@code v[key]}. */
    public static Value at(Value v, String key) {
        return item(v, new Value.Text(key));
    }

    public static void put(Value v, String key, Value value) {
        put(v, new Value.Text(key), value);
    }

    /** {@code v[key] = value} where a dict is expected. */
    public static void put(Value v, Value key, Value value) {
        if (v instanceof PythonDict d) {
            d.put(key, value);
        } else if (v instanceof PythonList) {
            throw PythonError.type("list indices must be integers or slices, not " + PythonType.name(key));
        } else {
            throw PythonError.type("'" + PythonType.name(v) + "' object does not support item assignment");
        }
    }

    /** The map that a value of the data is; what calling {@code .items()} on anything else raises. */
    public static Value.MapValue map(Value v) {
        if (v instanceof Value.MapValue m) {
            return m;
        }
        throw PythonError.attribute(v, "items");
    }

    /** The text that a value is, for a method of texts; anything else has no such attribute. */
    public static String text(Value v, String method) {
        if (v instanceof Value.Text t) {
            return t.value();
        }
        if (v instanceof Value.Bytes) {
            throw PythonError.type("a bytes-like object is required, not 'str'");
        }
        throw PythonError.attribute(v, method);
    }

    /** The dict of a simulation that a value is, for a method of dicts. */
    public static PythonDict dict(Value v, String method) {
        return v instanceof PythonDict d ? d : lacks(v, method);
    }

    /** A shallow copy of a map, what {@code v.copy()} gives. */
    public static PythonDict copy(Value v) {
        PythonDict copy = new PythonDict();
        (v instanceof Value.MapValue m ? m : dict(v, "copy")).forEach(copy::append);
        return copy;
    }

    /** The list of a simulation that a value is, for a method of lists. */
    public static PythonList list(Value v, String method) {
        return v instanceof PythonList l ? l : lacks(v, method);
    }

    private static <V> V lacks(Value v, String method) {
        throw v instanceof Value.ListValue || v instanceof Value.MapValue
                ? PythonError.limit("what belongs to the constants cannot be changed")
                : PythonError.attribute(v, method);
    }

    /** {@code a is b}. */
    static boolean same(Value a, Value b) {
        return a == b || !isContainer(a) && a.equals(b);
    }

    private static boolean isContainer(Value v) {
        return v instanceof Value.Items || v instanceof Value.MapValue;
    }

    /** @throws PythonError TypeError where a value can be no key */
    public static void requireHashable(Value v) {
        if (v instanceof Value.TupleValue t) {
            t.items().forEach(PythonObjects::requireHashable);
            return;
        }
        if (isContainer(v)) {
            throw PythonError.type("unhashable type: '" + PythonType.name(v) + "'");
        }
    }

    /** The object of a simulation that a value stands for: a fresh one, shared with nobody. */
    public static Value thaw(Value v) {
        return v instanceof Value.Text ? v : converted(v, false);
    }

    /**
     * The immutable value of an object that is not shared.
     *
     * @throws PythonError LimitExceeded where it holds what is no value
     */
    static Value freeze(Value v) {
        return converted(v, true);
    }

    private static Value converted(Value v, boolean frozen) {
        if (v instanceof Value.MapValue m) {
            Value.MapValue converted = frozen ? new Value.MapValue() : new PythonDict();
            m.forEach((key, value) -> converted.append(converted(key, frozen), converted(value, frozen)));
            return converted;
        }
        if (v instanceof PythonObject && frozen) {
            throw PythonError.limit("arithmetic without a value");
        }
        boolean items = v instanceof Value.Items || v instanceof Value.TupleValue;
        if (!items) {
            return v;
        }
        List<Value> all = new ArrayList<>();
        items(v).forEach(item -> all.add(converted(item, frozen)));
        return v instanceof Value.TupleValue
                ? new Value.TupleValue(all)
                : v instanceof Value.SetValue
                        ? frozen ? new Value.SetValue(all) : new PythonSet(all)
                        : frozen ? new Value.ListValue(all) : new PythonList(all);
    }
}
