package org.egpo.bfcl.multiturn;

import java.util.IdentityHashMap;
import java.util.Map;

/** Deep copies that keep aliases: an object met twice is copied once. */
final class ObjectCopies {
    private final Map<Object, Object> copies = new IdentityHashMap<>();

    Object copy(Object o) {
        if (o instanceof ListObject l) {
            return l.isFrozen() ? l : list(l);
        }
        if (o instanceof DictObject d) {
            return dict(d);
        }
        if (o instanceof FileNode f) {
            return copies.computeIfAbsent(f, x -> new FileNode(f.name, f.content));
        }
        return o instanceof DirectoryNode d ? directory(d) : o;
    }

    ListObject list(ListObject l) {
        ListObject known = (ListObject) copies.get(l);
        if (known != null) {
            return known;
        }
        ListObject c = new ListObject();
        copies.put(l, c);
        l.forEach(item -> c.add(copy(item)));
        return c;
    }

    DictObject dict(DictObject d) {
        DictObject known = (DictObject) copies.get(d);
        if (known != null) {
            return known;
        }
        DictObject c = new DictObject();
        copies.put(d, c);
        d.entries().forEach(e -> c.put(d.spelling(e.getKey()), copy(e.getValue())));
        return c;
    }

    DirectoryNode directory(DirectoryNode d) {
        if (d == null) {
            return null;
        }
        DirectoryNode known = (DirectoryNode) copies.get(d);
        if (known != null) {
            return known;
        }
        DirectoryNode c = new DirectoryNode(d.name, directory(d.parent));
        // The parent's contents may have led here already.
        if (copies.get(d) instanceof DirectoryNode made) {
            return made;
        }
        copies.put(d, c);
        c.contents = dict(d.contents);
        return c;
    }
}
