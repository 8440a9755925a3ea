package org.egpo.bfcl.multiturn;

/** {@code mv} and {@code cp} of the simulated file system, with the official oddities. */
final class FileTransfer {
    private final DirectoryNode here;
    private final boolean move;

    FileTransfer(GorillaFileSystem files, boolean move) {
        this.here = files.current;
        this.move = move;
    }

    Object transfer(Object source, Object destination) {
        String command = move ? "mv" : "cp";
        String cannot = command + ": cannot " + (move ? "move" : "copy") + " '" + PythonSpelling.str(source);
        if (!here.contents.containsKey(source)) {
            return DictObject.error(cannot + "': No such file or directory");
        }
        Object item = here.item(source);
        if (PythonObjects.contains(destination, "/")) {
            return DictObject.error(
                    command + ": path not allowed in destination. Provide only a file or directory name.");
        }
        String from = PythonSpelling.str(source);
        String to = PythonSpelling.str(destination);
        String done = "'" + from + "' " + (move ? "moved" : "copied") + " to '" + to;
        if (!here.contents.containsKey(destination)) {
            put(item, source, here, destination);
            return DictObject.of("result", done + "'");
        }
        if (!(here.item(destination) instanceof DirectoryNode into)) {
            return DictObject.error(cannot + "' to '" + to + "': Not a directory");
        }
        // cp looks for a name that holds a slash, which hardly exists, and so fails later with another text.
        Object looked = move ? from : to + "/" + from;
        if (into.contents.containsKey(looked)) {
            return DictObject.error(cannot + "' to '" + to + "/" + from + "': File exists");
        }
        put(item, source, into, source);
        return DictObject.of("result", done + "/" + from + "'");
    }

    /** A moved folder keeps its contents, a copied one gets a shallow copy: both share the files. */
    private void put(Object item, Object source, DirectoryNode into, Object name) {
        if (move) {
            here.contents.remove(source);
        }
        if (item instanceof FileNode file) {
            into.addFile(name, file.content);
            return;
        }
        DictObject contents = ((DirectoryNode) item).contents;
        into.addDirectory(name);
        ((DirectoryNode) into.contents.at(name)).contents = move ? contents : contents.copy();
    }
}
