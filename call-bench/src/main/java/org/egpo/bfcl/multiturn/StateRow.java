package org.egpo.bfcl.multiturn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.egpo.bfcl.multiturn.DirectoryNode.FileNode;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/**
 * One row of a state table.
 *
 * @param api the class, such as {@code TradingBot}
 * @param attribute name of the attribute, a path for files and folders
 * @param value in Python's spelling
 */
public record StateRow(String api, String attribute, String value) {
    private static final int MAX_DEPTH = 50;

    /** The rows that are new or different, and those that are gone with the value {@code (gone)}: what a turn changed. */
    public static List<StateRow> changed(List<StateRow> before, List<StateRow> after) {
        List<StateRow> rows = new ArrayList<>(after);
        rows.removeAll(before);
        for (StateRow old : before) {
            if (after.stream().noneMatch(r -> r.api.equals(old.api) && r.attribute.equals(old.attribute))) {
                rows.add(new StateRow(old.api, old.attribute, "(gone)"));
            }
        }
        return rows;
    }

    static List<StateRow> of(Environment environment) {
        List<StateRow> rows = new ArrayList<>();
        environment.forEachAttribute((name, value) -> {
            if (value instanceof DirectoryNode root) {
                add(environment.name(), root, "", rows, new HashSet<>(), 0);
            } else {
                rows.add(new StateRow(environment.name(), name, PythonText.boundedRepr(value)));
            }
        });
        return rows;
    }

    private static void add(
            String api, DirectoryNode directory, String path, List<StateRow> rows, Set<DirectoryNode> seen, int depth) {
        String own = path + "/" + Environment.str(directory.name);
        rows.add(new StateRow(api, own, "folder of " + directory.contents.size()));
        if (depth > MAX_DEPTH || !seen.add(directory)) {
            return;
        }
        for (Value item : directory.contents.values()) {
            if (item instanceof DirectoryNode d) {
                add(api, d, own, rows, seen, depth + 1);
            } else if (item instanceof FileNode f) {
                rows.add(new StateRow(api, own + "/" + Environment.str(f.name), PythonText.boundedRepr(f.content)));
            }
        }
    }
}
