package org.egpo.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.egpo.conformance.Comparison;
import org.egpo.conformance.Suites;
import org.egpo.conformance.VectorSuite;
import org.egpo.conformance.Verdicts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code egpo conformance DIR}: does this installation give the official answers? */
@Command(name = "conformance", mixinStandardHelpOptions = true)
final class ConformanceCommand implements Callable<Integer> {
    private static final int LONGEST_TEXT = 400;

    @Parameters(paramLabel = "DIR")
    private Path dir;

    @Option(names = "--data", paramLabel = "DIR")
    private @Nullable Path data;

    @Option(names = "--show", paramLabel = "N", defaultValue = "5")
    private int show;

    @Option(names = "--answers", paramLabel = "DIR")
    private @Nullable Path answers;

    @Option(names = "--fields", paramLabel = "NAME", split = ",")
    private List<String> fields = List.of();

    @Spec
    private CommandSpec spec;

    private boolean failed;
    private int checked;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (!Files.isDirectory(dir)) {
            spec.commandLine().getErr().println("no such folder: " + dir);
            return 2;
        }
        visit(dir, 0, out);
        if (checked == 0) {
            String none = answers == null
                    ? "no reference vectors in " + dir
                    : "no answers in " + answers + "; there must be a NAME.jsonl for a file of " + dir;
            spec.commandLine().getErr().println(none);
            return 2;
        }
        return failed ? 1 : 0;
    }

    private void visit(Path folder, int depth, PrintWriter out) throws IOException {
        List<Path> entries;
        try (Stream<Path> list = Files.list(folder)) {
            entries = list.sorted().toList();
        }
        for (Path entry : entries) {
            Optional<VectorSuite> suite = Suites.of(entry);
            if (suite.isPresent()) {
                check(entry, suite.get(), out);
            } else if (Files.isDirectory(entry) && depth < 2) {
                visit(entry, depth + 1, out);
            } else if (entry.toString().matches(".*\\.jsonl?(\\.gz)?")) {
                out.println(name(entry) + ": not covered");
            }
            out.flush();
        }
    }

    private void check(Path path, VectorSuite suite, PrintWriter out) {
        Path answer = answers == null ? null : answers.resolve(name(path) + ".jsonl");
        if (answer != null && !Files.isRegularFile(answer)) {
            out.println(name(path) + ": no answers");
            return;
        }
        checked++;
        try (Verdicts verdicts = new Verdicts(dir, data, show, answer, fields)) {
            try {
                suite.run(path, verdicts);
            } catch (IOException | RuntimeException e) {
                Comparison broken = Comparison.fail("a file that can be checked", String.valueOf(e.getMessage()));
                verdicts.add(path.getFileName().toString(), broken);
            }
            out.println(name(path) + ": " + verdicts.passed() + " passed, " + verdicts.failed() + " failed");
            for (Verdicts.Failed f : verdicts.failures()) {
                out.println("  " + f.id());
                out.println("    expected " + shorten(f.expected()));
                out.println("    got      " + shorten(f.got()));
            }
            failed |= verdicts.failed() > 0;
        }
    }

    private String name(Path path) {
        Path relative = dir.relativize(path);
        return relative.resolveSibling(VectorSuite.stem(relative)).toString();
    }

    private static String shorten(String s) {
        return s.length() <= LONGEST_TEXT ? s : s.substring(0, LONGEST_TEXT) + "… (" + s.length() + " characters)";
    }
}
