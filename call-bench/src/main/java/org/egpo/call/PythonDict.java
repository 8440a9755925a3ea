package org.egpo.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * A Python dict inside a simulation: mutable, in insertion order, shared by reference. Keys are equal as in Python:
 * {@code 1}, {@code 1.0} and {@code True} are one key, spelled as it was first put in. Where Python says
 * {@code unhashable type}, every method that takes a key raises TypeError.
 */
public final class PythonDict extends PythonObject {
    /** The keys of dicts that functions make again and again. */
    private static final Map<String, Text[]> NAMES = new ConcurrentHashMap<>();

    /** By the key itself where it is a text, else by what makes it equal as in Python. */
    private final Map<Object, Value> entries;

    public PythonDict() {
        this(new LinkedHashMap<>());
    }

    private PythonDict(Map<Object, Value> entries) {
        this.entries = entries;
    }

    /** A dict of texts and values in turn, values as {@link Value#of} takes them: {@code PythonDict.of("result", 3)}. */
    public static PythonDict of(Object... keysAndValues) {
        PythonDict d = new PythonDict();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            d.put((String) keysAndValues[i], Value.of(keysAndValues[i + 1]));
        }
        return d;
    }

    /** The same with all names first, in one text: {@code PythonDict.named("id title", 1, "a")}. */
    public static PythonDict named(String names, Object... values) {
        PythonDict d = new PythonDict();
        Text[] keys = NAMES.computeIfAbsent(names, PythonDict::keys);
        for (int i = 0; i < keys.length; i++) {
            d.entries.put(keys[i], Value.of(values[i]));
        }
        return d;
    }

    private static Text[] keys(String names) {
        return Arrays.stream(names.split(" ")).map(Text::new).toArray(Text[]::new);
    }

    private static Object key(Value key) {
        if (key instanceof Text) {
            return key;
        }
        PythonObjects.requireHashable(key);
        return new PythonKey(key);
    }

    static Value spelled(Object key) {
        return key instanceof PythonKey k ? k.value() : (Value) key;
    }

    /** What the dict has, each key as {@link #spelled} tells it. */
    Iterable<Map.Entry<Object, Value>> entries() {
        return entries.entrySet();
    }

    public int size() {
        return entries.size();
    }

    public boolean has(Value key) {
        return entries.containsKey(key(key));
    }

    /** {@code d.get(key)}, with Java's null for nothing. */
    public Value get(Value key) {
        return entries.get(key(key));
    }

    public Value get(Value key, Value otherwise) {
        return entries.getOrDefault(key(key), otherwise);
    }

    /** {@code d[key]}. */
    public Value at(Value key) {
        Value v = get(key);
        if (v == null) {
            throw PythonError.key(key);
        }
        return v;
    }

    public void put(Value key, Value value) {
        entries.put(key(key), value);
    }

    public void put(String key, Value value) {
        entries.put(new Text(key), value);
    }

    public void remove(Value key) {
        if (entries.remove(key(key)) == null) {
            throw PythonError.key(key);
        }
    }

    /** Keys as they were first spelled, in order; a copy. */
    public List<Value> keys() {
        List<Value> keys = new ArrayList<>(entries.size());
        entries.keySet().forEach(k -> keys.add(spelled(k)));
        return keys;
    }

    public Collection<Value> values() {
        return entries.values();
    }

    public void forEach(BiConsumer<Value, Value> each) {
        entries.forEach((k, v) -> each.accept(spelled(k), v));
    }

    /** A shallow copy. */
    public PythonDict copy() {
        return new PythonDict(new LinkedHashMap<>(entries));
    }

    @Override
    public String typeName() {
        return "dict";
    }

    @Override
    boolean truth() {
        return !entries.isEmpty();
    }

    @Override
    protected boolean equalTo(Value other, PythonEquality equality) {
        if (!(other instanceof PythonDict d) || d.entries.size() != entries.size()) {
            return false;
        }
        for (Map.Entry<Object, Value> e : entries.entrySet()) {
            Value v = d.entries.get(e.getKey());
            if (v == null || !equality.equal(e.getValue(), v)) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected void print(PythonText out) {
        String before = "{";
        for (Map.Entry<Object, Value> e : entries.entrySet()) {
            out.append(before);
            out.print(spelled(e.getKey()));
            out.append(": ");
            out.print(e.getValue());
            before = ", ";
        }
        out.append(entries.isEmpty() ? "{}" : "}");
    }

    @Override
    protected PythonObject copy(PythonCopies copies) {
        PythonDict c = copies.made(this, new PythonDict());
        entries.forEach((k, v) -> c.entries.put(k, copies.copy(v)));
        return c;
    }
}
