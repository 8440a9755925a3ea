package org.egpo.call;

import java.util.IdentityHashMap;
import java.util.Map;

/** Deep copies that keep aliases: an object met twice is copied once. */
public final class PythonCopies {
    private final Map<PythonObject, PythonObject> copies = new IdentityHashMap<>();

    /** The copy of an object; what cannot change is its own. */
    @SuppressWarnings("unchecked")
    public <V extends Value> V copy(V v) {
        if (!(v instanceof PythonObject o)) {
            return v;
        }
        PythonObject known = copies.get(o);
        return (V) (known != null ? known : o.copy(this));
    }

    /** Tells which object is the copy of another one; the first one told counts. */
    @SuppressWarnings("unchecked")
    public <O extends PythonObject> O made(O original, O copy) {
        PythonObject before = copies.putIfAbsent(original, copy);
        return (O) (before == null ? copy : before);
    }
}
