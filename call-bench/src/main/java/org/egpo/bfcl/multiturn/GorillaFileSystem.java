package org.egpo.bfcl.multiturn;

import static org.egpo.call.PythonArithmetic.order;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.egpo.bfcl.multiturn.DirectoryNode.FileNode;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonFormat;
import org.egpo.call.PythonList;
import org.egpo.call.PythonObjects;
import org.egpo.call.TextMethods;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/** The official {@code GorillaFileSystem}: folders and files in memory; no path leads out of it. */
final class GorillaFileSystem extends Environment {
    static final SimulatedFunction.Table<GorillaFileSystem> FUNCTIONS = new SimulatedFunction.Table<GorillaFileSystem>(
                    "GorillaFileSystem", "")
            .add("pwd", (f, a) -> f.pwd())
            .add("ls", (f, a) -> f.ls(a[0]))
            .add("cd", (f, a) -> f.cd(a[0]))
            .add("mkdir", (f, a) -> f.make(a[0], true))
            .add("touch", (f, a) -> f.make(a[0], false))
            .add("echo", (f, a) -> f.echo(a[0], a[1]))
            .add("cat", (f, a) -> f.cat(a[0]))
            .add("find", (f, a) -> f.find(a[0], a[1]))
            .add("wc", (f, a) -> f.wc(a[0], a[1]))
            .add("sort", (f, a) -> f.sort(a[0]))
            .add("grep", (f, a) -> f.grep(a[0], a[1]))
            .add("du", (f, a) -> f.diskUsage(a[0]))
            .add("tail", (f, a) -> f.tail(a[0], a[1]))
            .add("diff", (f, a) -> f.diff(a[0], a[1]))
            .add("mv", (f, a) -> f.transfer(a[0], a[1], true))
            .add("rm", (f, a) -> f.removed(a[0], "rm"))
            .add("rmdir", (f, a) -> f.rmdir(a[0]))
            .add("cp", (f, a) -> f.transfer(a[0], a[1], false));

