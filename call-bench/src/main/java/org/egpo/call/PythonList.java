package org.egpo.call;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A Python list inside a simulation: mutable, shared by reference. */
public final class PythonList extends Value.ListValue {
    /** Lists that grow beyond this end the call; only hostile trajectories get there. */
    private static final int MAX_SIZE = 1_000_000;

    private final List<Value> items;

    public PythonList() {
        this(List.of());
    }

    /** A list of these items. */
    public PythonList(List<? extends Value> items) {
        super(List.of());
        this.items = new ArrayList<>(items);
    }

    /** The items as they are at any time; not to be changed. */
    @Override
    public List<Value> items() {
        return items;
    }

    public int size() {
        return items.size();
    }

    public void add(Value item) {
        addAll(List.of(item));
    }

    public void addAll(Collection<Value> more) {
        if (size() + (long) more.size() > MAX_SIZE) {
            throw PythonError.limit("a list of more than " + MAX_SIZE + " items");
        }
        items.addAll(new ArrayList<>(more));
    }

    /** {@code list.remove(item)}: the first one that equals it. */
    public void remove(Value item) {
        for (int i = 0; i < size(); i++) {
            if (Value.pythonEquals(items.get(i), item)) {
                items.remove(i);
                return;
            }
        }
        throw PythonError.value("list.remove(x): x not in list");
    }
}
