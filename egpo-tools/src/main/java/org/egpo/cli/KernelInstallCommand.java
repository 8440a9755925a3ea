package org.egpo.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the kernelspec {@code java} into the project, never into the user's Jupyter. */
@Command(name = "install", mixinStandardHelpOptions = true)
final class KernelInstallCommand implements Callable<Integer> {
    private static final String WOVEN = "woven.jar";
    /** By name: it needs JJava's classes, which commands do not have. */
    private static final String MAIN = "org.egpo.jupyter.KernelMain";

    /** What commands need and cells do not. */
    private static final List<String> COMMAND_LINE_ONLY =
            List.of("egpo-tools", "picocli", "progressbar", "jline", "katex");

    @Spec
    private CommandSpec spec;

    @Option(names = "--kind", defaultValue = "jjava")
    private JavaKernel kind;

    @Option(names = "--from", paramLabel = "FILE")
    private @Nullable Path from;

    @Option(names = "--dir", paramLabel = "KERNELS_DIR")
    private @Nullable Path dir;

    @Option(names = "--memory", paramLabel = "SIZE", defaultValue = "${EGPO_MEMORY:-2g}")
    private String memory;

    @Option(names = "--quiet")
    private boolean quiet;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!memory.matches("\\d+[kKmMgG]")) {
            throw new ParameterException(
                    spec.commandLine(), "--memory " + memory + " is no size; expected something like 2g or 800m.");
        }
        Path root = ProjectRoot.find();
        Path kernels = (dir == null ? root.resolve(".egpo/jupyter/data/kernels") : dir)
                .toAbsolutePath()
                .normalize();
        Path jar = from == null ? kind.jar(root) : from.toAbsolutePath();
        if (!Files.isRegularFile(jar)) {
            throw new IOException("--from " + from + ": there is no such file.");
        }
        KernelSpec kernel = kind == JavaKernel.jjava ? woven(root, jar) : stock(root, jar);
        boolean changed = kernel.install(kernels, folder -> {
            if (kind == JavaKernel.jjava) {
                KernelWeaver.weave(jar, folder.resolve(WOVEN));
            }
        });
        if (changed && kind == JavaKernel.jjava) {
            recordClasses(root, kernels.resolve(kernel.name()));
        }
        if (!quiet) {
            spec.commandLine()
                    .getOut()
                    .println((changed ? "installed " : "already there: ") + kernel.displayName() + " in "
                            + kernels.resolve(kernel.name()));
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    /** JJava with our changes before it on the class path, and our libraries before its own. */
    private KernelSpec woven(Path root, Path jar) throws IOException {
        List<Path> classPath = new ArrayList<>(List.of(Path.of(WOVEN)));
        classPath.addAll(library());
        classPath.add(jar);
        return new KernelSpec(kind.spec(), kind.title(), MAIN, classPath, options(root), environment(root));
    }

    private KernelSpec stock(Path root, Path jar) throws IOException {
        List<Path> classPath = new ArrayList<>(library());
        classPath.add(jar);
        return new KernelSpec(
                kind.spec(), kind.title(), JavaKernel.mainClass(jar), classPath, options(root), environment(root));
    }

    private List<String> options(Path root) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "-Xmx" + memory,
                "-Xss4m",
                // JShell puts the classes of cells into this package; without it an assert in a notebook checks
                // nothing.
                "-ea:REPL...",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-Degpo.sources=" + sources(root),
                "--add-opens",
                "jdk.jshell/jdk.jshell=ALL-UNNAMED"));
        if (Runtime.version().feature() >= 22) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        return options;
    }

    /** Where the Javadoc is that cells show. */
    private static String sources(Path root) throws IOException {
        try (Stream<Path> modules = Files.list(root)) {
            return modules.map(m -> m.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .map(Path::toString)
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    /** No busy waiting, which collapses beside other work; memory without holes; DJL keeps its libraries in the project. */
    private static Map<String, String> environment(Path root) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        environment.put("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "16");
        environment.put("MALLOC_ARENA_MAX", "1");
        environment.put("MALLOC_MMAP_THRESHOLD_", "33554432");
        environment.put("MALLOC_TRIM_THRESHOLD_", "268435456");
        environment.put("DJL_CACHE_DIR", root.resolve(".egpo/djl").toString());
        environment.put("RUST_FLAVOR", "cpu");
        environment.put("OPT_OUT_TRACKING", "true");
        return environment;
    }

    /** Runs the kernel once and keeps the classes it loaded; where that fails it starts more slowly, and nothing else. */
    private static void recordClasses(Path root, Path folder) throws IOException, InterruptedException {
        Path fresh = folder.resolve(KernelSpec.ARCHIVE + ".new");
        Process process = new ProcessBuilder(
                        JavaKernel.python(root).toString(),
                        root.resolve("egpo-notebook/jupyter/archive.py").toString(),
                        folder.toString(),
                        fresh.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("archive.log").toFile())
                .start();
        if (process.waitFor(3, TimeUnit.MINUTES) && process.exitValue() == 0 && Files.exists(fresh)) {
            Files.move(fresh, folder.resolve(KernelSpec.ARCHIVE), StandardCopyOption.ATOMIC_MOVE);
        }
        process.destroyForcibly();
    }

    /** Our libraries and theirs, as absolute paths: the class path of the running command line without its own parts. */
    private static List<Path> library() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath().normalize();
            if (Files.exists(path)) {
                jars.add(path);
                jars.addAll(named(path));
            }
        }
        return jars.stream()
                .distinct()
                .filter(jar -> COMMAND_LINE_ONLY.stream()
                        .noneMatch(name -> jar.getFileName().toString().startsWith(name)))
                .toList();
    }

    /** What a jar's manifest names as its class path. */
    private static List<Path> named(Path jar) throws IOException {
        if (!Files.isRegularFile(jar) || !jar.toString().endsWith(".jar")) {
            return List.of();
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            String names = file.getManifest() == null
                    ? null
                    : file.getManifest().getMainAttributes().getValue("Class-Path");
            if (names == null) {
                return List.of();
            }
            return Arrays.stream(names.strip().split("\\s+"))
                    .filter(name -> !name.startsWith("file:"))
                    .map(name -> jar.resolveSibling(name).normalize())
                    .filter(Files::exists)
                    .toList();
        }
    }
}
