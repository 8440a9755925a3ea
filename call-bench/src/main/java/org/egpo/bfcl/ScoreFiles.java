package org.egpo.bfcl;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
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
                .forEach((name, text) -> files.write(Path.of(name), out -> {
                    Writer w = new java.io.OutputStreamWriter(out, StandardCharsets.UTF_8);
                    w.write(text);
                    w.flush();
                }));
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

    private static JsonGenerator generator(OutputStream out) throws IOException {
        JsonGenerator json = JsonRecords.FACTORY.createGenerator(out);
        json.setRootValueSeparator(new SerializedString("\n"));
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        return json;
    }

    private static void writeScore(OutputStream out, String model, CategoryReport category) throws IOException {
        try (JsonGenerator json = generator(out)) {
            writeSummary(json, category);
            for (CaseReport c : category.cases()) {
                if (c.isValid()) {
                    continue;
                }
                json.writeStartObject();
                json.writeStringField("id", c.id());
                json.writeStringField("model_name", model);
                json.writeStringField("test_category", category.category());
                json.writeBooleanField("valid", false);
                for (Map.Entry<String, Value> field : c.details().get().entrySet()) {
                    json.writeFieldName(field.getKey());
                    if (field.getValue() == null && field.getKey().equals("prompt")) {
                        json.writeRawValue(c.entry().json());
                    } else {
                        ValueJson.writePlain(field.getValue(), json);
                    }
                }
                json.writeEndObject();
            }
        }
        out.write('\n');
    }

    private static void writeSummary(JsonGenerator json, CategoryReport category) throws IOException {
        json.writeStartObject();
        writeCounts(
                json, new Leaderboard.Count(category.correct(), category.cases().size()));
        Map<String, Leaderboard.Count> configurations = new LinkedHashMap<>(category.configurations());
        for (Map.Entry<String, Leaderboard.Count> e : configurations.entrySet()) {
            json.writeObjectFieldStart(e.getKey());
            writeCounts(json, e.getValue());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeCounts(JsonGenerator json, Leaderboard.Count count) throws IOException {
        json.writeNumberField("accuracy", count.total() == 0 ? 0 : (double) count.correct() / count.total());
        json.writeNumberField("correct_count", count.correct());
        json.writeNumberField("total_count", count.total());
    }

    private static void writeDivergences(OutputStream out, List<Divergence> rows) throws IOException {
        try (JsonGenerator json = generator(out)) {
            for (Divergence d : rows) {
                json.writeStartObject();
                json.writeStringField("category", d.category());
                json.writeStringField("id", d.id());
                json.writeStringField("official", d.official());
                json.writeStringField("strict", d.strict());
                json.writeStringField("reason", d.reason());
                json.writeStringField("text", d.text());
                json.writeEndObject();
            }
        }
        out.write('\n');
    }
}
