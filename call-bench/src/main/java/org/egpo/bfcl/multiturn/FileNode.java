package org.egpo.bfcl.multiturn;

import org.egpo.call.PythonEquality;
import org.egpo.call.PythonObject;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/** A file of the simulated file system; copies of a folder share it. */
final class FileNode extends PythonObject {
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
        out.append("<<File: " + PythonText.boundedStr(name) + ", Content: " + PythonText.boundedStr(content) + ">>");
    }
}
