package org.egpo.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A run's metrics as CSV, one line for each step; times are left out, so the same run gives the same file. */
public final class MetricsCsv {
    private static final List<String> TIMES = List.of("rolloutSeconds", "learnSeconds", "tokensPerSecond");

    private final Path file;

    /**
     * @param file where to write; lines of steps after {@code step}, from a run that was killed, are removed
     * @param step steps that are done already
     */
    public MetricsCsv(Path file, int step) throws IOException {
        this.file = file;
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (Files.exists(file)) {
            List<String> kept = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("step,") || Integer.parseInt(line.substring(0, line.indexOf(','))) <= step) {
                    kept.add(line);
                }
            }
            Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
            Files.write(temporary, kept);
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Adds a line. */
    public void add(StepMetrics metrics) throws IOException {
        var values = metrics.values();
        values.keySet().removeAll(TIMES);
        StringBuilder b = new StringBuilder();
        if (!Files.exists(file) || Files.size(file) == 0) {
            b.append(String.join(",", values.keySet())).append('\n');
        }
        b.append(values.entrySet().stream()
                .map(e -> e.getKey().equals("step")
                        ? Integer.toString(metrics.step())
                        : String.format(Locale.ROOT, "%.6g", e.getValue()))
                .collect(Collectors.joining(",")));
        Files.writeString(file, b.append('\n'), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
