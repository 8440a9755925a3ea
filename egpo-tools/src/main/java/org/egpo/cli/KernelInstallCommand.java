package org.egpo.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.jar.JarFile;
import org.egpo.kernel.EgpoKernel;
import org.egpo.kernel.KernelSpec;
import org.egpo.kernel.OtherKernels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the kernelspec {@code java} into the project, never into the user's Jupyter. */
@Command(
        name = "install",
        mixinStandardHelpOptions = true,
        description = "Install the kernel that notebooks know as \"java\", for this project alone.")
final class KernelInstallCommand implements Callable<Integer> {
    /** Which kernel; only the first is part of this project. */
    enum Kind {
        egpo,
        ijava,
        jjava,
        rapaio
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--kind", defaultValue = "egpo", description = "One of: ${COMPLETION-CANDIDATES} (default: egpo).")
    private Kind kind;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "The kernel's release zip or jar, instead of a download.")
    private Path from;

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description =
                    "The checksum that the file must have; without it a first download is believed and remembered.")
    private String sha256;

    @Option(
            names = "--dir",
            paramLabel = "KERNELS_DIR",
            description = "Folder of kernels (default: .egpo/jupyter/data/kernels in the project).")
    private Path dir;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "${EGPO_MEMORY:-2g}",
            description = "Java memory of the kernel (default: 2g, or EGPO_MEMORY).")
    private String memory;

    @Option(names = "--quiet", description = "Say nothing when all is well.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        if (!memory.matches("\\d+[kKmMgG]")) {
            throw new ParameterException(
                    spec.commandLine(), "--memory " + memory + " is no size; expected something like 2g or 800m.");
        }
        if (kind == Kind.egpo && (from != null || sha256 != null)) {
            throw new ParameterException(spec.commandLine(), "--from and --sha256 go with another --kind than egpo.");
        }
        Path kernels = (dir == null ? ProjectRoot.find().resolve(".egpo/jupyter/data/kernels") : dir)
                .toAbsolutePath()
                .normalize();
        Path work = Files.createTempDirectory("egpo-kernel");
        try {
            KernelSpec kernel = kind == Kind.egpo ? own() : other(kernels, work);
            boolean changed = kernel.install(kernels);
            if (!quiet) {
                spec.commandLine()
                        .getOut()
                        .println((changed ? "installed " : "already there: ") + kernel.displayName() + " in "
                                + kernels.resolve(KernelSpec.NAME));
                spec.commandLine().getOut().flush();
            }
        } finally {
            try (var files = Files.walk(work)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(p -> p.toFile().delete());
            }
        }
        return 0;
    }

    private KernelSpec own() throws IOException {
        return new KernelSpec(
                "Java (EGPO)",
                EgpoKernel.class.getName(),
                library(),
                KernelSpec.commonOptions(memory),
                environment(),
                Map.of());
    }

    private KernelSpec other(Path kernels, Path work) throws IOException {
        OtherKernels.Kind other = OtherKernels.Kind.valueOf(kind.name().toUpperCase(Locale.ROOT));
        Map<String, Path> jars = OtherKernels.jars(other, from, sha256, kernels.resolve("checksums.txt"), work);
        List<Path> classPath = new ArrayList<>(library());
        jars.keySet()
                .forEach(name -> classPath.add(kernels.resolve(KernelSpec.NAME).resolve(name)));
        return new KernelSpec(
                "Java (" + other.title() + ")",
                OtherKernels.mainClass(other, jars),
                classPath,
                KernelSpec.commonOptions(memory),
                environment(),
                jars);
    }

    /** No busy waiting, which collapses beside other work; memory without holes; DJL keeps its libraries in the project. */
    private static Map<String, String> environment() throws IOException {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        environment.put("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "16");
        environment.put("MALLOC_ARENA_MAX", "1");
        environment.put("MALLOC_MMAP_THRESHOLD_", "33554432");
        environment.put("MALLOC_TRIM_THRESHOLD_", "268435456");
        environment.put("DJL_CACHE_DIR", ProjectRoot.find().resolve(".egpo/djl").toString());
        environment.put("RUST_FLAVOR", "cpu");
        environment.put("OPT_OUT_TRACKING", "true");
        return environment;
    }

    /** This library and its dependencies, as absolute paths: the class path of the running command line. */
    private static List<Path> library() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath().normalize();
            if (!jars.contains(path) && Files.exists(path)) {
                jars.add(path);
                jars.addAll(named(path));
            }
        }
        return jars.stream().distinct().toList();
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
