package org.egpo.call;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A Python list inside a simulation: mutable, shared by reference. A frozen one belongs to the constants. */
public final class PythonList extends PythonObject {
    /** Lists that grow beyond this end the call; only hostile trajectories get there. */
    private static final int MAX_SIZE = 1_000_000;

    private final List<Value> items;
    private final boolean frozen;
    /** The JSON text of a frozen list, once somebody asked for it. */
    String json;

    public PythonList() {
        this(new ArrayList<>(), false);
    }

    /** A list of these items. */
    public PythonList(Collection<? extends Value> items) {
        this(new ArrayList<>(items), false);
    }

    /** The list becomes this one's own. */
    PythonList(List<Value> items, boolean frozen) {
        this.items = items;
        this.frozen = frozen;
    }

    /** A list that cannot be changed, for many to share. */
    public static PythonList frozen(List<Value> items) {
        return new PythonList(List.copyOf(items), true);
    }

    boolean isFrozen() {
        return frozen;
    }

    public int size() {
        return items.size();
    }

    /** The items as they are at any time; not to be changed. */
    public List<Value> items() {
        return items;
    }

    public void add(Value item) {
        requireRoom(1);
        items.add(item);
    }

    public void addAll(Collection<Value> more) {
        requireRoom(more.size());
        items.addAll(new ArrayList<>(more));
    }

    private void requireRoom(int more) {
        if (frozen) {
            throw PythonError.limit("a list of the constants cannot be changed");
        }
        if (items.size() + (long) more > MAX_SIZE) {
            throw PythonError.limit("a list of more than " + MAX_SIZE + " items");
        }
    }

    /** {@code list.remove(item)}: the first one that equals it. */
    public void remove(Value item) {
        requireRoom(0);
        for (int i = 0; i < items.size(); i++) {
            if (Value.pythonEquals(items.get(i), item)) {
                items.remove(i);
                return;
            }
        }
        throw PythonError.value("list.remove(x): x not in list");
    }

    @Override
    public String typeName() {
        return "list";
    }

    @Override
    boolean truth() {
        return !items.isEmpty();
    }

    @Override
    protected boolean equalTo(Value other, PythonEquality equality) {
        return PythonType.of(other) == PythonType.LIST && equality.itemsEqual(items, PythonObjects.items(other));
    }

    @Override
    protected void print(PythonText out) {
        out.items("[", items, "]");
    }

    @Override
    protected PythonObject copy(PythonCopies copies) {
        if (frozen) {
            return this;
        }
        PythonList c = copies.made(this, new PythonList());
        items.forEach(item -> c.items.add(copies.copy(item)));
        return c;
    }
}
