package org.egpo.bfcl.multiturn;

import static org.egpo.call.PythonArithmetic.order;

import java.nio.charset.StandardCharsets;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonFormat;
import org.egpo.call.PythonList;
import org.egpo.call.PythonObjects;
import org.egpo.call.TextMethods;
import org.egpo.call.Value;

/** {@code find} and {@code du} of the simulated file system, with bounded depth and work. */
final class FileSearch {
    private static final int MAX_DEPTH = 900;
    private static final int MAX_WORK = 1_000_000;
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

    private final GorillaFileSystem files;
    private int depth;
    private int work;

    FileSearch(GorillaFileSystem files) {
        this.files = files;
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw new PythonError("RecursionError", "maximum recursion depth exceeded");
        }
    }

    private void spend(int amount) {
        work += amount;
        if (work > MAX_WORK) {
            throw PythonError.limit("a folder too large to search");
        }
    }

    Value find(Value path, Value name) {
        String text = path == Value.None.NONE ? "." : PythonObjects.text(path, "strip");
        DirectoryNode directory = files.navigate(text);
        Environment.refuse(directory == null, "find: '%s': No such file or directory", text);
        PythonList matches = new PythonList();
        search(directory, TextMethods.stripEnd(PythonObjects.text(path, "rstrip"), "/"), name, matches);
        return PythonDict.of("matches", matches);
    }

    private void search(DirectoryNode directory, String base, Value name, PythonList matches) {
        enter();
        directory.contents.forEach((itemName, item) -> {
            String path = base + "/" + Environment.str(itemName);
            spend(1 + path.length() / 64);
            if (name == Value.None.NONE || PythonObjects.contains(itemName, name)) {
                matches.add(Value.text(path));
            }
            if (item instanceof DirectoryNode d) {
                search(d, path, name, matches);
            }
        });
        depth--;
    }

    Value diskUsage(Value humanReadable) {
        long size = size(files.current());
        if (!PythonObjects.truth(humanReadable)) {
            return PythonDict.of("disk_usage", size + " bytes");
        }
        Value left = Value.integer(size);
        for (String unit : UNITS) {
            if (order(left, "<", 1024)) {
                return PythonDict.of("disk_usage", PythonFormat.twoDecimals(left) + " " + unit);
            }
            left = PythonArithmetic.divide(left, Value.integer(1024));
        }
        return PythonDict.of("disk_usage", PythonFormat.twoDecimals(left) + " PB");
    }

    private long size(Value item) {
        spend(1);
        if (item instanceof FileNode f) {
            String text = PythonObjects.text(f.content, "encode");
            spend(text.length() / 1000);
            return text.getBytes(StandardCharsets.UTF_8).length;
        }
        enter();
        long sum = 0;
        for (Value child : ((DirectoryNode) item).contents.values()) {
            sum += size(child);
        }
        depth--;
        return sum;
    }
}
