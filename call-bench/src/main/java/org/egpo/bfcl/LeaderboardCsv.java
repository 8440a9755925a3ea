package org.egpo.bfcl;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Resources;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import org.jspecify.annotations.Nullable;

/**
 * The summary tables of the official scorer as text: file name → CSV, one row a model, best first. They count every score file
 * that is there, as the official ones do: those of earlier runs too. Where answers are missing, a last column says which.
 */
final class LeaderboardCsv {
    private static final List<String> TOOK = List.of("cost", "mean", "deviation", "percentile");

    /**
     * A model in the tables.
     *
     * @param cells what the tables say of it, by the names in {@code leaderboard-columns.txt}
     * @param ranks the figure by which each table is sorted
     */
    private record Row(Map<String, String> cells, Map<String, Double> ranks) {}

    private LeaderboardCsv() {}

    /**
     * @param folder the folders of models with score files
     * @param reports of this run, all by the same weights
     */
    static Map<String, String> of(Path folder, List<ScoreReport> reports) {
        Weights weights = reports.get(0).weights();
        Map<String, ScoreReport> byFolder = reports.stream().collect(Collectors.toMap(ScoreReport::model, r -> r));
        List<Row> rows = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path model : folders.filter(Files::isDirectory).sorted().toList()) {
                Map<String, Value.MapValue> headers = headers(model);
                String name = model.getFileName().toString();
                if (!headers.isEmpty()) {
                    rows.add(row(RegisteredModel.ofFolder(name), headers, byFolder.get(name), weights));
                }
            }
        } catch (IOException e) {
            throw BadInputException.at(folder, 0, "cannot be listed (" + e.getMessage() + ").");
        }
        return tables(rows, weights);
    }

    private static Map<String, String> tables(List<Row> rows, Weights weights) {
        boolean incomplete = rows.stream()
                .anyMatch(m -> !m.cells.getOrDefault("incomplete", "").isEmpty());
        Map<String, List<String[]>> tables = new TreeMap<>();
        for (String line : Resources.lines(LeaderboardCsv.class, "leaderboard-columns.txt")) {
            String[] column = line.split(" ", 4);
            if (column[0].contains(weights.name().toLowerCase(Locale.ROOT))) {
                tables.computeIfAbsent(column[1], t -> new ArrayList<>()).add(column);
            }
        }
        Map<String, String> files = new TreeMap<>();
        tables.forEach((table, columns) -> {
            if (incomplete) {
                columns.add(new String[] {"", table, "incomplete", "Incomplete"});
            }
            files.put("data_" + table + ".csv", csv(table, columns, rows));
        });
        return files;
    }

    /** A rank in front of each model's row. */
    private static String csv(String table, List<String[]> columns, List<Row> rows) {
        List<String> lines = new ArrayList<>();
        lines.add("Rank," + columns.stream().map(c -> c[3]).collect(Collectors.joining(",")));
        rows.stream()
                .sorted(Comparator.comparingDouble((Row m) -> -m.ranks.getOrDefault(table, -1.0)))
                .forEach(m -> lines.add(lines.size()
                        + columns.stream()
                                .map(c -> "," + quoted(m.cells.getOrDefault(c[2], "N/A")))
                                .collect(Collectors.joining())));
        return String.join("\n", lines);
    }

    private static String quoted(String cell) {
        return cell.matches(".*[,\"\\r\\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    /** @param report of this run, or null for a model that has only earlier scores */
    private static Row row(
            RegisteredModel model, Map<String, Value.MapValue> headers, @Nullable ScoreReport report, Weights weights) {
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
            ranks.put(group, Leaderboard.figure(figures, "overall").accuracy());
            figures.forEach((name, figure) -> cells.put(group + "." + name, figure.display()));
        });
        return new Row(cells, ranks);
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
        headers.forEach((category, h) -> counts.put(
                category, new Leaderboard.Count((int) ((Value.Int) PythonObjects.at(h, "correct_count")).value(), (int)
                        ((Value.Int) PythonObjects.at(h, "total_count")).value())));
        return Leaderboard.of(weights, counts);
    }
}
