package org.egpo.bfcl.multiturn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.egpo.call.Value;

/** The official {@code GorillaFileSystem}: folders and files in memory; no path leads out of it. */
final class GorillaFileSystem extends Environment {
    private static final Function.Table<GorillaFileSystem> FUNCTIONS = new Function.Table<GorillaFileSystem>(
                    "GorillaFileSystem")
            .add("pwd()", (f, a) -> f.pwd())
            .add("ls(a=False)", (f, a) -> f.ls(a[0]))
            .add("cd(folder)", (f, a) -> f.cd(a[0]))
            .add("mkdir(dir_name)", (f, a) -> f.make(a[0], true))
            .add("touch(file_name)", (f, a) -> f.make(a[0], false))
            .add("echo(content, file_name=None)", (f, a) -> f.echo(a[0], a[1]))
            .add("cat(file_name)", (f, a) -> f.cat(a[0]))
            .add("find(path='.', name=None)", (f, a) -> new FileSearch(f).find(a[0], a[1]))
            .add("wc(file_name, mode='l')", (f, a) -> f.wc(a[0], a[1]))
            .add("sort(file_name)", (f, a) -> f.sort(a[0]))
            .add("grep(file_name, pattern)", (f, a) -> f.grep(a[0], a[1]))
            .add("du(human_readable=False)", (f, a) -> new FileSearch(f).diskUsage(a[0]))
            .add("tail(file_name, lines=10)", (f, a) -> f.tail(a[0], a[1]))
            .add("diff(file_name1, file_name2)", (f, a) -> f.diff(a[0], a[1]))
            .add("mv(source, destination)", (f, a) -> new FileTransfer(f, true).transfer(a[0], a[1]))
            .add("rm(file_name)", (f, a) -> f.rm(a[0]))
            .add("rmdir(dir_name)", (f, a) -> f.rmdir(a[0]))
            .add("cp(source, destination)", (f, a) -> new FileTransfer(f, false).transfer(a[0], a[1]));

    private static final String FORBIDDEN = "|/\\?%*:\"><";

    private DirectoryNode root;
    DirectoryNode current;

    GorillaFileSystem(Constants constants, SharedObjects shared) {
        super(constants, shared);
    }

    @Override
    String name() {
        return "GorillaFileSystem";
    }

    @Override
    Map<String, Function> functions() {
        return FUNCTIONS.functions();
    }

    @Override
    void load(Value.MapValue configuration) {
        root = new DirectoryNode("/", null);
        if (configuration.get("root") instanceof Value.MapValue top && top.size() > 0) {
            root = new DirectoryNode(PythonObjects.of(top.key(0)), null);
            if (top.value(0) instanceof Value.MapValue first && first.get("contents") instanceof Value.MapValue c) {
                load(c, root);
            }
        }
        current = root;
    }

    private void load(Value.MapValue contents, DirectoryNode into) {
        boolean innermost = true;
        for (int i = 0; i < contents.size(); i++) {
            Object name = PythonObjects.of(contents.key(i));
            Value.MapValue item = (Value.MapValue) contents.value(i);
            Object type = PythonObjects.of(item.get("type"));
            if (type.equals("directory")) {
                innermost = false;
                DirectoryNode directory = new DirectoryNode(name, into);
                load((Value.MapValue) item.get("contents"), directory);
                into.contents.put(name, directory);
            } else if (type.equals("file")) {
                into.contents.put(name, new FileNode(name, content(name, PythonObjects.of(item.get("content")))));
            }
        }
        if (innermost && longContext) {
            for (Object more : (ListObject) constants.extension("POPULATE_FILE_EXTENSION")) {
                into.addFile(more, "");
            }
        }
    }

    private Object content(Object name, Object content) {
        boolean extended = longContext && !((ListObject) constants.extension("FILES_TAIL_USED")).contains(name);
        return extended ? Numbers.add(content, constants.extension("FILE_CONTENT_EXTENSION")) : content;
    }

    @Override
    LinkedHashMap<String, Object> attributes() {
        LinkedHashMap<String, Object> all = new LinkedHashMap<>();
        all.put("long_context", longContext);
        all.put("root", root);
        return all;
    }

