package org.egpo.bfcl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The summary tables of the official scorer as text: file name → CSV, one row a model, best first. */
final class LeaderboardCsv {
    private static final String NOT_AVAILABLE = "N/A";

    /** A column that shows a figure: its title, and where the figure is. */
    private record Column(String title, String group, String figure) {}

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
        files.put("data_non_live.csv", csv.group("non_live", NON_LIVE));
        files.put("data_live.csv", csv.group("live", LIVE));
        files.put("data_multi_turn.csv", csv.group("multi_turn", MULTI_TURN));
        if (reports.get(0).weights() == Weights.V4) {
            files.put("data_agentic.csv", csv.group("agentic", AGENTIC));
            if (reports.stream().anyMatch(r -> sensitivity(r) != null)) {
                files.put("data_format_sensitivity.csv", csv.formatSensitivity());
            }
        }
        return files;
    }

    private static final String[] NON_LIVE = {
        "Non_Live Overall Acc",
        "overall",
        "AST Summary",
        "ast_summary",
        "Simple AST",
        "simple_ast",
        "Python Simple AST",
        "simple_python",
        "Java Simple AST",
        "simple_java",
        "JavaScript Simple AST",
        "simple_javascript",
        "Multiple AST",
        "multiple",
        "Parallel AST",
        "parallel",
        "Parallel Multiple AST",
        "parallel_multiple",
        "Irrelevance Detection",
        "irrelevance"
    };
    private static final String[] LIVE = {
        "Live Overall Acc",
        "overall",
        "AST Summary",
        "ast_summary",
        "Python Simple AST",
        "live_simple",
        "Python Multiple AST",
        "live_multiple",
        "Python Parallel AST",
        "live_parallel",
        "Python Parallel Multiple AST",
        "live_parallel_multiple",
        "Irrelevance Detection",
        "live_irrelevance",
        "Relevance Detection",
        "live_relevance"
    };
    private static final String[] MULTI_TURN = {
        "Multi Turn Overall Acc",
        "overall",
        "Base",
        "multi_turn_base",
        "Miss Func",
        "multi_turn_miss_func",
        "Miss Param",
        "multi_turn_miss_param",
        "Long Context",
        "multi_turn_long_context"
    };
    private static final String[] AGENTIC = {
        "Agentic Overall Acc",
        "overall",
        "Web Search Summary",
        "web_search_summary",
        "Web Search Base",
        "web_search_base",
        "Web Search No Snippet",
        "web_search_no_snippet",
        "Memory Summary",
        "memory_summary",
        "Memory KV",
        "memory_kv",
        "Memory Vector",
        "memory_vector",
        "Memory Recursive Summarization",
        "memory_rec_sum"
    };
    private static final List<Column> OVERALL = List.of(
            new Column("Non-Live AST Acc", "non_live", "ast_summary"),
            new Column("Non-Live Simple AST", "non_live", "simple_ast"),
            new Column("Non-Live Multiple AST", "non_live", "multiple"),
            new Column("Non-Live Parallel AST", "non_live", "parallel"),
            new Column("Non-Live Parallel Multiple AST", "non_live", "parallel_multiple"),
            new Column("Live Acc", "live", "overall"),
            new Column("Live Simple AST", "live", "live_simple"),
            new Column("Live Multiple AST", "live", "live_multiple"),
            new Column("Live Parallel AST", "live", "live_parallel"),
            new Column("Live Parallel Multiple AST", "live", "live_parallel_multiple"),
            new Column("Multi Turn Acc", "multi_turn", "overall"),
            new Column("Multi Turn Base", "multi_turn", "multi_turn_base"),
            new Column("Multi Turn Miss Func", "multi_turn", "multi_turn_miss_func"),
            new Column("Multi Turn Miss Param", "multi_turn", "multi_turn_miss_param"),
            new Column("Multi Turn Long Context", "multi_turn", "multi_turn_long_context"),
            new Column("Web Search Acc", "agentic", "web_search_summary"),
            new Column("Web Search Base", "agentic", "web_search_base"),
            new Column("Web Search No Snippet", "agentic", "web_search_no_snippet"),
            new Column("Memory Acc", "agentic", "memory_summary"),
            new Column("Memory KV", "agentic", "memory_kv"),
            new Column("Memory Vector", "agentic", "memory_vector"),
            new Column("Memory Recursive Summarization", "agentic", "memory_rec_sum"));

    /** Models by a figure, best first. */
    private List<ScoreReport> ranked(java.util.function.ToDoubleFunction<Leaderboard> by) {
        return reports.stream()
                .sorted(Comparator.comparingDouble((ScoreReport r) -> by.applyAsDouble(boards.get(r)))
                        .reversed())
                .toList();
    }

    private String overall() {
        boolean v4 = reports.get(0).weights() == Weights.V4;
        List<Column> columns =
                OVERALL.stream().filter(c -> v4 || !c.group.equals("agentic")).toList();
        List<String> header = new ArrayList<>(List.of(
                "Rank",
                "Overall Acc",
                "Model",
                "Model Link",
                "Total Cost ($)",
                "Latency Mean (s)",
                "Latency Standard Deviation (s)",
                "Latency 95th Percentile (s)"));
        columns.forEach(c -> header.add(c.title));
        header.addAll(List.of("Relevance Detection", "Irrelevance Detection"));
        if (v4) {
            header.addAll(List.of("Format Sensitivity Max Delta", "Format Sensitivity Standard Deviation"));
        }
        header.addAll(List.of("Organization", "License"));
        List<List<String>> rows = new ArrayList<>(List.of(header));
        for (ScoreReport r : ranked(b -> b.overall().accuracy())) {
            Leaderboard board = boards.get(r);
            List<String> row = new ArrayList<>(
                    List.of(String.valueOf(rows.size()), board.overall().display(), r.model()));
            for (int i = 0; i < 5; i++) {
                row.add(NOT_AVAILABLE);
            }
            columns.forEach(
                    c -> row.add(board.groups().get(c.group).get(c.figure).display()));
            row.add(board.relevance().display());
            row.add(board.irrelevance().display());
            if (v4) {
                row.addAll(spread(r));
            }
            row.addAll(List.of(NOT_AVAILABLE, NOT_AVAILABLE));
            rows.add(row);
        }
        return text(rows);
    }

    private String group(String group, String[] columns) {
        List<String> header = new ArrayList<>(List.of("Rank", "Model"));
        for (int i = 0; i < columns.length; i += 2) {
            header.add(columns[i]);
        }
        List<List<String>> rows = new ArrayList<>(List.of(header));
        for (ScoreReport r : ranked(b -> b.groups().get(group).get("overall").accuracy())) {
            List<String> row = new ArrayList<>(List.of(String.valueOf(rows.size()), r.model()));
            for (int i = 1; i < columns.length; i += 2) {
                row.add(boards.get(r).groups().get(group).get(columns[i]).display());
            }
            rows.add(row);
        }
        return text(rows);
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
        double mean = java.util.Arrays.stream(points).average().orElse(0);
        double squares = java.util.Arrays.stream(points)
                .map(p -> (p - mean) * (p - mean))
                .sum();
        double delta = java.util.Arrays.stream(points).max().orElse(0)
                - java.util.Arrays.stream(points).min().orElse(0);
        return List.of(rounded(delta), rounded(Math.sqrt(squares / (points.length - 1))));
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
        List<List<String>> rows = new ArrayList<>(List.of(header));
        for (ScoreReport r : reports) {
            List<String> row = new ArrayList<>(List.of(String.valueOf(rows.size()), r.model()));
            row.addAll(spread(r));
            for (String c : configurations) {
                Leaderboard.Count count = sensitivity(r) == null
                        ? null
                        : sensitivity(r).configurations().get(c);
                row.add(count == null ? NOT_AVAILABLE : Figure.percent((double) count.correct() / count.total()));
            }
            rows.add(row);
        }
        return text(rows);
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
