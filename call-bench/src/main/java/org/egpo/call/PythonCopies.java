package org.egpo.call;

import java.util.IdentityHashMap;
import java.util.Map;

/** Deep copies that keep aliases: an object met twice is copied once. */
public final class PythonCopies {
    private final Map<Value, Value> copies = new IdentityHashMap<>();

    /** The copy of an object; what cannot change is its own. */
    @SuppressWarnings("unchecked")
    public <V extends Value> V copy(V v) {
        Value known = copies.get(v);
        return (V) (known != null ? known : fresh(v));
    }

    private Value fresh(Value v) {
        if (v instanceof PythonList l) {
            PythonList c = made(l, new PythonList());
            l.items().forEach(item -> c.add(copy(item)));
            return c;
        }
        if (v instanceof PythonDict d) {
            PythonDict c = made(d, new PythonDict());
            d.forEach((key, value) -> c.append(key, copy(value)));
            return c;
        }
        if (v instanceof PythonSet s) {
            return made(s, new PythonSet(s.members.keys()));
        }
        return v instanceof PythonObject o ? o.copy(this) : v;
    }

    /** Tells which object is the copy of another one; the first one told counts. */
    @SuppressWarnings("unchecked")
    public <O extends Value> O made(O original, O copy) {
        Value before = copies.putIfAbsent(original, copy);
        return (O) (before == null ? copy : before);
    }
}
