package org.egpo.bfcl;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
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

    private final Path folder;
    private final List<Path> written = new ArrayList<>();

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
                files.write(path, out -> writeScore(out, s.report().model(), category));
            }
            List<Divergence> divergences = s.report().divergences();
            if (!divergences.isEmpty()) {
                files.write(Path.of(s.report().model(), "divergence.jsonl"), out -> writeDivergences(out, divergences));
            }
        });
        List<ScoreReport> reports =
                scored.stream().map(BfclScorer.ScoredFiles::report).toList();
        LeaderboardCsv.of(reports)
                .forEach((name, text) ->
                        files.write(Path.of(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8))));
        return reports;
    }

    private void write(Path relative, Content content) {
        Path target = folder.resolve(relative);
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
        synchronized (written) {
            written.add(target);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Writes one value a line; text that is JSON already stands in a map under {@code prompt} as it is. */
    private static void writeLines(OutputStream out, List<Map<String, Object>> lines) throws IOException {
        try (JsonGenerator json = JsonLines.FACTORY.createGenerator(out)) {
            json.setRootValueSeparator(new SerializedString("\n"));
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
        Map<String, Object> summary = counts(
                new Leaderboard.Count(category.correct(), category.cases().size()));
        category.configurations().forEach((name, count) -> {
            Value.MapBuilder configuration = new Value.MapBuilder();
            counts(count).forEach((field, number) -> configuration.put(field, Value.of(number)));
            summary.put(name, configuration.build());
        });
        lines.add(summary);
        for (CaseReport c : category.cases()) {
            if (!c.isValid()) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("id", c.id());
                line.put("model_name", model);
                line.put("test_category", category.category());
                line.put("valid", false);
                c.details()
                        .get()
                        .forEach((field, value) -> line.put(
                                field, value != null ? value : field.equals("prompt") ? c.entry() : Value.None.NONE));
                lines.add(line);
            }
        }
        writeLines(out, lines);
    }

    private static Map<String, Object> counts(Leaderboard.Count count) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("accuracy", count.total() == 0 ? 0.0 : (double) count.correct() / count.total());
        counts.put("correct_count", count.correct());
        counts.put("total_count", count.total());
        return counts;
    }

    private static void writeDivergences(OutputStream out, List<Divergence> rows) throws IOException {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Divergence d : rows) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("category", d.category());
            line.put("id", d.id());
            line.put("official", d.official());
            line.put("strict", d.strict());
            line.put("reason", d.reason());
            line.put("text", d.text());
            lines.add(line);
        }
        writeLines(out, lines);
    }
}
