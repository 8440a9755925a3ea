package org.egpo.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The Java kernels that the notebooks run on, and where their jars are found. */
enum JavaKernel {
    jjava("java", "Java (JJava)", "jjava.jar", "pip install jjava==1.0a8, or ./egpo setup"),
    ijava("ijava", "Java (IJava)", "ijava-", "conda install -c conda-forge ijava"),
    rapaio(
            "rapaio",
            "Java (Rapaio)",
            "rapaio-jupyter-kernel-" + JavaKernel.RAPAIO + ".jar",
            "mvn dependency:get -Dartifact=io.github.padreati:rapaio-jupyter-kernel:" + JavaKernel.RAPAIO);

    private static final String RAPAIO = "3.0.1";

    private final String spec;
    private final String title;
    private final String jar;
    private final String how;

    JavaKernel(String spec, String title, String jar, String how) {
        this.spec = spec;
        this.title = title;
        this.jar = jar;
        this.how = how;
    }

    /** The name of its kernelspec; the default kernel has the name for which the notebooks ask. */
    String spec() {
        return spec;
    }

    String title() {
        return title;
    }

    private List<Path> places(Path root) {
        return this == rapaio
                ? List.of(Path.of(
                        System.getProperty("user.home"),
                        ".m2/repository/io/github/padreati/rapaio-jupyter-kernel",
                        RAPAIO))
                : environments(root).stream()
                        .map(e -> e.resolve("share/jupyter/kernels/java"))
                        .toList();
    }

    /** The kernel's jar where its own way of installing puts it. */
    Path jar(Path root) throws IOException {
        List<Path> places = places(root);
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> files = Files.list(place)) {
                    List<Path> found = files.filter(
                                    f -> f.getFileName().toString().startsWith(jar))
                            .filter(f -> f.toString().endsWith(".jar"))
                            .sorted()
                            .toList();
                    if (!found.isEmpty()) {
                        return found.get(found.size() - 1).toAbsolutePath();
                    }
                }
            }
        }
        throw new IOException("There is no " + jar + (jar.endsWith(".jar") ? "" : "*.jar") + " in any of " + places
                + ": install it (" + how + ") or give it with --from FILE.");
    }

    /** The main class that a kernel's jar names. */
    static String mainClass(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String main = file.getManifest() == null
                    ? null
                    : file.getManifest().getMainAttributes().getValue("Main-Class");
            if (main == null) {
                throw new IOException(jar + " names no main class: it is no kernel.");
            }
            return main;
        }
    }

    /** Python environments with Jupyter: the project's own, then the active ones. */
    static List<Path> environments(Path root) {
        List<Path> environments = new ArrayList<>(List.of(root.resolve(".egpo/venv")));
        for (String variable : List.of("CONDA_PREFIX", "VIRTUAL_ENV")) {
            if (System.getenv(variable) != null) {
                environments.add(Path.of(System.getenv(variable)));
            }
        }
        return environments;
    }

    /** The Python that has jupyter_client. */
    static Path python(Path root) throws IOException {
        String name = File.separatorChar == '\\' ? "python.exe" : "bin/python";
        return environments(root).stream()
                .map(e -> e.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("There is no Python with Jupyter in any of " + environments(root)
                        + ": ./egpo setup makes one, or activate a conda environment."));
    }
}
