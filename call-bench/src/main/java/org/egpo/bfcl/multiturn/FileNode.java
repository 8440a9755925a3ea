package org.egpo.bfcl.multiturn;

/** A file of the simulated file system; copies of a folder share it. */
final class FileNode {
    final Object name;
    Object content;

    FileNode(Object name, Object content) {
        this.name = name;
        this.content = content;
    }
}
