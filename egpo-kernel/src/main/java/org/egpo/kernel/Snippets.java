package org.egpo.kernel;

import java.util.HashMap;
import java.util.Map;
import jdk.jshell.Snippet;

/** Remembers which cell and line each of JShell's snippets came from. */
final class Snippets {
    /**
     * A place in a cell.
     *
     * @param line from 1
     */
    record Place(CellSource source, int line) {}

    private final Map<String, Place> places = new HashMap<>();
    private Place next;

    /** The snippets noted from now on begin here. */
    void begin(CellSource source, int line) {
        next = new Place(source, line);
    }

    /** @param own whether it was just evaluated, not only updated because of another one */
    void note(Snippet snippet, boolean own) {
        if (own) {
            places.put(snippet.id(), next);
        } else {
            places.putIfAbsent(snippet.id(), next);
        }
    }

    boolean isOf(Snippet snippet, CellSource source) {
        Place place = places.get(snippet.id());
        return place != null && place.source() == source;
    }

    /**
     * @param file how JShell names a snippet in a stack frame: {@code #} and its id
     * @param line within the snippet
     * @return null when the frame is no snippet's
     */
    Place place(String file, int line) {
        if (file == null || !file.startsWith("#")) {
            return null;
        }
        Place start = places.getOrDefault(file.substring(1), next);
        return start == null ? null : new Place(start.source(), start.line() + Math.max(line, 1) - 1);
    }
}
