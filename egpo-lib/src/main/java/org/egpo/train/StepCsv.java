package org.egpo.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.egpo.data.WholeFile;

/** A table of a run as CSV, whose first column is the step; a run that is taken up again goes on where it was. */
public final class StepCsv {
    private final Path file;

    /**
     * @param file where to write; lines of later steps, and a last line that was cut off by a kill, are removed
     * @param step steps that are done already
     */
    public StepCsv(Path file, int step) throws IOException {
        this.file = file;
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (Files.exists(file)) {
            WholeFile.writeLines(file, kept(Files.readString(file), step));
        }
    }

    private static List<String> kept(String text, int step) {
        List<String> kept = new ArrayList<>();
        // Behind the last line's end there is nothing, or a piece of a line.
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            if (kept.isEmpty() || Integer.parseInt(line.substring(0, line.indexOf(','))) <= step) {
                kept.add(line);
            }
        }
        return kept;
    }

    /** The lines below the header, each cut at its commas. */
    public List<String[]> rows() throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .skip(1)
                        .map(l -> l.split(","))
                        .toList()
                : List.of();
    }

    /**
     * Adds a line.
     *
     * @throws IOException where the file has other columns
     * @param values column → whole number, number or text; the same columns in every line, {@code step} first
     */
    public void add(Map<String, ?> values) throws IOException {
        StringBuilder b = new StringBuilder();
        if (!Files.exists(file) || Files.size(file) == 0) {
            b.append(String.join(",", values.keySet())).append('\n');
        } else {
            try (BufferedReader reader = Files.newBufferedReader(file)) {
                String columns = String.join(",", values.keySet());
                if (!columns.equals(reader.readLine())) {
                    throw new IOException(file + " was written with other columns than " + columns
                            + ", by another version; give another folder, or remove it");
                }
            }
        }
        b.append(values.values().stream()
                .map(v -> v instanceof Double d ? String.format(Locale.ROOT, "%.6g", d) : String.valueOf(v))
                .collect(Collectors.joining(",")));
        Files.writeString(file, b.append('\n'), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
