package org.egpo.bfcl;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import org.jspecify.annotations.Nullable;

/**
 * Scores in the official layout: {@code MODEL/GROUP/BFCL_v4_CATEGORY_score.json} (a line with accuracy and counts, then one
 * line per failure) and the summary tables {@code data_overall.csv} and so on beside the models. Every file is written
 * under another name first and then moved.
 */
public final class ScoreFiles {
    /** The layout of Python's {@code json.dumps}, one value a line. */
    private static final Separators LAYOUT = Separators.createDefaultInstance()
            .withRootSeparator("\n")
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEntrySpacing(Separators.Spacing.AFTER)
            .withArrayValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");

    private ScoreFiles() {}

    /**
     * Scores result files and writes the official files.
     *
     * @param folder where the official layout begins; made when missing
     * @return what was written
     * @throws BadInputException as {@link BfclScorer#scoreAll}
     */
    public static List<ScoreReport> score(BfclScorer scorer, Path results, Path folder) {
        List<ScoreReport> reports = scorer.scoreAll(results);
        reports.parallelStream().forEach(report -> {
            for (CategoryReport category : report.categories()) {
                if (!category.cases().isEmpty()) {
                    write(folder.resolve(category.scoreFile()), lines(report.model(), category));
                }
            }
            List<Divergence> divergences = report.divergences();
            if (!divergences.isEmpty()) {
                Path path = folder.resolve(report.model()).resolve("divergence.jsonl");
                write(path, divergences.stream().map(ScoreFiles::line).toList());
            }
        });
        LeaderboardCsv.of(folder, reports)
                .forEach((name, text) -> write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8)));
        return reports;
    }

    /** Writes a file of one object a line, under another name first. */
    public static void write(Path target, List<Map<String, Object>> lines) {
        write(target, json(lines));
    }

    private static void write(Path target, byte[] content) {
        try {
            Files.createDirectories(target.getParent());
            Path temporary = Files.createTempFile(
                    target.getParent(), target.getFileName().toString(), ".tmp");
            try {
                Files.write(temporary, content);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw BadInputException.at(target, 0, "cannot be written (" + e.getMessage() + ").");
        }
    }

    /** One object a line; a test stands for its text, which is JSON already. */
    private static byte[] json(List<Map<String, Object>> lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonLines.FACTORY.createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter(LAYOUT)
                    .withObjectIndenter(DefaultPrettyPrinter.NopIndenter.instance)
                    .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance));
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
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static List<Map<String, Object>> lines(String model, CategoryReport category) {
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
        return lines;
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
    public static Map<String, Object> line(@Nullable Object... namesAndValues) {
        Map<String, Object> line = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                line.put((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return line;
    }
}