    @Override
    Environment copy(ObjectCopies copies) {
        GorillaFileSystem copy = new GorillaFileSystem(constants, shared);
        copy.longContext = longContext;
        copy.root = copies.directory(root);
        copy.current = copies.directory(current);
        return copy;
    }

    private static String str(Object o) {
        return PythonSpelling.str(o);
    }

    private static boolean hasForbidden(Object name) {
        for (int i = 0; i < FORBIDDEN.length(); i++) {
            if (PythonObjects.contains(name, FORBIDDEN.substring(i, i + 1))) {
                return true;
            }
        }
        return false;
    }

    private Object pwd() {
        List<String> path = new ArrayList<>();
        for (DirectoryNode d = current; d != null; d = d.parent) {
            if (!(d.name instanceof String s)) {
                throw PythonException.type("sequence item " + path.size() + ": expected str instance, "
                        + PythonObjects.typeName(d.name) + " found");
            }
            path.add(0, s);
        }
        return DictObject.of("current_working_directory", "/" + String.join("/", path));
    }

    private Object ls(Object all) {
        ListObject names = new ListObject();
        boolean hidden = PythonObjects.truth(all);
        for (Object name : current.contents.keys()) {
            if (hidden || !PythonObjects.text(name, "startswith").startsWith(".")) {
                names.add(name);
            }
        }
        return DictObject.of("current_directory_content", names);
    }

    private Object cd(Object to) {
        String folder = Texts.stripEnd(PythonObjects.text(to, "rstrip"), '/');
        folder = folder.isEmpty() ? "/" : folder;
        if (!folder.equals("/") && folder.contains("/")) {
            return DictObject.error(
                    "cd: " + folder + ": Unsupported path. Only one folder level at a time is supported.");
        }
        if (folder.equals("..")) {
            if (current.parent == null) {
                return DictObject.error(
                        PythonObjects.equal(root, current)
                                ? "Current directory is already the root. Cannot go back."
                                : "cd: ..: No such directory");
            }
            current = current.parent;
            return new DictObject();
        }
        Object target = navigate(folder);
        if (!(target instanceof DirectoryNode d)) {
            return target;
        }
        current = d;
        return DictObject.of("current_working_directory", d.name);
    }

    /** The folder at a path from here or, with a leading slash, from the root; a dict with the error otherwise. */
    Object navigate(Object path) {
        if (path == PythonObjects.NONE || ".".equals(path)) {
            return current;
        }
        if ("/".equals(path)) {
            return root;
        }
        String text = PythonObjects.text(path, "strip");
        DirectoryNode at = text.startsWith("/") ? root : current;
        for (String name : Texts.stripStart(Texts.stripEnd(text, '/'), '/').split("/", -1)) {
            if (!(at.item(name) instanceof DirectoryNode next)) {
                return DictObject.error("cd: '" + text + "': No such file or directory");
            }
            at = next;
        }
        return at;
    }

    private Object make(Object name, boolean directory) {
        String what = directory ? "mkdir: cannot create directory '" : "touch: cannot touch '";
        if (hasForbidden(name)) {
            return DictObject.error(what + str(name) + "': Invalid character");
        }
        if (current.contents.containsKey(name)) {
            return DictObject.error(what + str(name) + "': File exists");
        }
        if (directory) {
            current.addDirectory(name);
        } else {
            current.addFile(name, "");
        }
        return PythonObjects.NONE;
    }

    private Object echo(Object content, Object name) {
        if (name == PythonObjects.NONE) {
            return DictObject.of("terminal_output", content);
        }
        if (hasForbidden(name)) {
            return DictObject.error("echo: cannot write to '" + str(name) + "': Invalid character");
        }
        if (!PythonObjects.truth(name)) {
            return DictObject.of("terminal_output", content);
        }
        if (!current.contents.containsKey(name)) {
            return DictObject.error("echo: cannot write to '" + str(name) + "': No such file");
        }
        Object item = current.item(name);
        if (!(item instanceof FileNode file)) {
            throw PythonException.attribute(item, "_write");
        }
        file.content = content;
        return PythonObjects.NONE;
    }

