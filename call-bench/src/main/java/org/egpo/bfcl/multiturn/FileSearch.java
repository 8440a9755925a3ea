package org.egpo.bfcl.multiturn;

import java.nio.charset.StandardCharsets;
import java.util.Map;

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
            throw new PythonException("RecursionError", "maximum recursion depth exceeded");
        }
    }

    private void spend(int amount) {
        work += amount;
        if (work > MAX_WORK) {
            throw PythonException.limit("a folder too large to search");
        }
    }

    Object find(Object path, Object name) {
        Object target = files.navigate(path);
        if (!(target instanceof DirectoryNode directory)) {
            String error = (String) ((DictObject) target).at("error");
            return DictObject.error("find:" + error.substring("cd:".length()));
        }
        ListObject matches = new ListObject();
        search(directory, Texts.stripEnd(PythonObjects.text(path, "rstrip"), '/'), name, matches);
        return DictObject.of("matches", matches);
    }

    private void search(DirectoryNode directory, String base, Object name, ListObject matches) {
        enter();
        for (Map.Entry<Object, Object> e : directory.contents.entries()) {
            Object itemName = directory.contents.spelling(e.getKey());
            String path = base + "/" + PythonSpelling.str(itemName);
            spend(1 + path.length() / 64);
            if (name == PythonObjects.NONE || PythonObjects.contains(itemName, name)) {
                matches.add(path);
            }
            if (e.getValue() instanceof DirectoryNode d) {
                search(d, path, name, matches);
            }
        }
        depth--;
    }

    Object diskUsage(Object humanReadable) {
        long size = size(files.current);
        if (!PythonObjects.truth(humanReadable)) {
            return DictObject.of("disk_usage", size + " bytes");
        }
        Object left = size;
        for (String unit : UNITS) {
            if (Numbers.less(left, 1024L)) {
                return DictObject.of("disk_usage", PythonSpelling.twoDecimals(left) + " " + unit);
            }
            left = Numbers.divide(left, 1024L);
        }
        return DictObject.of("disk_usage", PythonSpelling.twoDecimals(left) + " PB");
    }

    private long size(Object item) {
        spend(1);
        if (item instanceof FileNode f) {
            String text = PythonObjects.text(f.content, "encode");
            spend(text.length() / 1000);
            return utf8Length(text);
        }
        enter();
        long sum = 0;
        for (Object child : ((DirectoryNode) item).contents.values()) {
            sum += size(child);
        }
        depth--;
        return sum;
    }

    private static long utf8Length(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.length();
    }
}
