package org.egpo.call;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A value of a function argument as Python knows it: {@code 1}, {@code 1.0}, {@code True}, {@code (1,)} and {@code [1]}
 * stay five different values. Values are immutable, but for what a simulation makes: {@link PythonList}, {@link PythonDict},
 * {@link PythonSet} and {@link PythonObject}.
 *
 * <p>{@code equals} is Java's strict sense (same kind, same content). Python's {@code ==}, where
 * {@code 1 == 1.0 == True}, is {@link #pythonEquals}.
 */
public sealed interface Value
        permits Value.None,
                Value.Bool,
                Value.Int,
                Value.BigInt,
                Value.Real,
                Value.Complex,
                Value.Text,
                Value.Bytes,
                Value.Items,
                Value.TupleValue,
                Value.MapValue,
                PythonObject {
    /** Python's {@code None}, JSON's {@code null}. */
    enum None implements Value {
        NONE
    }

    record Bool(boolean value) implements Value {
        public static final Bool TRUE = new Bool(true);
        public static final Bool FALSE = new Bool(false);

        public static Bool of(boolean value) {
            return value ? TRUE : FALSE;
        }
    }

    /** An integer that fits 64 bits. Larger ones are {@link BigInt}; {@link #integer} picks. */
    record Int(long value) implements Value {}

    /** An integer outside the range of {@code long}. */
    record BigInt(BigInteger value) implements Value {
        public BigInt {
            if (value.bitLength() < Long.SIZE) {
                throw new IllegalArgumentException("fits a long, use Value.integer: " + value);
            }
        }
    }

    record Real(double value) implements Value {}

    record Complex(double real, double imaginary) implements Value {}

    /** A string of UTF-16 code units; may hold lone surrogates. */
    record Text(String value) implements Value {
        /** Written out: what a record has by itself is linked anew in each program, and slow until it is compiled. */
        @Override
        public boolean equals(Object o) {
            return o instanceof Text t && value.equals(t.value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }
    }

    /** Bytes, held as a string of the characters U+0000 to U+00FF so that the record is immutable. */
    record Bytes(String latin1) implements Value {}

    /** A list or a set: equal to another one of its kind that has equal items in the same order. */
    abstract sealed class Items implements Value permits ListValue, SetValue {
        private final List<Value> items;

        private Items(List<? extends Value> items) {
            this.items = List.copyOf(items);
        }

        public List<Value> items() {
            return items;
        }

        @Override
        public final boolean equals(Object o) {
            boolean sameKind = o instanceof ListValue ? this instanceof ListValue : this instanceof SetValue;
            return o instanceof Items other && sameKind && items().equals(other.items());
        }

        @Override
        public final int hashCode() {
            return items().hashCode();
        }

        @Override
        public final String toString() {
            return (this instanceof ListValue ? "ListValue" : "SetValue") + items();
        }
    }

    sealed class ListValue extends Items permits PythonList {
        /** What a simulation has printed of it, which it will ask for again. */
        @Nullable
        String json;

        public ListValue(List<? extends Value> items) {
            super(items);
        }
    }

    record TupleValue(List<Value> items) implements Value {
        public TupleValue {
            items = List.copyOf(items);
        }
    }

    /** A set: items in insertion order, none equal to another in Python's sense. */
    sealed class SetValue extends Items permits PythonSet {
        public SetValue(List<? extends Value> items) {
            super(items);
        }
    }

    /** An integer of any size. */
    static Value integer(BigInteger value) {
        return value.bitLength() < Long.SIZE ? new Int(value.longValueExact()) : new BigInt(value);
    }

    static Value integer(long value) {
        return new Int(value);
    }

    static Value text(String value) {
        return new Text(value);
    }

    /** A value of what Java has: a String, a whole number, a Double, a Boolean, a list of these, null; a Value is itself. */
    static Value of(@Nullable Object o) {
        if (o == null || o instanceof Value) {
            return o == null ? None.NONE : (Value) o;
        }
        if (o instanceof String s) {
            return new Text(s);
        }
        if (o instanceof Boolean b) {
            return Bool.of(b);
        }
        if (o instanceof List<?> l) {
            return new ListValue(l.stream().map(Value::of).toList());
        }
        return o instanceof Double d ? new Real(d) : new Int(((Number) o).longValue());
    }

    /** Whether a value is this text. */
    static boolean is(@Nullable Value v, String text) {
        return v instanceof Text t && t.value.equals(text);
    }

    /**
     * Python's {@code a == b}: numbers by value across int, float, bool and complex (exactly, without rounding), lists
     * with lists and tuples with tuples item by item, maps without regard to order, NaN unequal to everything.
     */
    static boolean pythonEquals(Value a, Value b) {
        if (a instanceof Text s) {
            return b instanceof Text t && s.value.equals(t.value);
        }
        return a instanceof Int i && b instanceof Int j ? i.value == j.value : new PythonEquality().equal(a, b);
    }

    /** A hash that agrees with {@link #pythonEquals}; maps and lists hash too, unlike in Python. */
    static int pythonHash(Value v) {
        return PythonEquality.hash(v);
    }

    /** A map in insertion order, with keys of any kind; see {@link MapBuilder}. */
    sealed class MapValue implements Value permits PythonDict {
        public static final MapValue EMPTY = new MapValue();
        private static final int LINEAR = 8;

        private Value[] keys = new Value[4];
        private Value[] values = new Value[4];
        private int size;
        /** Place by key, where there are more than a few. */
        private @Nullable Map<Object, Integer> index;

        MapValue() {}

        /** A map of texts and values in turn, values as {@link Value#of} takes them. */
        public static MapValue of(@Nullable Object... keysAndValues) {
            MapBuilder map = new MapBuilder();
            for (int i = 0; i < keysAndValues.length; i += 2) {
                map.put((String) keysAndValues[i], Value.of(keysAndValues[i + 1]));
            }
            return map.build();
        }

        /** The same keys with other values. */
        public final MapValue mapped(BiFunction<Value, Value, Value> change) {
            MapBuilder changed = new MapBuilder();
            forEach((key, value) -> changed.put(key, change.apply(key, value)));
            return changed.build();
        }

        public final int size() {
            return size;
        }

        public final Value key(int i) {
            return keys[Objects.checkIndex(i, size)];
        }

        public final Value value(int i) {
            return values[Objects.checkIndex(i, size)];
        }

        /** {@code list(d)[0]}. */
        public final Value firstKey() {
            if (size == 0) {
                throw new PythonError("IndexError", "list index out of range");
            }
            return keys[0];
        }

        /** The keys, in order. */
        public final List<Value> keys() {
            return List.of(Arrays.copyOf(keys, size));
        }

        /** The values, in the order of the keys. */
        public final List<Value> values() {
            return List.of(Arrays.copyOf(values, size));
        }

        /** The value under a key equal to this one in Python's sense, or null. */
        public final @Nullable Value get(Value key) {
            int i = find(key);
            return i < 0 ? null : values[i];
        }

        public final @Nullable Value get(String key) {
            return get(new Text(key));
        }

        /** {@code d.get(key, otherwise)}. */
        public final Value get(Value key, Value otherwise) {
            int i = find(key);
            return i < 0 ? otherwise : values[i];
        }

        public final void forEach(BiConsumer<Value, Value> each) {
            for (int i = 0; i < size; i++) {
                each.accept(keys[i], values[i]);
            }
        }

        final void set(Value key, Value value) {
            int i = place(key);
            if (i < 0) {
                append(key, value);
            } else {
                values[i] = value;
            }
        }

        /** Adds a key that is not there. */
        final void append(Value key, Value value) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            keys[size] = key;
            values[size++] = value;
            if (index != null) {
                index.put(hashed(key), size - 1);
            } else if (size > LINEAR) {
                index = new HashMap<>();
                for (int i = 0; i < size; i++) {
                    index.put(hashed(keys[i]), i);
                }
            }
        }

        /** Takes a key out that was at this place. */
        final void remove(int i) {
            System.arraycopy(keys, i + 1, keys, i, size - i - 1);
            System.arraycopy(values, i + 1, values, i, size - i - 1);
            size--;
            index = null;
        }

        private static Object hashed(Value key) {
            return key instanceof Text ? key : new PythonKey(key);
        }

        /** The place of a key, or -1; raises TypeError where it can be none. */
        final int find(Value key) {
            if (!(key instanceof Text)) {
                PythonObjects.requireHashable(key);
            }
            return place(key);
        }

        private int place(Value key) {
            if (index != null) {
                return index.getOrDefault(hashed(key), -1);
            }
            for (int i = 0; i < size; i++) {
                if (pythonEquals(keys[i], key)) {
                    return i;
                }
            }
            return -1;
        }

        @Override
        public final boolean equals(Object o) {
            return o instanceof MapValue m
                    && Arrays.equals(keys, 0, size, m.keys, 0, m.size)
                    && Arrays.equals(values, 0, size, m.values, 0, m.size);
        }

        @Override
        public final int hashCode() {
            return 31 * keys().hashCode() + values().hashCode();
        }

        @Override
        public final String toString() {
            return "MapValue" + keys() + values();
        }
    }

    /** A value used as a key of a Python dict: equal by {@link #pythonEquals}. */
    record PythonKey(Value value) {
        @Override
        public boolean equals(Object o) {
            return o instanceof PythonKey k && pythonEquals(value, k.value);
        }

        @Override
        public int hashCode() {
            return pythonHash(value);
        }
    }

    /** Collects entries as a Python dict does: a repeated key keeps its place and takes the last value. */
    final class MapBuilder {
        private final MapValue map = new MapValue();

        public MapBuilder put(Value key, Value value) {
            map.set(key, value);
            return this;
        }

        public MapBuilder put(String key, Value value) {
            return put(new Text(key), value);
        }

        /** The map; the builder must not be used afterwards. */
        public MapValue build() {
            return map.size() == 0 ? MapValue.EMPTY : map;
        }
    }
}
