package org.egpo.bfcl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.egpo.call.Resources;

/**
 * The summary tables of the official scorer as text: file name → CSV, one row a model, best first. Where answers are missing, a
 * last column says which.
 */
final class LeaderboardCsv {
    private LeaderboardCsv() {}

    static Map<String, String> of(List<Standing> models, Weights weights) {
        boolean incomplete =
                models.stream().anyMatch(m -> !m.cells().get("incomplete").isEmpty());
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
            files.put("data_" + table + ".csv", csv(table, columns, models));
        });
        return files;
    }

    /** A rank in front of each model's row. */
    private static String csv(String table, List<String[]> columns, List<Standing> models) {
        List<String> lines = new ArrayList<>();
        lines.add("Rank," + columns.stream().map(c -> c[3]).collect(Collectors.joining(",")));
        models.stream()
                .sorted(Comparator.comparingDouble((Standing m) -> -m.ranks().get(table)))
                .forEach(m -> lines.add(lines.size()
                        + columns.stream()
                                .map(c -> "," + quoted(m.cells().getOrDefault(c[2], "N/A")))
                                .collect(Collectors.joining())));
        return String.join("\n", lines);
    }

    private static String quoted(String cell) {
        return cell.matches(".*[,\"\\r\\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
