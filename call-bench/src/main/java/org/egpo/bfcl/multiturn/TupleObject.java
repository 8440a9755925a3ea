package org.egpo.bfcl.multiturn;

import java.util.List;

/** A Python tuple inside a simulation. {@code equals} is Python's, so that it can be a key. */
record TupleObject(List<Object> items) {

    @Override
    public boolean equals(Object o) {
        return o instanceof TupleObject t && PythonObjects.equal(this, t);
    }

    @Override
    public int hashCode() {
        int h = 7;
        for (Object item : items) {
            h = 31 * h + DictObject.key(item).hashCode();
        }
        return h;
    }
}
