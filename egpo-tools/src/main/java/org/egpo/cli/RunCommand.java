package org.egpo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Executes notebooks headless and writes them with their outputs, as notebooks and as self-contained pages. */
@Command(name = "run", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "NOTEBOOK")
    private List<String> names = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR")
    private @Nullable Path out;

    @Option(names = "--pages")
    private boolean pagesOnly;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "900")
    private int timeout;

    @Option(names = "--kernel", paramLabel = "NAME", defaultValue = "java")
    private String kernel;

    @Option(names = "--jupyter", paramLabel = "PATH", defaultValue = "jupyter")
    private String jupyter;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path root = ProjectRoot.find();
        Path target = out == null ? root.resolve("target/notebooks") : out.toAbsolutePath();
        Files.createDirectories(target);
        if (names.size() == 1 && names.get(0).endsWith(".zip")) {
            return again(root, target);
        }
        List<Path> notebooks = notebooks(root.resolve("notebooks"));
        Nbconvert nbconvert = nbconvert(root, Map.of());
        List<ExecutedNotebook> done = new ArrayList<>();
        for (Path notebook : notebooks) {
            ExecutedNotebook result =
                    pagesOnly ? ExecutedNotebook.asItIs(notebook, target) : nbconvert.execute(notebook, target);
            System.out.println(result.line());
            done.add(result);
        }
        new NotebookPages(target, root.resolve("notebooks")).write(done, nbconvert);
        long failed = done.stream().filter(n -> !n.isOk()).count();
        System.out.println((failed == 0
                        ? "All " + done.size() + " notebooks are ok: "
                        : failed + " of " + done.size() + " notebooks failed: ")
                + target.resolve("index.html"));
        return failed == 0 ? 0 : 1;
    }

    private Nbconvert nbconvert(Path root, Map<String, String> environment) {
        return new Nbconvert(jupyter, kernel, timeout, root.resolve(".egpo"), environment);
    }

    /** Runs a shared notebook and tells whether it shows the same. */
    private int again(Path root, Path target) throws IOException, InterruptedException {
        Path zip = Path.of(names.get(0));
        String name = zip.getFileName().toString().replaceFirst("\\.zip$", "");
        SharedNotebook shared =
                SharedNotebook.open(zip, root.resolve(".egpo/shared").resolve(name));
        System.out.println("A notebook is a program: run those of people whom you trust.");
        ExecutedNotebook now = nbconvert(root, shared.environment(root)).execute(shared.notebook(), target);
        System.out.println(now.line());
        if (now.file() == null) {
            return 1;
        }
        NotebookDifferences differences = NotebookDifferences.between(shared.notebook(), now.file());
        System.out.println(differences);
        return differences.isSame() ? 0 : 1;
    }

    private List<Path> notebooks(Path folder) throws IOException {
        if (names.isEmpty()) {
            return all(folder);
        }
        List<Path> found = new ArrayList<>();
        for (String name : names) {
            found.add(find(folder, name));
        }
        return found;
    }

    static Path find(Path folder, String name) throws IOException {
        for (Path p : List.of(Path.of(name), folder.resolve(name), folder.resolve(name + ".ipynb"))) {
            if (Files.isRegularFile(p) && p.toString().endsWith(".ipynb")) {
                return p.toAbsolutePath().normalize();
            }
        }
        List<Path> notebooks = all(folder);
        for (Path p : notebooks) {
            String file = p.getFileName().toString();
            if (("-" + file).endsWith("-" + name + ".ipynb") || file.startsWith(name + "-")) {
                return p;
            }
        }
        throw new IOException("there is no notebook " + name + "; there are: "
                + notebooks.stream()
                        .map(f -> f.getFileName().toString().replace(".ipynb", ""))
                        .collect(Collectors.joining(", ")));
    }

    private static List<Path> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(f -> f.toString().endsWith(".ipynb"))
                    .filter(f -> !f.toString().contains(".ipynb_checkpoints"))
                    .sorted()
                    .toList();
        }
    }
}
