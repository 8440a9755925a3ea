package org.egpo.bfcl.multiturn;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.call.Value;

/**
 * A Python dict inside a simulation: mutable, in insertion order, shared by reference. Keys are equal as in Python:
 * {@code 1}, {@code 1.0} and {@code True} are one key, spelled as it was first put in.
 */
final class DictObject {
    private final LinkedHashMap<Object, Object> entries = new LinkedHashMap<>();
    /** Keys that are spelled differently from the form they are found by; null while there are none. */
    private Map<Object, Object> spellings;

    /** A dict of texts and values in turn: {@code DictObject.of("result", 3L)}. */
    static DictObject of(Object... keysAndValues) {
        DictObject d = new DictObject();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            d.entries.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return d;
    }

    /** {@code {"error": text}}, the way the simulated functions refuse. */
    static DictObject error(String text) {
        return of("error", text);
    }

    /**
     * The form by which a key is found: numbers that are whole become one kind.
     *
     * @throws PythonException TypeError where Python says {@code unhashable type}
     */
    static Object key(Object key) {
        if (key instanceof String || key instanceof Long) {
            return key;
        }
        if (key instanceof Boolean b) {
            return b ? 1L : 0L;
        }
        if (key instanceof Double d) {
            return d == Math.rint(d) && Math.abs(d) < 1e18 ? (Object) (long) d.doubleValue() : key;
        }
        if (key instanceof BigInteger
                || key instanceof Value.None
                || key instanceof Value.Complex
                || key instanceof Value.Bytes) {
            return key;
        }
        if (key instanceof TupleObject t) {
            t.items().forEach(DictObject::key);
            return key;
        }
        if (key instanceof ListObject || key instanceof DictObject || key instanceof SetObject) {
            throw PythonException.type("unhashable type: '" + PythonObjects.typeName(key) + "'");
        }
        return key;
    }

    int size() {
        return entries.size();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean containsKey(Object key) {
        return entries.containsKey(key(key));
    }

    /** {@code d.get(key)}, with Java's null for nothing. */
    Object get(Object key) {
        return entries.get(key(key));
    }

    Object get(Object key, Object otherwise) {
        Object v = get(key);
        return v == null ? otherwise : v;
    }

    /** {@code d[key]}. */
    Object at(Object key) {
        Object v = get(key);
        if (v == null) {
            throw PythonException.key(key);
        }
        return v;
    }

    void put(Object key, Object value) {
        Object k = key(key);
        boolean known = entries.containsKey(k);
        entries.put(k, value);
        if (!known && !k.equals(key)) {
            if (spellings == null) {
                spellings = new HashMap<>();
            }
            spellings.put(k, key);
        }
    }

    void remove(Object key) {
        Object k = key(key);
        if (entries.remove(k) == null) {
            throw PythonException.key(key);
        }
        if (spellings != null) {
            spellings.remove(k);
        }
    }

    /** Keys as they are spelled, in order. */
    Collection<Object> keys() {
        if (spellings == null || spellings.isEmpty()) {
            return entries.keySet();
        }
        List<Object> keys = new ArrayList<>(entries.size());
        entries.keySet().forEach(k -> keys.add(spellings.getOrDefault(k, k)));
        return keys;
    }

    Collection<Object> values() {
        return entries.values();
    }

    /** Entries by the form by which they are found; {@link #spelling} gives the key itself. */
    Iterable<Map.Entry<Object, Object>> entries() {
        return entries.entrySet();
    }

    Object spelling(Object key) {
        return spellings == null ? key : spellings.getOrDefault(key, key);
    }

    /** A shallow copy. */
    DictObject copy() {
        DictObject d = new DictObject();
        d.entries.putAll(entries);
        d.spellings = spellings == null ? null : new HashMap<>(spellings);
        return d;
    }

    boolean sameAs(DictObject other) {
        if (entries.size() != other.entries.size()) {
            return false;
        }
        for (Map.Entry<Object, Object> e : entries.entrySet()) {
            Object v = other.entries.get(e.getKey());
            if (v == null || !PythonObjects.equal(e.getValue(), v)) {
                return false;
            }
        }
        return true;
    }
}
