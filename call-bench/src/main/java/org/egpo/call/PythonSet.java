package org.egpo.call;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A Python set inside a simulation: the keys of a dict. Shown sorted by spelling, for Python keeps no order. */
public final class PythonSet extends Value.SetValue {
    final PythonDict members = new PythonDict();

    public PythonSet() {
        super(List.of());
    }

    public PythonSet(Collection<Value> items) {
        this();
        items.forEach(this::add);
    }

    public void add(Value item) {
        members.put(item, Value.Bool.TRUE);
    }

    boolean has(Value item) {
        return members.has(item);
    }

    public int size() {
        return members.size();
    }

    @Override
    public List<Value> items() {
        return members.keys().stream()
                .sorted(Comparator.comparing(PythonText::repr))
                .toList();
    }
}
