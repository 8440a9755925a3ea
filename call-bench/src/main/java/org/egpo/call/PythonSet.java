package org.egpo.call;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A Python set inside a simulation: the keys of a dict. Shown sorted by spelling, for Python keeps no order. */
public final class PythonSet extends PythonObject {
    private final PythonDict members = new PythonDict();

    public PythonSet() {}

    public PythonSet(Collection<Value> items) {
        items.forEach(this::add);
    }

    public void add(Value item) {
        members.put(item, Bool.TRUE);
    }

    boolean has(Value item) {
        return members.has(item);
    }

    public int size() {
        return members.size();
    }

    List<Value> items() {
        List<Value> items = new ArrayList<>(members.keys());
        items.sort(Comparator.comparing(PythonText::repr));
        return items;
    }

    @Override
    public String typeName() {
        return "set";
    }

    @Override
    boolean truth() {
        return size() > 0;
    }

    @Override
    protected boolean equalTo(Value other, PythonEquality equality) {
        return other instanceof PythonSet s && equality.equal(members, s.members);
    }

    @Override
    protected void print(PythonText out) {
        out.items(size() == 0 ? "set(" : "{", items(), size() == 0 ? ")" : "}");
    }

    @Override
    protected PythonObject copy(PythonCopies copies) {
        PythonSet c = copies.made(this, new PythonSet());
        members.keys().forEach(c::add);
        return c;
    }
}
