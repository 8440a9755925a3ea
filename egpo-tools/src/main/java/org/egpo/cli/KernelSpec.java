package org.egpo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
 * @param name the name by which notebooks ask for it; ours ask for {@code java}
 * @param displayName what Jupyter's menus show
 * @param mainClass the kernel's main class
 * @param classPath jars in class path order; a bare file name is a file of the folder
 * @param options options of the Java machine
 * @param environment variables to set
 */
record KernelSpec(
        String name,
        String displayName,
        String mainClass,
        List<Path> classPath,
        List<String> options,
        Map<String, String> environment) {

    /** The classes that a start loads, recorded once: it then takes two thirds of the time. The kernel runs without, too. */
    static final String ARCHIVE = "classes.jsa";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Puts more files into the folder before Jupyter sees it. */
    interface FolderWriter {
        void write(Path folder) throws IOException;
    }

    /**
     * Writes the kernelspec into a folder of kernels, replacing one of the same name; either all of it or nothing.
     *
     * @param kernels such as {@code .egpo/jupyter/data/kernels}
     * @return whether something changed
     */
    boolean install(Path kernels, FolderWriter more) throws IOException {
        Path folder = kernels.resolve(name);
        if (isCurrent(folder)) {
            return false;
        }
        Path fresh = Files.createDirectories(
                kernels.resolve(".new-" + ProcessHandle.current().pid()));
        try {
            more.write(fresh);
            MAPPER.writerWithDefaultPrettyPrinter()
                    .writeValue(fresh.resolve("kernel.json").toFile(), json(folder));
            Path old = kernels.resolve(".old-" + ProcessHandle.current().pid());
            if (Files.exists(folder)) {
                Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
            delete(old);
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
        JsonNode stamp = MAPPER.readTree(file.toFile()).path("metadata").path("stamp");
        return stamp.asText().equals(stamp());
    }

    /** Changes whenever the kernelspec has to be written again. */
    private String stamp() throws IOException {
        StringBuilder all = new StringBuilder(toString()).append(java()).append(Runtime.version());
        for (Path jar : classPath) {
            if (Files.exists(jar)) {
                all.append(Files.size(jar))
                        .append(Files.getLastModifiedTime(jar).toMillis());
            }
        }
        return all.length() + "-" + Integer.toHexString(all.toString().hashCode());
    }

    private Map<String, Object> json(Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-XX:SharedArchiveFile=" + folder.resolve(ARCHIVE),
                "-Xshare:auto",
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off"));
        command.addAll(options);
        command.add("-cp");
        command.add(classPath.stream()
                .map(jar -> jar.isAbsolute() ? jar : folder.resolve(jar))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
        command.addAll(List.of(mainClass, "{connection_file}"));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("argv", command);
        json.put("display_name", displayName);
        json.put("language", "java");
        json.put("interrupt_mode", "message");
        json.put("env", environment);
        json.put("metadata", Map.of("stamp", stamp()));
        return json;
    }

    /** The {@code java} of the JDK that runs this. */
    static String java() {
        String name = File.separatorChar == '\\' ? "java.exe" : "java";
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
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
