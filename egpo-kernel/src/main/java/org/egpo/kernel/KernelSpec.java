package org.egpo.kernel;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A kernelspec: the folder by which Jupyter knows a kernel.
 *
 * @param displayName what Jupyter's menus show
 * @param mainClass the kernel's main class
 * @param classPath jars in class path order: what users call first, so that it meets the newer libraries
 * @param options options of the Java machine
 * @param environment variables to set
 * @param files further files of the folder: name → where it lies now
 */
public record KernelSpec(
        String displayName,
        String mainClass,
        List<Path> classPath,
        List<String> options,
        Map<String, String> environment,
        Map<String, Path> files) {

    /** The name by which notebooks ask for their kernel. */
    public static final String NAME = "java";

    private static final String ARCHIVE = "classes.jsa";

    /** Options every Java kernel gets here. */
    public static List<String> commonOptions(String memory) {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx" + memory,
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "--add-opens",
                "jdk.jshell/jdk.jshell=ALL-UNNAMED"));
        if (Runtime.version().feature() >= 22) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        return options;
    }

    /** The {@code java} of the JDK that runs this. */
    public static String java() {
        String name = File.separatorChar == '\\' ? "java.exe" : "java";
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /**
     * Writes the kernelspec into a folder of kernels, replacing one of the same name; either all of it or nothing.
     *
     * @param kernels such as {@code .egpo/jupyter/data/kernels}
     * @return whether something changed
     */
    public boolean install(Path kernels) throws IOException {
        Path folder = kernels.resolve(NAME);
        if (isCurrent(folder)) {
            return false;
        }
        Files.createDirectories(kernels);
        Path fresh = kernels.resolve(".new-" + ProcessHandle.current().pid());
        delete(fresh);
        Files.createDirectory(fresh);
        try {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                Path to = fresh.resolve(file.getKey());
                Files.createDirectories(to.getParent());
                Files.copy(file.getValue(), to);
            }
            boolean archived = mainClass.equals(EgpoKernel.class.getName()) && recordClasses(fresh.resolve(ARCHIVE));
            Files.writeString(fresh.resolve("kernel.json"), json(folder, archived));
            replace(folder, fresh);
        } finally {
            delete(fresh);
        }
        return true;
    }

    private boolean isCurrent(Path folder) throws IOException {
        Path file = folder.resolve("kernel.json");
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try {
            JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            JsonElement stamp = json.getAsJsonObject("metadata").get("stamp");
            return stamp != null && stamp.getAsString().equals(stamp());
        } catch (JsonParseException | IllegalStateException | NullPointerException | ClassCastException e) {
            return false;
        }
    }

    /** Changes whenever the kernelspec has to be written again. */
    private String stamp() throws IOException {
        StringBuilder all = new StringBuilder(String.join(" ", displayName, mainClass, java(), options.toString()))
                .append(Runtime.version())
                .append(environment);
        for (Path jar : classPath) {
            all.append(jar);
            if (Files.exists(jar)) {
                all.append(Files.size(jar))
                        .append(Files.getLastModifiedTime(jar).toMillis());
            }
        }
        files.forEach((name, path) -> all.append(name));
        return Digests.sha256(all.toString());
    }

    private String json(Path folder, boolean archived) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java());
        if (archived) {
            command.addAll(List.of(
                    "-XX:SharedArchiveFile=" + folder.resolve(ARCHIVE).toAbsolutePath(),
                    "-Xshare:auto",
                    "-Xlog:cds=off",
                    "-Xlog:cds+dynamic=off"));
        }
        command.addAll(options);
        command.addAll(List.of("-cp", classPathText(), mainClass, "{connection_file}"));
        JsonObject json = new JsonObject();
        JsonArray argv = new JsonArray();
        command.forEach(argv::add);
        json.add("argv", argv);
        json.addProperty("display_name", displayName);
        json.addProperty("language", "java");
        json.addProperty("interrupt_mode", "message");
        json.add("env", Wire.GSON.toJsonTree(new LinkedHashMap<>(environment)));
        JsonObject metadata = new JsonObject();
        metadata.addProperty("stamp", stamp());
        json.add("metadata", metadata);
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(json) + "\n";
    }

    private String classPathText() {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs the kernel once and keeps the classes it loaded: it then starts in about half the time. */
    private boolean recordClasses(Path archive) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPathText(), mainClass, "--warm-up"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor() == 0 && Files.isRegularFile(archive);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the kernel's classes were recorded", e);
        }
    }

    private static void replace(Path folder, Path fresh) throws IOException {
        Path old = folder.resolveSibling(".old-" + ProcessHandle.current().pid());
        if (Files.exists(folder)) {
            Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        delete(old);
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path p : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(p);
            }
        }
    }
}
