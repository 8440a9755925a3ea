package org.egpo.bfcl.multiturn;

import static org.egpo.bfcl.multiturn.Environment.refuse;

import org.egpo.call.PythonDict;
import org.egpo.call.PythonObjects;
import org.egpo.call.Value;

/** {@code mv} and {@code cp} of the simulated file system, with the official oddities. */
record FileTransfer(DirectoryNode here, boolean move) {

    Value transfer(Value source, Value destination) {
        String command = move ? "mv" : "cp";
        String cannot = command + ": cannot " + (move ? "move" : "copy");
        refuse(!here.contents.has(source), "%s '%s': No such file or directory", cannot, source);
        Value item = here.item(source);
        boolean path = PythonObjects.contains(destination, Value.text("/"));
        refuse(path, "%s: path not allowed in destination. Provide only a file or directory name.", command);
        String from = Environment.str(source);
        String to = Environment.str(destination);
        String done = "'" + from + "' " + (move ? "moved" : "copied") + " to '" + to;
        if (!here.contents.has(destination)) {
            put(item, source, here, destination);
            return PythonDict.of("result", done + "'");
        }
        DirectoryNode into = here.item(destination) instanceof DirectoryNode d ? d : null;
        refuse(into == null, "%s '%s' to '%s': Not a directory", cannot, from, to);
        // cp looks for a name that holds a slash, which hardly exists, and so fails later with another text.
        Value looked = Value.text(move ? from : to + "/" + from);
        refuse(into.contents.has(looked), "%s '%s' to '%s/%s': File exists", cannot, from, to, from);
        put(item, source, into, source);
        return PythonDict.of("result", done + "/" + from + "'");
    }

    /** A moved folder keeps its contents, a copied one gets a shallow copy: both share the files. */
    private void put(Value item, Value source, DirectoryNode into, Value name) {
        if (move) {
            here.contents.remove(source);
        }
        if (item instanceof FileNode file) {
            into.addFile(name, file.content);
            return;
        }
        PythonDict contents = ((DirectoryNode) item).contents;
        into.addDirectory(name);
        ((DirectoryNode) into.contents.at(name)).contents = move ? contents : PythonObjects.copy(contents);
    }
}
