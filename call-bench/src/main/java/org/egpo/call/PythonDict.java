package org.egpo.call;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A Python dict inside a simulation: mutable, in insertion order, shared by reference. Keys are equal as in Python:
 * {@code 1}, {@code 1.0} and {@code True} are one key, spelled as it was first put in. Where Python says
 * {@code unhashable type}, every method that takes a key raises TypeError.
 */
public final class PythonDict extends Value.MapValue {
    /** The keys of dicts that functions make again and again. */
    private static final Map<String, Value[]> NAMES = new ConcurrentHashMap<>();

    /** A dict of texts and values in turn, values as {@link Value#of} takes them: {@code PythonDict.of("result", 3)}. */
    public static PythonDict of(@Nullable Object... keysAndValues) {
        PythonDict d = new PythonDict();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            d.append(new Value.Text((String) keysAndValues[i]), Value.of(keysAndValues[i + 1]));
        }
        return d;
    }

    /** The same with all names first, in one text: {@code PythonDict.named("id title", 1, "a")}. */
    public static PythonDict named(String names, @Nullable Object... values) {
        PythonDict d = new PythonDict();
        Value[] keys = NAMES.computeIfAbsent(
                names, n -> Arrays.stream(n.split(" ")).map(Value::text).toArray(Value[]::new));
        for (int i = 0; i < keys.length; i++) {
            d.append(keys[i], Value.of(values[i]));
        }
        return d;
    }

    public boolean has(Value key) {
        return find(key) >= 0;
    }

    /** {@code d[key]}. */
    public Value at(Value key) {
        return PythonObjects.item(this, key);
    }

    public void put(Value key, Value value) {
        PythonObjects.requireHashable(key);
        set(key, value);
    }

    public void put(String key, Value value) {
        set(new Value.Text(key), value);
    }

    public void remove(Value key) {
        int i = find(key);
        if (i < 0) {
            throw PythonError.key(key);
        }
        remove(i);
    }
}
