package org.egpo.bfcl.multiturn;

import org.egpo.call.PythonDict;
import org.egpo.call.PythonEquality;
import org.egpo.call.PythonError;
import org.egpo.call.PythonObject;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/** A folder of the simulated file system. */
final class DirectoryNode extends PythonObject {
    /** A file of the simulated file system; copies of a folder share it. */
    static final class FileNode extends PythonObject {
        final Value name;
        Value content;

        FileNode(Value name, Value content) {
            this.name = name;
            this.content = content;
        }

        @Override
        public String typeName() {
            return "File";
        }

        @Override
        protected boolean equalTo(Value other, PythonEquality equality) {
            return other instanceof FileNode f && equality.equal(name, f.name) && equality.equal(content, f.content);
        }

        @Override
        protected void print(PythonText out) {
            out.append(
                    "<<File: " + PythonText.boundedStr(name) + ", Content: " + PythonText.boundedStr(content) + ">>");
        }
    }

    final Value name;
    final @Nullable DirectoryNode parent;
    PythonDict contents = new PythonDict();

    DirectoryNode(Value name, @Nullable DirectoryNode parent) {
        this.name = name;
        this.parent = parent;
    }

    void addFile(Value fileName, Value content) {
        add("File", fileName, new FileNode(fileName, content));
    }

    void addDirectory(Value directoryName) {
        add("Directory", directoryName, new DirectoryNode(directoryName, this));
    }

    private void add(String kind, Value itemName, Value item) {
        if (contents.has(itemName)) {
            throw PythonError.value("%s '%s' already exists in directory '%s'.", kind, itemName, name);
        }
        contents.put(itemName, item);
    }

    /** A file, a folder, this folder for {@code "."}, or null. */
    @Nullable
    Value item(Value itemName) {
        return Value.is(itemName, ".") ? this : contents.get(itemName);
    }

    @Override
    public String typeName() {
        return "Directory";
    }

    @Override
    protected boolean equalTo(Value other, PythonEquality equality) {
        return other instanceof DirectoryNode d && equality.equal(name, d.name) && equality.equal(contents, d.contents);
    }

    @Override
    protected void print(PythonText out) {
        String above = parent == null ? "None" : PythonText.boundedStr(parent.name);
        out.append("<Directory: " + PythonText.boundedStr(name) + ", Parent: " + above + ", Contents: ");
        out.print(contents);
        out.append(">");
    }
}
