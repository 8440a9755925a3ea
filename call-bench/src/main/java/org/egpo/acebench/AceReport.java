package org.egpo.acebench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.egpo.bfcl.ScoreRow;
import org.egpo.bfcl.ScoreTable;
import org.egpo.call.ResourceLines;

/**
 * The scores of one model in one language.
 *
 * @param notes sentences about files left out
 */
public record AceReport(String model, String language, List<AceCategoryReport> categories, List<String> notes) {
    private static final List<String> COLUMNS = ResourceLines.of(AceReport.class, "summary-columns.txt");

    /** Three places, as Python rounds: half to even, on the exact binary value. */
    public static double rounded(double d) {
        return new BigDecimal(d).setScale(3, RoundingMode.HALF_EVEN).doubleValue();
    }

    static double mean(List<Double> figures) {
        double sum = 0;
        for (double d : figures) {
            sum += d;
        }
        return figures.isEmpty() ? 0 : rounded(sum / figures.size());
    }

    /**
     * The row of the official summary by column; what was not scored counts as 0. The official columns
     * {@code object_short} and {@code object_deep} hold each other's figures, here too.
     */
    public Map<String, Double> summary() {
        Map<String, Double> figures = new LinkedHashMap<>();
        Map<String, Double> row = new LinkedHashMap<>();
        for (AceCategoryReport c : categories) {
            figures.put(c.category(), c.row().accuracy());
            figures.put(c.category() + "_process", c.processAccuracy());
        }
        for (String column : COLUMNS) {
            List<String> words = List.of(column.split(" "));
            List<Double> parts = words.stream()
                    .skip(1)
                    .map(name -> figures.getOrDefault(name, 0.0))
                    .toList();
            row.put(words.get(0), parts.size() == 1 ? parts.get(0) : mean(parts));
        }
        // The official weights add up to 1.0001.
        double overall = row.get("special_summary") * 0.2676 + row.get("normal_summary") * 0.578;
        row.put("Summary", rounded(overall + row.get("agent_summary") * 0.1545));
        return row;
    }

    /** Table and summary for a terminal, with what is missing or was left out. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(model).append(" (").append(language).append(")\n");
        List<ScoreRow> rows = categories.stream().map(AceCategoryReport::row).toList();
        ScoreTable.append(out, rows, false);
        Map<String, Double> summary = summary();
        out.append(summary.keySet().stream()
                .filter(name -> name.matches("Summary|.*_summary|atom|.*_process"))
                .map(name -> name + " " + summary.get(name))
                .collect(Collectors.joining(", ", "  ", "\n")));
        List<String> absent = new ArrayList<>(AceData.CATEGORIES);
        categories.forEach(c -> absent.remove(c.category()));
        List<String> notices = new ArrayList<>();
        if (!absent.isEmpty()) {
            notices.add("without answers, counted as 0: " + String.join(", ", absent));
        }
        categories.stream()
                .filter(c -> !c.missing().isEmpty())
                .forEach(c -> notices.add("INCOMPLETE: " + c.category() + " lacks " + String.join(", ", c.missing())));
        Stream.concat(categories.stream().flatMap(c -> c.skipped().stream()), notes.stream())
                .forEach(s -> notices.add("left out: " + s));
        notices.forEach(n -> out.append("  ").append(n).append('\n'));
        return out.toString();
    }
}
