package org.egpo.bfcl;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/**
 * A model in the summary tables, by the first lines of all its score files, those of earlier runs too.
 *
 * @param cells what the tables say of it, by the names in {@code leaderboard-columns.txt}
 * @param ranks the figure by which each table is sorted
 */
record Standing(Map<String, String> cells, Map<String, Double> ranks) {
    private static final List<String> TOOK = List.of("cost", "mean", "deviation", "percentile");

    /**
     * @param report of this run, or null for a model that has only earlier scores
     * @return null for a folder without a score file
     */
    static Standing of(Path modelFolder, ScoreReport report, Weights weights) {
        Map<String, Value.MapValue> headers = headers(modelFolder);
        if (headers.isEmpty()) {
            return null;
        }
        RegisteredModel model =
                RegisteredModel.ofFolder(modelFolder.getFileName().toString());
        Map<String, String> cells = new HashMap<>(Map.of(
                "model", model.name(),
                "link", model.link(),
                "organization", model.organization(),
                "license", model.license(),
                "incomplete", report == null ? "" : report.incomplete()));
        for (int i = 0; i < TOOK.size() && report != null; i++) {
            cells.put(TOOK.get(i), report.took().get(i));
        }
        Value.MapValue formats = headers.getOrDefault("format_sensitivity", Value.MapValue.EMPTY);
        formats.forEach((name, v) -> cells.put(
                PythonText.str(name),
                v instanceof Value.MapValue own && own.get("accuracy") instanceof Value.Real accuracy
                        ? Figure.percent(accuracy.value())
                        : PythonText.str(v)));
        Map<String, Double> ranks = new HashMap<>();
        ranks.put("format_sensitivity", formats.get("accuracy_max_delta") instanceof Value.Real d ? d.value() : -1.0);
        Leaderboard board = leaderboard(headers, weights);
        ranks.put("overall", board.overall().accuracy());
        cells.put("overall", board.overall().display());
        cells.put("relevance", board.relevance().display());
        cells.put("irrelevance", board.irrelevance().display());
        board.groups().forEach((group, figures) -> {
            ranks.put(group, figures.get("overall").accuracy());
            figures.forEach((name, figure) -> cells.put(group + "." + name, figure.display()));
        });
        return new Standing(cells, ranks);
    }

    /** Category → first line of its score file. */
    private static Map<String, Value.MapValue> headers(Path modelFolder) {
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
        return headers;
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

    private static Leaderboard leaderboard(Map<String, Value.MapValue> headers, Weights weights) {
        Map<String, Leaderboard.Count> counts = new TreeMap<>();
        headers.forEach((category, h) ->
                counts.put(category, new Leaderboard.Count((int) ((Value.Int) h.get("correct_count")).value(), (int)
                        ((Value.Int) h.get("total_count")).value())));
        return Leaderboard.of(weights, counts);
    }
}
