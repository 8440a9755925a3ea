package org.egpo.bfcl.multiturn;

/** A folder of the simulated file system. */
final class DirectoryNode {
    final Object name;
    final DirectoryNode parent;
    DictObject contents = new DictObject();

    DirectoryNode(Object name, DirectoryNode parent) {
        this.name = name;
        this.parent = parent;
    }

    void addFile(Object fileName, Object content) {
        if (contents.containsKey(fileName)) {
            throw PythonException.value("File '" + PythonSpelling.str(fileName) + "' already exists in directory '"
                    + PythonSpelling.str(name) + "'.");
        }
        contents.put(fileName, new FileNode(fileName, content));
    }

    void addDirectory(Object directoryName) {
        if (contents.containsKey(directoryName)) {
            throw PythonException.value("Directory '" + PythonSpelling.str(directoryName)
                    + "' already exists in directory '" + PythonSpelling.str(name) + "'.");
        }
        contents.put(directoryName, new DirectoryNode(directoryName, this));
    }

    /** A file, a folder, this folder for {@code "."}, or null. */
    Object item(Object itemName) {
        return ".".equals(itemName) ? this : contents.get(itemName);
    }
}
