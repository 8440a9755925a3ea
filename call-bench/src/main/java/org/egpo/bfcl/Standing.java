package org.egpo.bfcl;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/**
 * A model in the summary tables: the first lines of all its score files, those of earlier runs too.
 *
 * @param headers category → first line of its score file
 * @param took see {@link ScoreReport#took}
 * @param incomplete see {@link ScoreReport#incomplete}
 */
record Standing(RegisteredModel model, Map<String, Value.MapValue> headers, List<String> took, String incomplete) {
    private static final List<String> NOTHING = List.of("N/A", "N/A", "N/A", "N/A");

    /** @param report of this run, or null for a model that has only earlier scores */
    static Standing of(Path modelFolder, ScoreReport report) {
        Map<String, Value.MapValue> headers = new TreeMap<>();
        try (Stream<Path> files = Files.walk(modelFolder.toRealPath())) {
            for (Path file : files.filter(f -> f.toString().endsWith("_score.json"))
                    .sorted()
                    .toList()) {
                String category = Categories.ofFileName(file.getFileName().toString());
                if (category != null) {
                    headers.put(category, header(file));
                }
            }
        } catch (IOException e) {
            throw BadInputException.at(modelFolder, 0, "cannot be listed (" + e.getMessage() + ").");
        }
        return new Standing(
                RegisteredModel.ofFolder(modelFolder.getFileName().toString()),
                headers,
                report == null ? NOTHING : report.took(),
                report == null ? "" : report.incomplete());
    }

    private static Value.MapValue header(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file);
                JsonParser json = JsonLines.FACTORY.createParser(String.valueOf(reader.readLine()))) {
            if (json.nextToken() == JsonToken.START_OBJECT
                    && ValueJson.readPlain(json) instanceof Value.MapValue header
                    && header.get("correct_count") instanceof Value.Int
                    && header.get("total_count") instanceof Value.Int) {
                return header;
            }
        } catch (IOException e) {
            throw BadInputException.at(file, 1, "cannot be read (" + e.getMessage() + "); delete it or score again.");
        }
        throw BadInputException.at(file, 1, "is no first line of a score file; delete the file or score again.");
    }

    Leaderboard leaderboard(Weights weights) {
        Map<String, Leaderboard.Count> counts = new TreeMap<>();
        headers.forEach((category, h) ->
                counts.put(category, new Leaderboard.Count((int) ((Value.Int) h.get("correct_count")).value(), (int)
                        ((Value.Int) h.get("total_count")).value())));
        return Leaderboard.of(weights, counts);
    }

    /** A figure of the first line of format_sensitivity's score file, or null. */
    Value sensitivity(String name) {
        return headers.getOrDefault("format_sensitivity", Value.MapValue.EMPTY).get(name);
    }
}
