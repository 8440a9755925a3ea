package org.egpo.kernel;

import java.util.HashMap;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/** Remembers which cell and line each of JShell's snippets came from. */
final class Snippets {
    /**
     * A place in a cell.
     *
     * @param line from 1
     */
    record Place(CellSource source, int line) {}

    private final JShell shell;
    private final Map<String, Place> places = new HashMap<>();
    private Place next;

    Snippets(JShell shell) {
        this.shell = shell;
    }

    /** The snippets noted from now on begin here. */
    void begin(CellSource source, int line) {
        next = new Place(source, line);
    }

    void note(Snippet snippet) {
        places.putIfAbsent(snippet.id(), next);
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

    JShell shell() {
        return shell;
    }
}