    private Object cat(Object name) {
        if (hasForbidden(name)) {
            return DictObject.error("cat: '" + str(name) + "': Invalid character");
        }
        if (!current.contents.containsKey(name)) {
            return DictObject.error("cat: '" + str(name) + "': No such file or directory");
        }
        return current.item(name) instanceof FileNode f
                ? DictObject.of("file_content", f.content)
                : DictObject.error("cat: '" + str(name) + "': Is a directory");
    }

    /** The file of that name here, or null. */
    private FileNode file(Object name) {
        return current.contents.containsKey(name) && current.item(name) instanceof FileNode f ? f : null;
    }

    private static DictObject noFile(String command, Object name) {
        return DictObject.error(command + ": " + str(name) + ": No such file or directory");
    }

    private static List<String> lines(FileNode file) {
        return Texts.lines(PythonObjects.text(file.content, "splitlines"));
    }

    private Object wc(Object name, Object mode) {
        boolean lines = "l".equals(mode);
        boolean words = "w".equals(mode);
        if (!lines && !words && !"c".equals(mode)) {
            return DictObject.error("wc: invalid mode '" + str(mode) + "'");
        }
        FileNode file = file(name);
        if (file == null) {
            return noFile("wc", name);
        }
        if (lines) {
            return DictObject.of("count", (long) lines(file).size(), "type", "lines");
        }
        if (words) {
            return DictObject.of("count", Texts.words(PythonObjects.text(file.content, "split")), "type", "words");
        }
        return DictObject.of("count", Texts.length(file.content), "type", "characters");
    }

    private Object sort(Object name) {
        FileNode file = file(name);
        if (file == null) {
            return noFile("sort", name);
        }
        return DictObject.of(
                "sorted_content",
                lines(file).stream().sorted(Numbers::codePoints).collect(Collectors.joining("\n")));
    }

    private Object grep(Object name, Object pattern) {
        FileNode file = file(name);
        if (file == null) {
            return noFile("grep", name);
        }
        ListObject matching = new ListObject();
        for (String line : lines(file)) {
            if (PythonObjects.contains(line, pattern)) {
                matching.add(line);
            }
        }
        return DictObject.of("matching_lines", matching);
    }

    private Object tail(Object name, Object count) {
        FileNode file = file(name);
        if (file == null) {
            return noFile("tail", name);
        }
        List<String> content = lines(file);
        Object n = Numbers.greater(count, (long) content.size()) ? (long) content.size() : count;
        return DictObject.of("last_lines", String.join("\n", Texts.from(content, n)));
    }

    private Object diff(Object name1, Object name2) {
        FileNode a = file(name1);
        if (a == null && !current.contents.containsKey(name1) || !current.contents.containsKey(name2)) {
            return noDiff(name1, name2);
        }
        FileNode b = file(name2);
        if (a == null || b == null) {
            return noDiff(name1, name2);
        }
        List<String> first = lines(a);
        List<String> second = lines(b);
        List<String> different = new ArrayList<>();
        for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
            if (!first.get(i).equals(second.get(i))) {
                different.add("- " + first.get(i) + "\n+ " + second.get(i));
            }
        }
        return DictObject.of("diff_lines", String.join("\n", different));
    }

    private static DictObject noDiff(Object name1, Object name2) {
        return DictObject.error("diff: " + str(name1) + " or " + str(name2) + ": No such file or directory");
    }

    private Object rm(Object name) {
        if (!current.contents.containsKey(name)) {
            return DictObject.error("rm: cannot remove '" + str(name) + "': No such file or directory");
        }
        current.contents.remove(name);
        return DictObject.of("result", "'" + str(name) + "' removed");
    }

    private Object rmdir(Object name) {
        String what = "rmdir: cannot remove '" + str(name) + "': ";
        if (!current.contents.containsKey(name)) {
            return DictObject.error(what + "No such file or directory");
        }
        if (!(current.item(name) instanceof DirectoryNode d)) {
            return DictObject.error(what + "Not a directory");
        }
        if (!d.contents.isEmpty()) {
            return DictObject.error(what + "Directory not empty");
        }
        current.contents.remove(name);
        return DictObject.of("result", "'" + str(name) + "' removed");
    }
}
