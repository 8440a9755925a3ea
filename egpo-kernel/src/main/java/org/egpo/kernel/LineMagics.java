package org.egpo.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** IJava's line magics that matter: {@code %jars}, {@code %classpath}, {@code %maven}, {@code %load}. */
final class LineMagics {
    /** Runs the Java code of a loaded file. */
    interface Loader {
        void run(String name, String code) throws Exception;
    }

    private interface Magic {
        Object run(List<String> arguments) throws Exception;
    }

    private static final List<String> SUFFIXES = List.of("", ".jsh", ".jshell", ".java", ".ijava", ".ipynb");

    private final Map<String, Magic> magics = new TreeMap<>();
    private final Consumer<String> classPath;
    private final Loader loader;
    private MavenMagic maven;

    LineMagics(Consumer<String> classPath, Loader loader) {
        this.classPath = classPath;
        this.loader = loader;
        magics.put("jars", arguments -> add("jars", arguments, true));
        magics.put("classpath", arguments -> add("classpath", arguments, false));
        for (String name : List.of("maven", "addMavenDependency", "addMavenDependencies")) {
            magics.put(name, this::resolve);
        }
        for (String name : List.of("mavenRepo", "addMavenRepo")) {
            magics.put(name, this::repository);
        }
        magics.put("load", arguments -> {
            load(one("load", arguments, "a file"));
            return null;
        });
    }

    Set<String> names() {
        return magics.keySet();
    }

    /** @param line the magic's name and arguments, without the {@code %} */
    Object run(String line) throws Exception {
        List<String> words = words(line);
        return run(words.get(0), words.subList(1, words.size()));
    }

    Object run(String name, List<String> arguments) throws Exception {
        Magic magic = magics.get(name);
        if (magic == null) {
            throw new KernelException(
                    name.startsWith("%")
                            ? "cell magics such as %" + name + " are not known here"
                            : "there is no line magic %" + name + "; known are %" + String.join(", %", names()));
        }
        return magic.run(arguments);
    }

    private List<String> add(String magic, List<String> patterns, boolean filesOnly) throws IOException {
        if (patterns.isEmpty()) {
            throw new KernelException("%" + magic + " needs a path, such as %" + magic + " lib/*.jar");
        }
        List<String> found = new ArrayList<>();
        for (String pattern : patterns) {
            int before = found.size();
            GlobFinder finder = new GlobFinder(pattern);
            for (Path path : filesOnly ? finder.computeMatchingFiles() : finder.computeMatchingPaths()) {
                found.add(path.toAbsolutePath().normalize().toString());
            }
            if (found.size() == before) {
                throw new KernelException("%" + magic + " finds nothing at " + pattern + ", looked for from "
                        + Path.of("").toAbsolutePath());
            }
        }
        found.forEach(classPath);
        return found;
    }

    private MavenMagic maven() {
        if (maven == null) {
            maven = new MavenMagic();
        }
        return maven;
    }

    private List<String> resolve(List<String> coordinates) {
        List<String> jars = maven().resolve(coordinates);
        jars.forEach(classPath);
        return jars;
    }

    private Object repository(List<String> arguments) {
        if (arguments.size() != 2) {
            throw new KernelException("%mavenRepo needs a name and an address, such as %mavenRepo mine https://…");
        }
        maven().repository(arguments.get(0), arguments.get(1));
        return null;
    }

    private static String one(String magic, List<String> arguments, String what) {
        if (arguments.size() != 1) {
            throw new KernelException("%" + magic + " needs " + what + ", got " + arguments.size() + " words");
        }
        return arguments.get(0);
    }

    private void load(String name) throws Exception {
        for (String suffix : SUFFIXES) {
            Path file = Path.of(name + suffix);
            if (Files.isRegularFile(file)) {
                if (file.toString().endsWith(".ipynb")) {
                    loadNotebook(file);
                } else {
                    loader.run(file.toString(), Files.readString(file));
                }
                return;
            }
        }
        throw new KernelException("%load finds no file " + Path.of(name).toAbsolutePath()
                + ", nor one ending in .jsh, .jshell, .java, .ijava or .ipynb");
    }

    private void loadNotebook(Path file) throws Exception {
        List<String> cells = new ArrayList<>();
        try {
            JsonObject notebook = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            for (JsonElement e : notebook.getAsJsonArray("cells")) {
                JsonObject cell = e.getAsJsonObject();
                if (cell.get("cell_type").getAsString().equals("code")) {
                    cells.add(source(cell.get("source")));
                }
            }
        } catch (JsonParseException | IllegalStateException | NullPointerException | ClassCastException e) {
            throw new KernelException("%load cannot read " + file + ": it is not a notebook of format 4");
        }
        for (int i = 0; i < cells.size(); i++) {
            loader.run(file + ", code cell " + (i + 1), cells.get(i));
        }
    }

    private static String source(JsonElement source) {
        if (!source.isJsonArray()) {
            return source.getAsString();
        }
        StringBuilder text = new StringBuilder();
        JsonArray lines = source.getAsJsonArray();
        lines.forEach(line -> text.append(line.getAsString()));
        return text.toString();
    }

    /** Splits at blanks; double quotes keep blanks. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean any = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
                any = true;
            } else if (Character.isWhitespace(c) && !quoted) {
                if (any) {
                    words.add(word.toString());
                }
                word.setLength(0);
                any = false;
            } else {
                word.append(c);
                any = true;
            }
        }
        if (any) {
            words.add(word.toString());
        }
        return words;
    }
}
