package org.egpo.bfcl.multiturn;

import java.util.ArrayList;
import java.util.List;

/** A Python set inside a simulation: the keys of a dict. */
final class SetObject {
    private final DictObject members = new DictObject();

    SetObject() {}

    SetObject(Iterable<Object> items) {
        items.forEach(this::add);
    }

    void add(Object item) {
        members.put(item, Boolean.TRUE);
    }

    boolean contains(Object item) {
        return members.containsKey(item);
    }

    int size() {
        return members.size();
    }

    List<Object> items() {
        return new ArrayList<>(members.keys());
    }

    boolean sameAs(SetObject other) {
        return members.sameAs(other.members);
    }
}