    private static final int MAX_DEPTH = 900;
    private static final int MAX_WORK = 1_000_000;
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};
    private static final String FORBIDDEN = "|/\\?%*:\"><";

    /** Something below a folder, with its path and the name it lies under. */
    private record Item(String path, Value name, Value value) {}

    @Override
    void load() {
        DirectoryNode root = new DirectoryNode(Value.text("/"), null);
        if (configuration.get("root") instanceof Value.MapValue top && top.size() > 0) {
            root = new DirectoryNode(PythonObjects.thaw(top.key(0)), null);
            if (top.value(0) instanceof Value.MapValue first && first.get("contents") instanceof Value.MapValue c) {
                load(c, root);
            }
        }
        set("long_context", Value.Bool.of(longContext));
        set("root", root);
        set("_current", root);
    }

    DirectoryNode current() {
        return (DirectoryNode) get("_current");
    }

    private void load(Value.MapValue contents, DirectoryNode into) {
        boolean innermost = true;
        for (int i = 0; i < contents.size(); i++) {
            Value name = PythonObjects.thaw(contents.key(i));
            Value.MapValue item = (Value.MapValue) contents.value(i);
            Value type = item.get("type");
            if (Value.is(type, "directory")) {
                innermost = false;
                DirectoryNode directory = new DirectoryNode(name, into);
                load((Value.MapValue) PythonObjects.at(item, "contents"), directory);
                into.contents.put(name, directory);
            } else if (Value.is(type, "file")) {
                Value content = PythonObjects.thaw(PythonObjects.at(item, "content"));
                into.contents.put(name, new FileNode(name, content(name, content)));
            }
        }
        if (innermost && longContext) {
            for (Value more : PythonObjects.items(constants.extension("POPULATE_FILE_EXTENSION"))) {
                into.addFile(more, PythonObjects.EMPTY);
            }
        }
    }

    private Value content(Value name, Value content) {
        boolean extended = longContext && !PythonObjects.contains(constants.extension("FILES_TAIL_USED"), name);
        return extended ? PythonArithmetic.add(content, constants.extension("FILE_CONTENT_EXTENSION")) : content;
    }

    private static void refuseForbidden(Value name, String what) {
        boolean bad = FORBIDDEN.chars().anyMatch(c -> PythonObjects.contains(name, Value.text(Character.toString(c))));
        refuse(bad, "%s '%s': Invalid character", what, name);
    }

    private Value pwd() {
        List<Value> path = new ArrayList<>();
        for (DirectoryNode d = current(); d != null; d = d.parent) {
            path.add(d.name);
        }
        TextMethods.joined(path);
        Collections.reverse(path);
        return PythonDict.of("current_working_directory", "/" + TextMethods.joined("/", path));
    }

    private Value ls(Value all) {
        PythonList names = new PythonList();
        boolean hidden = PythonObjects.truth(all);
        for (Value name : current().contents.keys()) {
            if (hidden || !PythonObjects.text(name, "startswith").startsWith(".")) {
                names.add(name);
            }
        }
        return PythonDict.of("current_directory_content", names);
    }

    private Value cd(Value to) {
        String stripped = TextMethods.stripEnd(PythonObjects.text(to, "rstrip"), "/");
        String folder = stripped.isEmpty() ? "/" : stripped;
        boolean deep = !folder.equals("/") && folder.contains("/");
        refuse(deep, "cd: %s: Unsupported path. Only one folder level at a time is supported.", folder);
        if (folder.equals("..")) {
            DirectoryNode above = current().parent;
            if (above == null) {
                boolean root = Value.pythonEquals(get("root"), current());
                return error(
                        root ? "Current directory is already the root. Cannot go back." : "cd: ..: No such directory");
            }
            set("_current", above);
            return new PythonDict();
        }
        DirectoryNode d = found(navigate(folder), "cd: '%s': No such file or directory", folder);
        set("_current", d);
        return PythonDict.of("current_working_directory", d.name);
    }

    /** The folder at a path from here or, with a leading slash, from the root; null where there is none. */
    private @Nullable DirectoryNode navigate(String path) {
        if (path.equals(".")) {
            return current();
        }
        DirectoryNode at = (DirectoryNode) get(path.startsWith("/") ? "root" : "_current");
        if (path.equals("/")) {
            return at;
        }
        for (String name : TextMethods.strip(path, "/").split("/", -1)) {
            if (!(at.item(Value.text(name)) instanceof DirectoryNode next)) {
                return null;
            }
            at = next;
        }
        return at;
    }

    private Value make(Value name, boolean directory) {
        String what = directory ? "mkdir: cannot create directory" : "touch: cannot touch";
        refuseForbidden(name, what);
        refuse(current().contents.has(name), "%s '%s': File exists", what, name);
        if (directory) {
            current().addDirectory(name);
        } else {
            current().addFile(name, PythonObjects.EMPTY);
        }
        return Value.None.NONE;
    }

    private Value echo(Value content, Value name) {
        if (name != Value.None.NONE) {
            refuseForbidden(name, "echo: cannot write to");
        }
        if (!PythonObjects.truth(name)) {
            return PythonDict.of("terminal_output", content);
        }
        Value item = found(entry(name), "echo: cannot write to '%s': No such file", name);
        if (!(item instanceof FileNode file)) {
            throw PythonError.attribute(item, "_write");
        }
        file.content = content;
        return Value.None.NONE;
    }

    private Value cat(Value name) {
        refuseForbidden(name, "cat:");
        return found(entry(name), "cat: '%s': No such file or directory", name) instanceof FileNode f
                ? PythonDict.of("file_content", f.content)
                : error("cat: '%s': Is a directory", name);
    }

    /** What has that name here, or null. */
    private @Nullable Value entry(Value name) {
        return current().contents.has(name) ? current().item(name) : null;
    }

    /** What was looked for; ends the function with an error where that is null. */
    private static <T> T found(@Nullable T item, String otherwise, Object... parts) {
        if (item == null) {
            throw new Refusal(error(otherwise, parts));
        }
        return item;
    }

    /** The file of that name here, or null. */
    private @Nullable FileNode file(Value name) {
        return entry(name) instanceof FileNode f ? f : null;
    }

    private FileNode file(String command, Value name) {
        return found(file(name), "%s: %s: No such file or directory", command, name);
    }

    private static List<String> lines(FileNode file) {
        return TextMethods.lines(PythonObjects.text(file.content, "splitlines"));
    }

    private Value wc(Value name, Value mode) {
        boolean lines = Value.is(mode, "l");
        boolean words = Value.is(mode, "w");
        refuse(!lines && !words && !Value.is(mode, "c"), "wc: invalid mode '%s'", mode);
        FileNode file = file("wc", name);
        int count = lines
                ? lines(file).size()
                : words
                        ? TextMethods.words(PythonObjects.text(file.content, "split"))
                        : PythonObjects.length(file.content);
        return PythonDict.of("count", count, "type", lines ? "lines" : words ? "words" : "characters");
    }

    private Value sort(Value name) {
        return PythonDict.of(
                "sorted_content",
                lines(file("sort", name)).stream()
                        .sorted(PythonArithmetic::byCodePoints)
                        .collect(Collectors.joining("\n")));
    }

    private Value grep(Value name, Value pattern) {
        List<Value> matching = lines(file("grep", name)).stream()
                .map(Value::text)
                .filter(line -> PythonObjects.contains(line, pattern))
                .toList();
        return PythonDict.of("matching_lines", new PythonList(matching));
    }

    private Value tail(Value name, Value count) {
        List<String> content = lines(file("tail", name));
        Value n = order(count, ">", content.size()) ? Value.integer(content.size()) : count;
        return PythonDict.of("last_lines", String.join("\n", TextMethods.last(content, n)));
    }

    private Value diff(Value name1, Value name2) {
        FileNode a = file(name1);
        FileNode b = current().contents.has(name1) ? file(name2) : null;
        if (a == null || b == null) {
            return error("diff: %s or %s: No such file or directory", name1, name2);
        }
        List<String> first = lines(a);
        List<String> second = lines(b);
        List<String> different = new ArrayList<>();
        for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
            if (!first.get(i).equals(second.get(i))) {
                different.add("- " + first.get(i) + "\n+ " + second.get(i));
            }
        }
        return PythonDict.of("diff_lines", String.join("\n", different));
    }

    private Value rmdir(Value name) {
        if (current().contents.has(name)) {
            DirectoryNode folder = current().item(name) instanceof DirectoryNode d ? d : null;
            int size = found(folder, "rmdir: cannot remove '%s': Not a directory", name)
                    .contents
                    .size();
            refuse(size > 0, "rmdir: cannot remove '%s': Directory not empty", name);
        }
        return removed(name, "rmdir");
    }

    private Value removed(Value name, String command) {
        refuse(!current().contents.has(name), "%s: cannot remove '%s': No such file or directory", command, name);
        current().contents.remove(name);
        return PythonDict.of("result", say("'%s' removed", name));
    }

    /** Everything below a folder, what lies in a folder right behind it; raises where that is too deep or too much. */
    private static List<Item> below(DirectoryNode folder, String path) {
        List<Item> all = new ArrayList<>();
        add(folder, path, 1, 0, all);
        return all;
    }

    private static int add(DirectoryNode folder, String path, int depth, int before, List<Item> all) {
        if (depth > MAX_DEPTH) {
            throw new PythonError("RecursionError", "maximum recursion depth exceeded");
        }
        int work = before;
        for (int i = 0; i < folder.contents.size(); i++) {
            Value item = folder.contents.value(i);
            String own = path + "/" + str(folder.contents.key(i));
            work += 1 + own.length() / 64;
            if (work > MAX_WORK) {
                throw PythonError.limit("a folder too large to search");
            }
            all.add(new Item(own, folder.contents.key(i), item));
            work = item instanceof DirectoryNode d ? add(d, own, depth + 1, work, all) : work;
        }
        return work;
    }

    private Value find(Value path, Value name) {
        String text = path == Value.None.NONE ? "." : PythonObjects.text(path, "strip");
        DirectoryNode directory = found(navigate(text), "find: '%s': No such file or directory", text);
        List<Value> matches = below(directory, TextMethods.stripEnd(PythonObjects.text(path, "rstrip"), "/")).stream()
                .filter(i -> name == Value.None.NONE || PythonObjects.contains(i.name, name))
                .map(i -> Value.text(i.path))
                .toList();
        return PythonDict.of("matches", new PythonList(matches));
    }

    private Value diskUsage(Value humanReadable) {
        long size = 0;
        for (Item item : below(current(), "")) {
            String text = item.value instanceof FileNode f ? PythonObjects.text(f.content, "encode") : "";
            size += text.getBytes(StandardCharsets.UTF_8).length;
        }
        if (!PythonObjects.truth(humanReadable)) {
            return PythonDict.of("disk_usage", size + " bytes");
        }
        Value left = Value.integer(size);
        for (String unit : UNITS) {
            if (order(left, "<", 1024)) {
                return PythonDict.of("disk_usage", PythonFormat.twoDecimals(left) + " " + unit);
            }
            left = PythonArithmetic.binary(left, "/", Value.integer(1024));
        }
        return PythonDict.of("disk_usage", PythonFormat.twoDecimals(left) + " PB");
    }

    /** {@code mv} and {@code cp}, with the official oddities. */
    private Value transfer(Value source, Value destination, boolean move) {
        DirectoryNode here = current();
        String command = move ? "mv" : "cp";
        String cannot = command + ": cannot " + (move ? "move" : "copy");
        Value item = found(entry(source), "%s '%s': No such file or directory", cannot, source);
        boolean path = PythonObjects.contains(destination, Value.text("/"));
        refuse(path, "%s: path not allowed in destination. Provide only a file or directory name.", command);
        String from = str(source);
        String to = str(destination);
        String done = "'" + from + "' " + (move ? "moved" : "copied") + " to '" + to;
        if (!here.contents.has(destination)) {
            put(item, source, here, destination, move);
            return PythonDict.of("result", done + "'");
        }
        DirectoryNode folder = here.item(destination) instanceof DirectoryNode d ? d : null;
        DirectoryNode into = found(folder, "%s '%s' to '%s': Not a directory", cannot, from, to);
        // cp looks for a name that holds a slash, which hardly exists, and so fails later with another text.
        Value looked = Value.text(move ? from : to + "/" + from);
        refuse(into.contents.has(looked), "%s '%s' to '%s/%s': File exists", cannot, from, to, from);
        put(item, source, into, source, move);
        return PythonDict.of("result", done + "/" + from + "'");
    }

    /** A moved folder keeps its contents, a copied one gets a shallow copy: both share the files. */
    private void put(Value item, Value source, DirectoryNode into, Value name, boolean move) {
        if (move) {
            current().contents.remove(source);
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
