package org.egpo.bfcl.multiturn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** A Python list inside a simulation: mutable, shared by reference. A frozen one belongs to the constants. */
final class ListObject implements Iterable<Object> {
    /** Lists that grow beyond this end the call; only hostile trajectories get there. */
    private static final int MAX_SIZE = 1_000_000;

    private final List<Object> items;
    private final boolean frozen;
    /** The JSON text of a frozen list, once somebody asked for it. */
    String json;

    ListObject() {
        this(new ArrayList<>(), false);
    }

    ListObject(List<Object> items) {
        this(items, false);
    }

    ListObject(List<Object> items, boolean frozen) {
        this.items = items;
        this.frozen = frozen;
    }

    static ListObject of(Object... items) {
        return new ListObject(new ArrayList<>(List.of(items)));
    }

    static ListObject copyOf(Collection<Object> items) {
        return new ListObject(new ArrayList<>(items));
    }

    boolean isFrozen() {
        return frozen;
    }

    int size() {
        return items.size();
    }

    Object get(int i) {
        return items.get(i);
    }

    List<Object> items() {
        return items;
    }

    ListObject copy() {
        return new ListObject(new ArrayList<>(items));
    }

    void add(Object item) {
        requireRoom(1);
        items.add(item);
    }

    void addAll(Collection<?> more) {
        requireRoom(more.size());
        items.addAll(new ArrayList<>(more));
    }

    private void requireRoom(int more) {
        if (frozen) {
            throw PythonException.limit("a list of the constants cannot be changed");
        }
        if (items.size() + (long) more > MAX_SIZE) {
            throw PythonException.limit("a list of more than " + MAX_SIZE + " items");
        }
    }

    boolean contains(Object item) {
        return indexOf(item) >= 0;
    }

    private int indexOf(Object item) {
        for (int i = 0; i < items.size(); i++) {
            if (PythonObjects.equal(items.get(i), item)) {
                return i;
            }
        }
        return -1;
    }

    /** {@code list.remove(item)}: the first one that equals it. */
    void remove(Object item) {
        requireRoom(0);
        int i = indexOf(item);
        if (i < 0) {
            throw PythonException.value("list.remove(x): x not in list");
        }
        items.remove(i);
    }

    @Override
    public Iterator<Object> iterator() {
        return items.iterator();
    }
}
