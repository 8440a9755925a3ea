package org.egpo.call;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * A value of a function argument as Python knows it: {@code 1}, {@code 1.0}, {@code True}, {@code (1,)} and {@code [1]}
 * stay five different values. Values are immutable, but for the {@link PythonObject}s of a simulation.
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
                Value.ListValue,
                Value.TupleValue,
                Value.SetValue,
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
    record Text(String value) implements Value {}

    /** Bytes, held as a string of the characters U+0000 to U+00FF so that the record is immutable. */
    record Bytes(String latin1) implements Value {}

    record ListValue(List<Value> items) implements Value {
        public ListValue {
            items = List.copyOf(items);
        }
    }

    record TupleValue(List<Value> items) implements Value {
        public TupleValue {
            items = List.copyOf(items);
        }
    }

    /** A set: items in insertion order, none equal to another in Python's sense. */
    record SetValue(List<Value> items) implements Value {
        public SetValue {
            items = List.copyOf(items);
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

    /** A value of what Java has: a String, a whole number, a Double, a Boolean, a list of these; a Value is itself. */
    static Value of(Object o) {
        if (o instanceof Value v) {
            return v;
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
    static boolean is(Value v, String text) {
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
        if (a instanceof Int i && b instanceof Int j) {
            return i.value == j.value;
        }
        if (a instanceof Real x && b instanceof Real y) {
            return x.value == y.value;
        }
        return new PythonEquality().equal(a, b);
    }

    /** A hash that agrees with {@link #pythonEquals}; maps and lists hash too, unlike in Python. */
    static int pythonHash(Value v) {
        return PythonEquality.hash(v);
    }

    /** A map in insertion order, with keys of any kind; see {@link MapBuilder}. */
    final class MapValue implements Value {
        public static final MapValue EMPTY = new MapValue(new Value[0], new Value[0], 0, null);
        private static final int LINEAR = 8;

        private final Value[] keys;
        private final Value[] values;
        private final int size;
        /** Place by key, or null where there are few keys. */
        private final Map<PythonKey, Integer> index;

        /** A map of texts and values in turn, values as {@link Value#of} takes them. */
        public static MapValue of(Object... keysAndValues) {
            MapBuilder map = new MapBuilder();
            for (int i = 0; i < keysAndValues.length; i += 2) {
                map.put((String) keysAndValues[i], Value.of(keysAndValues[i + 1]));
            }
            return map.build();
        }

        private MapValue(Value[] keys, Value[] values, int size, Map<PythonKey, Integer> index) {
            this.index = index;
            this.keys = keys;
            this.values = values;
            this.size = size;
        }

        /** The same keys with other values. */
        public MapValue mapped(BiFunction<Value, Value, Value> change) {
            MapBuilder changed = new MapBuilder();
            for (int i = 0; i < size; i++) {
                changed.put(keys[i], change.apply(keys[i], values[i]));
            }
            return changed.build();
        }

        public int size() {
            return size;
        }

        public Value key(int i) {
            return keys[Objects.checkIndex(i, size)];
        }

        public Value value(int i) {
            return values[Objects.checkIndex(i, size)];
        }

        /** The value under a key equal to this one in Python's sense, or null. */
        public Value get(Value key) {
            int i = MapBuilder.find(keys, size, index, key);
            return i < 0 ? null : values[i];
        }

        public Value get(String key) {
            return get(new Text(key));
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof MapValue m
                    && Arrays.equals(keys, 0, size, m.keys, 0, m.size)
                    && Arrays.equals(values, 0, size, m.values, 0, m.size);
        }

        @Override
        public int hashCode() {
            int h = 1;
            for (int i = 0; i < size; i++) {
                h = 31 * h + (keys[i].hashCode() ^ values[i].hashCode());
            }
            return h;
        }

        @Override
        public String toString() {
            StringBuilder b = new StringBuilder("MapValue{");
            for (int i = 0; i < size; i++) {
                b.append(i == 0 ? "" : ", ").append(keys[i]).append('=').append(values[i]);
            }
            return b.append('}').toString();
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
        private Value[] keys = new Value[4];
        private Value[] values = new Value[4];
        private int size;
        private Map<PythonKey, Integer> index;

        public MapBuilder put(Value key, Value value) {
            int i = indexOf(key);
            if (i >= 0) {
                values[i] = value;
                return this;
            }
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            keys[size] = key;
            values[size] = value;
            if (index != null) {
                index.put(new PythonKey(key), size);
            }
            size++;
            return this;
        }

        public MapBuilder put(String key, Value value) {
            return put(new Text(key), value);
        }

        /** The map; the builder must not be used afterwards. */
        public MapValue build() {
            return size == 0 ? MapValue.EMPTY : new MapValue(keys, values, size, index);
        }

        private int indexOf(Value key) {
            if (index == null && size > MapValue.LINEAR) {
                index = new HashMap<>();
                for (int i = 0; i < size; i++) {
                    index.put(new PythonKey(keys[i]), i);
                }
            }
            return find(keys, size, index, key);
        }

        private static int find(Value[] keys, int size, Map<PythonKey, Integer> index, Value key) {
            if (index != null) {
                return index.getOrDefault(new PythonKey(key), -1);
            }
            for (int i = 0; i < size; i++) {
                if (pythonEquals(keys[i], key)) {
                    return i;
                }
            }
            return -1;
        }
    }
}
