package org.egpo.notebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.egpo.bfcl.Divergence;
import org.egpo.bfcl.Explanation;
import org.egpo.bfcl.Figure;
import org.egpo.bfcl.ScoreReport;
import org.egpo.bfcl.ScoreRow;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.HorizontalBarChart;
import tech.tablesaw.api.Table;

/** Tables and charts of benchmark scores. */
public final class Scores {
    private Scores() {}

    /** One line for each category: tests, right answers, accuracy with its 95 % Wilson interval, what went wrong most. */
    public static Table table(ScoreReport report) {
        return table(report.model(), report.table());
    }

    /** The same of another benchmark's rows. */
    public static Table table(String title, List<ScoreRow> rows) {
        return Rows.of(title, rows)
                .text("category", ScoreRow::category)
                .whole("N", ScoreRow::tests)
                .whole("correct", ScoreRow::correct)
                .number("accuracy %", r -> Numbers.percent(r.accuracy()))
                .text("95 % interval", r -> String.format(Locale.ROOT, "%.1f – %.1f", 100 * r.low(), 100 * r.high()))
                .text(
                        "most frequent errors",
                        r -> r.topErrors().stream().map(Object::toString).collect(Collectors.joining(", ")))
                .table();
    }

    /** Accuracy of each category with its 95 % interval as a whisker. */
    public static CategoryChart accuracy(ScoreReport report) {
        List<ScoreRow> rows = report.table();
        return Charts.dotsWithIntervals(
                report.model() + ": accuracy with 95 % interval",
                "accuracy %",
                rows.stream().map(ScoreRow::category).toList(),
                rows.stream().mapToDouble(r -> 100 * r.accuracy()).toArray(),
                rows.stream().mapToDouble(r -> 100 * r.low()).toArray(),
                rows.stream().mapToDouble(r -> 100 * r.high()).toArray());
    }

    /** How often each error type occurs over all categories, by its last part: whole types are too long for an axis. */
    public static HorizontalBarChart errors(ScoreReport report) {
        Map<String, Integer> counts = new TreeMap<>();
        report.categories().forEach(c -> c.errorTypes()
                .forEach(e -> counts.merge(e.errorType().replaceFirst(".*:", ""), e.count(), Integer::sum)));
        return Charts.ranking(report.model() + ": error types", "answers", counts);
    }

    /** One answer opened step by step: text, decoded calls, each check, verdict. */
    public static Table steps(ScoreReport report, String id) {
        return Rows.of(id, report.explain(id))
                .text("passed", s -> s.passed() ? "✓" : "✗")
                .text("check", Explanation.Step::check)
                .text("found", Explanation.Step::detail)
                .table();
    }

    /** Answers that the official and the strict rules judge differently; needs a report made with the strict option. */
    public static Table divergences(ScoreReport report) {
        return Rows.of("Official against strict", report.divergences())
                .text("id", Divergence::id)
                .text("official", Divergence::official)
                .text("strict", Divergence::strict)
                .text("why", Divergence::reason)
                .text("answer", Divergence::text)
                .table();
    }

    /** The overall figures of a report in the leaderboard's names, in percent; "–" where a part was not scored. */
    public static Table overall(ScoreReport report) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put("overall", report.leaderboard().overall());
        report.leaderboard()
                .groups()
                .forEach((group, all) -> figures.put(group.replace('_', '-') + " overall", all.get("overall")));
        return Rows.of(report.model() + ", weights " + report.weights(), figures.entrySet())
                .text("figure", Map.Entry::getKey)
                .text("value", e -> text(e.getValue()))
                .table();
    }

    private static String text(Figure figure) {
        return figure.missing() ? "–" : Numbers.text(Math.round(figure.accuracy() * 10_000) / 100.0);
    }
}
