package org.egpo.bfcl;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/**
 * Scores in the official layout: {@code MODEL/GROUP/BFCL_v4_CATEGORY_score.json} (a line with accuracy and counts, then one
 * line per failure) and the summary tables {@code data_overall.csv} and so on beside the models. Every file is written
 * under another name first and then moved.
 */
public final class ScoreFiles {

    /** Writes one file. */
    @FunctionalInterface
    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** The layout of Python's {@code json.dumps}, one value a line. */
    private static final Separators LAYOUT = Separators.createDefaultInstance()
            .withRootSeparator("\n")
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEntrySpacing(Separators.Spacing.AFTER)
            .withArrayValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");

    private final Path folder;

    private ScoreFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Scores result files and writes the official files.
     *
     * @param folder where the official layout begins; made when missing
     * @return what was written
     * @throws BadInputException as {@link BfclScorer#scoreAll}
     */
    public static List<ScoreReport> score(BfclScorer scorer, Path results, Path folder) {
        List<BfclScorer.ScoredFiles> scored = scorer.reports(results);
        ScoreFiles files = new ScoreFiles(folder);
        scored.parallelStream().forEach(s -> {
            for (int i = 0; i < s.files().size(); i++) {
                CategoryReport category = s.report().categories().get(i);
                Path path = s.files().get(i).scorePath();
                if (!category.cases().isEmpty()) {
                    files.write(path, out -> writeScore(out, s.report().model(), category));
                }
            }
            List<Divergence> divergences = s.report().divergences();
            if (!divergences.isEmpty()) {
                Path path = folder.resolve(s.report().model()).resolve("divergence.jsonl");
                write(path, divergences.stream().map(ScoreFiles::line).toList());
            }
        });
        List<ScoreReport> reports =
                scored.stream().map(BfclScorer.ScoredFiles::report).toList();
        files.writeTables(reports);
        return reports;
    }

    /** The summary tables count every score file that is there, as the official ones do: those of earlier runs too. */
    private void writeTables(List<ScoreReport> reports) {
        Map<String, ScoreReport> byFolder = new TreeMap<>();
        reports.forEach(r -> byFolder.put(r.model(), r));
        List<Standing> models = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path model : folders.filter(Files::isDirectory).sorted().toList()) {
                Standing standing =
                        Standing.of(model, byFolder.get(model.getFileName().toString()));
                if (!standing.headers().isEmpty()) {
                    models.add(standing);
                }
            }
        } catch (IOException e) {
            throw BadInputException.at(folder, 0, "cannot be listed (" + e.getMessage() + ").");
        }
        LeaderboardCsv.of(models, reports.get(0).weights())
                .forEach((name, text) -> write(Path.of(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8))));
    }

    private void write(Path relative, Content content) {
        writeWhole(folder.resolve(relative), content);
    }

    /** Writes a file of one object a line, under another name first. */
    public static void write(Path target, List<Map<String, Object>> lines) {
        writeWhole(target, out -> writeLines(out, lines));
    }

    private static void writeWhole(Path target, Content content) {
        try {
            Files.createDirectories(target.getParent());
            Path temporary = Files.createTempFile(
                    target.getParent(), target.getFileName().toString(), ".tmp");
            try {
                try (OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                    content.write(out);
                }
                move(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException | UncheckedIOException e) {
            throw BadInputException.at(target, 0, "cannot be written (" + e.getMessage() + ").");
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Writes one object a line; a test stands for its text, which is JSON already. */
    private static void writeLines(OutputStream out, List<Map<String, Object>> lines) throws IOException {
        try (JsonGenerator json = JsonLines.FACTORY.createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter(LAYOUT)
                    .withObjectIndenter(DefaultPrettyPrinter.NopIndenter.instance)
                    .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance));
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            for (Map<String, Object> line : lines) {
                json.writeStartObject();
                for (Map.Entry<String, Object> field : line.entrySet()) {
                    json.writeFieldName(field.getKey());
                    if (field.getValue() instanceof BfclEntry entry) {
                        json.writeRawValue(entry.json());
                    } else {
                        ValueJson.writePlain(Value.of(field.getValue()), json);
                    }
                }
                json.writeEndObject();
            }
        }
        out.write('\n');
    }

    private static void writeScore(OutputStream out, String model, CategoryReport category) throws IOException {
        List<Map<String, Object>> lines = new ArrayList<>();
        Map<String, Object> summary = line();
        category.header().forEach((name, value) -> summary.put(PythonText.str(name), value));
        lines.add(summary);
        for (CaseReport c : category.cases()) {
            if (!c.isValid()) {
                Map<String, Object> line =
                        line("id", c.id(), "model_name", model, "test_category", category.category(), "valid", false);
                line.putAll(c.details().get());
                lines.add(line);
            }
        }
        writeLines(out, lines);
    }

    private static Map<String, Object> line(Divergence d) {
        return line(
                "category", d.category(),
                "id", d.id(),
                "official", d.official(),
                "strict", d.strict(),
                "reason", d.reason(),
                "text", d.text());
    }

    /** A line's fields in order, name and value in turn; those whose value is null are left out. */
    public static Map<String, Object> line(Object... namesAndValues) {
        Map<String, Object> line = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                line.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return line;
    }
}
