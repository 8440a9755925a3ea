package org.egpo.bfcl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.egpo.call.ResourceLines;

/** The summary tables of the official scorer as text: file name → CSV, one row a model, best first. */
final class LeaderboardCsv {
    private static final String NOT_AVAILABLE = "N/A";

    /** A column that shows a figure: its title, and where the figure is. */
    private record Column(String title, String group, String figure) {
        static List<Column> of(String table) {
            return ResourceLines.of(LeaderboardCsv.class, "leaderboard-columns.txt").stream()
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

    private final List<ScoreReport> reports;
    private final Map<ScoreReport, Leaderboard> boards = new LinkedHashMap<>();

    private LeaderboardCsv(List<ScoreReport> reports) {
        this.reports = reports;
        reports.forEach(r -> boards.put(r, r.leaderboard()));
    }

    static Map<String, String> of(List<ScoreReport> reports) {
        LeaderboardCsv csv = new LeaderboardCsv(reports);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("data_overall.csv", csv.overall());
        List.of("non_live", "live", "multi_turn").forEach(g -> files.put("data_" + g + ".csv", csv.group(g)));
        if (reports.get(0).weights() == Weights.V4) {
            files.put("data_agentic.csv", csv.group("agentic"));
            if (reports.stream().anyMatch(r -> sensitivity(r) != null)) {
                files.put("data_format_sensitivity.csv", csv.formatSensitivity());
            }
        }
        return files;
    }

    /** Models by a figure, best first. */
    private List<ScoreReport> ranked(java.util.function.ToDoubleFunction<Leaderboard> by) {
        return reports.stream()
                .sorted(Comparator.comparingDouble((ScoreReport r) -> by.applyAsDouble(boards.get(r)))
                        .reversed())
                .toList();
    }

    /** A rank in front of what each model's row has. */
    private static String table(
            List<String> header, List<ScoreReport> ranked, Function<ScoreReport, List<String>> row) {
        List<List<String>> rows = new ArrayList<>(List.of(header));
        for (ScoreReport r : ranked) {
            List<String> cells = new ArrayList<>(List.of(String.valueOf(rows.size())));
            cells.addAll(row.apply(r));
            rows.add(cells);
        }
        return text(rows);
    }

    private String overall() {
        boolean v4 = reports.get(0).weights() == Weights.V4;
        List<Column> columns = Column.of("overall").stream()
                .filter(c -> v4 || !c.group.equals("agentic"))
                .toList();
        List<String> header =
                new ArrayList<>(List.of(("Rank,Overall Acc,Model,Model Link,Total Cost ($),Latency Mean (s),"
                                + "Latency Standard Deviation (s),Latency 95th Percentile (s)")
                        .split(",")));
        columns.forEach(c -> header.add(c.title));
        header.addAll(List.of("Relevance Detection", "Irrelevance Detection"));
        if (v4) {
            header.addAll(List.of("Format Sensitivity Max Delta", "Format Sensitivity Standard Deviation"));
        }
        header.addAll(List.of("Organization", "License"));
        return table(header, ranked(b -> b.overall().accuracy()), r -> {
            Leaderboard board = boards.get(r);
            List<String> row = new ArrayList<>(List.of(board.overall().display(), r.model()));
            row.addAll(Collections.nCopies(5, NOT_AVAILABLE));
            columns.forEach(c -> row.add(c.display(board)));
            row.addAll(List.of(board.relevance().display(), board.irrelevance().display()));
            row.addAll(v4 ? spread(r) : List.of());
            row.addAll(List.of(NOT_AVAILABLE, NOT_AVAILABLE));
            return row;
        });
    }

    private String group(String group) {
        List<Column> columns = Column.of(group);
        List<String> header = new ArrayList<>(List.of("Rank", "Model"));
        columns.forEach(c -> header.add(c.title));
        return table(header, ranked(b -> b.groups().get(group).get("overall").accuracy()), r -> {
            List<String> row = new ArrayList<>(List.of(r.model()));
            columns.forEach(c -> row.add(c.display(boards.get(r))));
            return row;
        });
    }

    private static CategoryReport sensitivity(ScoreReport r) {
        return r.categories().stream()
                .filter(c -> c.category().equals("format_sensitivity"))
                .findFirst()
                .orElse(null);
    }

    /** Largest difference and standard deviation of the accuracies by configuration, in points. */
    private static List<String> spread(ScoreReport r) {
        CategoryReport c = sensitivity(r);
        double[] points = c == null
                ? new double[0]
                : c.configurations().values().stream()
                        .mapToDouble(k -> 100.0 * k.correct() / k.total())
                        .toArray();
        if (points.length < 2) {
            return List.of(NOT_AVAILABLE, NOT_AVAILABLE);
        }
        DoubleSummaryStatistics all = Arrays.stream(points).summaryStatistics();
        double squares = Arrays.stream(points)
                .map(p -> (p - all.getAverage()) * (p - all.getAverage()))
                .sum();
        return List.of(rounded(all.getMax() - all.getMin()), rounded(Math.sqrt(squares / (points.length - 1))));
    }

    private static String rounded(double points) {
        return String.valueOf(Math.rint(points * 100) / 100);
    }

    private String formatSensitivity() {
        TreeSet<String> configurations = new TreeSet<>();
        for (ScoreReport r : reports) {
            if (sensitivity(r) != null) {
                configurations.addAll(sensitivity(r).configurations().keySet());
            }
        }
        List<String> header = new ArrayList<>(
                List.of("Rank", "Model", "Format Sensitivity Max Delta", "Format Sensitivity Standard Deviation"));
        configurations.forEach(c -> header.add("Config " + c));
        return table(header, reports, r -> {
            List<String> row = new ArrayList<>(List.of(r.model()));
            row.addAll(spread(r));
            CategoryReport own = sensitivity(r);
            for (String c : configurations) {
                Leaderboard.Count count =
                        own == null ? null : own.configurations().get(c);
                row.add(count == null ? NOT_AVAILABLE : Figure.percent((double) count.correct() / count.total()));
            }
            return row;
        });
    }

    private static String text(List<List<String>> rows) {
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                out.append(i == 0 ? "" : ",").append(quoted(row.get(i)));
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static String quoted(String cell) {
        return cell.matches(".*[,\"\\r\\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
