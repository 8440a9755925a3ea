package org.egpo.bfcl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.egpo.call.PythonText;
import org.egpo.call.Resources;
import org.egpo.call.Value;

/**
 * The summary tables of the official scorer as text: file name → CSV, one row a model, best first. Where answers are missing, a
 * last column says which.
 */
final class LeaderboardCsv {
    private static final String NOT_AVAILABLE = "N/A";
    private static final List<String> TOOK = List.of(
            "Total Cost ($)", "Latency Mean (s)", "Latency Standard Deviation (s)", "Latency 95th Percentile (s)");

    /** A column: its title, and what it says of a model. */
    private record Column(String title, Function<Standing, String> cell) {}

    private static final Column MODEL = new Column("Model", m -> m.model().name());

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

    /** A rank in front of each model's row. */
    private String table(List<Column> columns, ToDoubleFunction<Standing> best) {
        List<Column> all = new ArrayList<>(columns);
        if (models.stream().anyMatch(m -> !m.incomplete().isEmpty())) {
            all.add(new Column("Incomplete", Standing::incomplete));
        }
        List<String> lines = new ArrayList<>();
        lines.add("Rank," + all.stream().map(Column::title).collect(Collectors.joining(",")));
        models.stream()
                .sorted(Comparator.comparingDouble(best).reversed())
                .forEach(m -> lines.add(lines.size()
                        + all.stream().map(c -> "," + quoted(c.cell.apply(m))).collect(Collectors.joining())));
        return String.join("\n", lines);
    }

    /** The columns of figures of a table: the group and the figure, by default of this one, and the title. */
    private List<Column> figures(String table) {
        return Resources.lines(LeaderboardCsv.class, "leaderboard-columns.txt").stream()
                .map(l -> l.split(" ", 3))
                .filter(c -> c[0].equals(table) && (v4 || !c[1].startsWith("agentic.")))
                .map(c -> {
                    String[] place = (c[1].contains(".") ? c[1] : table + "." + c[1]).split("\\.");
                    return new Column(c[2], m -> boards.get(m)
                            .groups()
                            .get(place[0])
                            .get(place[1])
                            .display());
                })
                .toList();
    }

    private String overall() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("Overall Acc", m -> boards.get(m).overall().display()));
        columns.add(MODEL);
        columns.add(new Column("Model Link", m -> m.model().link()));
        TOOK.forEach(title -> columns.add(new Column(title, m -> m.took().get(TOOK.indexOf(title)))));
        columns.addAll(figures("overall"));
        columns.add(
                new Column("Relevance Detection", m -> boards.get(m).relevance().display()));
        columns.add(new Column(
                "Irrelevance Detection", m -> boards.get(m).irrelevance().display()));
        columns.addAll(v4 ? spread() : List.of());
        columns.add(new Column("Organization", m -> m.model().organization()));
        columns.add(new Column("License", m -> m.model().license()));
        return table(columns, m -> boards.get(m).overall().accuracy());
    }

    private String group(String group) {
        List<Column> columns = new ArrayList<>(List.of(MODEL));
        columns.addAll(figures(group));
        return table(
                columns, m -> boards.get(m).groups().get(group).get("overall").accuracy());
    }

    /** Largest difference and standard deviation of the accuracies by configuration, in points. */
    private static List<Column> spread() {
        return List.of(
                new Column("Format Sensitivity Max Delta", m -> spread(m, "accuracy_max_delta")),
                new Column("Format Sensitivity Standard Deviation", m -> spread(m, "accuracy_std")));
    }

    private static String spread(Standing m, String figure) {
        boolean known = m.sensitivity("accuracy_max_delta") != null && m.sensitivity("accuracy_std") != null;
        return known ? PythonText.str(m.sensitivity(figure)) : NOT_AVAILABLE;
    }

    private String formatSensitivity() {
        List<Column> columns = new ArrayList<>(List.of(MODEL));
        columns.addAll(spread());
        for (String c : Resources.lines(LeaderboardCsv.class, "format-configurations.txt")) {
            columns.add(new Column(
                    "Config " + c,
                    m -> m.sensitivity(c) instanceof Value.MapValue own
                                    && own.get("accuracy") instanceof Value.Real accuracy
                            ? Figure.percent(accuracy.value())
                            : NOT_AVAILABLE));
        }
        return table(columns, m -> m.sensitivity("accuracy_max_delta") instanceof Value.Real d ? d.value() : -1);
    }

    private static String quoted(String cell) {
        return cell.matches(".*[,\"\\r\\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
