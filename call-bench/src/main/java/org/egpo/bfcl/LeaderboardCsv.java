package org.egpo.bfcl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.egpo.call.PythonText;
import org.egpo.call.Resources;
import org.egpo.call.Value;

/**
 * The summary tables of the official scorer as text: file name → CSV, one row a model, best first. Where answers are missing, a
 * last column says which.
 */
final class LeaderboardCsv {
    private static final String NOT_AVAILABLE = "N/A";

    /** A column that shows a figure: its title, and where the figure is. */
    private record Column(String title, String group, String figure) {
        static List<Column> of(String table) {
            return Resources.lines(LeaderboardCsv.class, "leaderboard-columns.txt").stream()
                    .map(l -> l.split(" ", 3))
                    .filter(c -> c[0].equals(table))
                    .map(c -> c[1].contains(".")
                            ? new Column(c[2], c[1].split("\\.")[0], c[1].split("\\.")[1])
                            : new Column(c[2], table, c[1]))
                    .toList();
        }

        String display(Leaderboard board) {
            return board.groups().get(group).get(figure).display();
        }
    }

    private final List<Standing> models;
    private final boolean v4;
    private final Map<Standing, Leaderboard> boards = new LinkedHashMap<>();

    private LeaderboardCsv(List<Standing> models, Weights weights) {
        this.models = models;
        this.v4 = weights == Weights.V4;
        models.forEach(m -> boards.put(m, m.leaderboard(weights)));
    }

    static Map<String, String> of(List<Standing> models, Weights weights) {
        LeaderboardCsv csv = new LeaderboardCsv(models, weights);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("data_overall.csv", csv.overall());
        List.of("non_live", "live", "multi_turn").forEach(g -> files.put("data_" + g + ".csv", csv.group(g)));
        if (csv.v4) {
            files.put("data_agentic.csv", csv.group("agentic"));
            files.put("data_format_sensitivity.csv", csv.formatSensitivity());
        }
        return files;
    }

    /** A rank in front of what each model's row has. */
    private String table(List<String> header, ToDoubleFunction<Standing> best, Function<Standing, List<String>> row) {
        boolean marked = models.stream().anyMatch(m -> !m.incomplete().isEmpty());
        List<String> lines = new ArrayList<>();
        lines.add("Rank," + String.join(",", header) + (marked ? ",Incomplete" : ""));
        models.stream().sorted(Comparator.comparingDouble(best).reversed()).forEach(m -> {
            List<String> cells = new ArrayList<>(List.of(String.valueOf(lines.size())));
            cells.addAll(row.apply(m));
            if (marked) {
                cells.add(m.incomplete());
            }
            lines.add(
                    String.join(",", cells.stream().map(LeaderboardCsv::quoted).toList()));
        });
        return String.join("\n", lines);
    }

    private String overall() {
        List<Column> columns = Column.of("overall").stream()
                .filter(c -> v4 || !c.group.equals("agentic"))
                .toList();
        List<String> header = new ArrayList<>(List.of(("Overall Acc,Model,Model Link,Total Cost ($),Latency Mean (s),"
                        + "Latency Standard Deviation (s),Latency 95th Percentile (s)")
                .split(",")));
        columns.forEach(c -> header.add(c.title));
        header.addAll(List.of("Relevance Detection", "Irrelevance Detection"));
        if (v4) {
            header.addAll(List.of("Format Sensitivity Max Delta", "Format Sensitivity Standard Deviation"));
        }
        header.addAll(List.of("Organization", "License"));
        return table(header, m -> boards.get(m).overall().accuracy(), m -> {
            Leaderboard board = boards.get(m);
            List<String> row = new ArrayList<>(List.of(
                    board.overall().display(), m.model().name(), m.model().link()));
            row.addAll(m.took());
            columns.forEach(c -> row.add(c.display(board)));
            row.addAll(List.of(board.relevance().display(), board.irrelevance().display()));
            row.addAll(v4 ? spread(m) : List.of());
            row.addAll(List.of(m.model().organization(), m.model().license()));
            return row;
        });
    }

    private String group(String group) {
        List<Column> columns = Column.of(group);
        List<String> header = new ArrayList<>(List.of("Model"));
        columns.forEach(c -> header.add(c.title));
        return table(
                header, m -> boards.get(m).groups().get(group).get("overall").accuracy(), m -> {
                    List<String> row = new ArrayList<>(List.of(m.model().name()));
                    columns.forEach(c -> row.add(c.display(boards.get(m))));
                    return row;
                });
    }

    /** Largest difference and standard deviation of the accuracies by configuration, in points. */
    private static List<String> spread(Standing m) {
        Value delta = m.sensitivity("accuracy_max_delta");
        Value deviation = m.sensitivity("accuracy_std");
        return delta == null || deviation == null
                ? List.of(NOT_AVAILABLE, NOT_AVAILABLE)
                : List.of(PythonText.str(delta), PythonText.str(deviation));
    }

    private String formatSensitivity() {
        List<String> configurations = Resources.lines(LeaderboardCsv.class, "format-configurations.txt");
        List<String> header = new ArrayList<>(
                List.of("Model", "Format Sensitivity Max Delta", "Format Sensitivity Standard Deviation"));
        configurations.forEach(c -> header.add("Config " + c));
        ToDoubleFunction<Standing> delta =
                m -> m.sensitivity("accuracy_max_delta") instanceof Value.Real d ? d.value() : -1;
        return table(header, delta, m -> {
            List<String> row = new ArrayList<>(List.of(m.model().name()));
            row.addAll(spread(m));
            for (String c : configurations) {
                boolean known =
                        m.sensitivity(c) instanceof Value.MapValue own && own.get("accuracy") instanceof Value.Real;
                row.add(
                        known
                                ? Figure.percent(
                                        ((Value.Real) ((Value.MapValue) m.sensitivity(c)).get("accuracy")).value())
                                : NOT_AVAILABLE);
            }
            return row;
        });
    }

    private static String quoted(String cell) {
        return cell.matches(".*[,\"\\r\\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
