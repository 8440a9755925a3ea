package org.egpo.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.egpo.bfcl.Divergence;
import org.egpo.bfcl.Explanation;
import org.egpo.bfcl.Figure;
import org.egpo.bfcl.ScoreReport;
import org.egpo.bfcl.ScoreRow;
import org.knowm.xchart.CategoryChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables and charts of benchmark scores. */
public final class Scores {
    private Scores() {}

    /** One line for each category: tests, right answers, accuracy with its 95 % Wilson interval, what went wrong most. */
    public static Table table(ScoreReport report) {
        StringColumn category = StringColumn.create("category");
        IntColumn tests = IntColumn.create("N");
        IntColumn correct = IntColumn.create("correct");
        DoubleColumn accuracy = DoubleColumn.create("accuracy %");
        StringColumn interval = StringColumn.create("95 % interval");
        StringColumn errors = StringColumn.create("most frequent errors");
        for (ScoreRow row : report.table()) {
            category.append(row.category());
            tests.append(row.tests());
            correct.append(row.correct());
            accuracy.append(percent(row.accuracy()));
            interval.append(Numbers.text(percent(row.low())) + " – " + Numbers.text(percent(row.high())));
            errors.append(row.topErrors().stream().map(Object::toString).collect(Collectors.joining(", ")));
        }
        return Table.create(report.model(), category, tests, correct, accuracy, interval, errors);
    }

    private static double percent(double share) {
        return Math.round(share * 1000) / 10.0;
    }

    /** Accuracy of each category with its 95 % interval as a whisker. */
    public static CategoryChart accuracy(ScoreReport report) {
        List<ScoreRow> rows = report.table();
        return Charts.barsWithIntervals(
                report.model() + ": accuracy with 95 % interval",
                "accuracy %",
                rows.stream().map(ScoreRow::category).toList(),
                rows.stream().mapToDouble(r -> 100 * r.accuracy()).toArray(),
                rows.stream().mapToDouble(r -> 100 * r.low()).toArray(),
                rows.stream().mapToDouble(r -> 100 * r.high()).toArray());
    }

    /** How often each error type occurs over all categories. */
    public static CategoryChart errors(ScoreReport report) {
        Map<String, Integer> counts = new TreeMap<>();
        report.categories().forEach(c -> c.errorTypes()
                .forEach(e -> counts.merge(lastPart(e.errorType()), e.count(), Integer::sum)));
        return Charts.labelled(Charts.bars(report.model() + ": error types", "answers", counts), counts.size());
    }

    /** One answer opened step by step: text, decoded calls, each check, verdict. */
    public static Table steps(ScoreReport report, String id) {
        List<Explanation.Step> steps = report.explain(id);
        return Table.create(
                id,
                StringColumn.create("passed", steps.stream().map(s -> s.passed() ? "✓" : "✗")),
                StringColumn.create("check", steps.stream().map(Explanation.Step::check)),
                StringColumn.create("found", steps.stream().map(Explanation.Step::detail)));
    }

    /** Answers that the official and the strict rules judge differently; needs a report made with the strict option. */
    public static Table divergences(ScoreReport report) {
        List<Divergence> all = report.divergences();
        return Table.create(
                "Official against strict",
                StringColumn.create("id", all.stream().map(Divergence::id)),
                StringColumn.create("official", all.stream().map(Divergence::official)),
                StringColumn.create("strict", all.stream().map(Divergence::strict)),
                StringColumn.create("why", all.stream().map(Divergence::reason)),
                StringColumn.create("answer", all.stream().map(Divergence::text)));
    }

    /** The overall figures of a report in the leaderboard's names, in percent; "–" where a part was not scored. */
    public static Table overall(ScoreReport report) {
        List<String> names = new ArrayList<>(List.of("overall"));
        List<String> values = new ArrayList<>(List.of(text(report.leaderboard().overall())));
        report.leaderboard().groups().forEach((group, figures) -> {
            names.add(group.replace('_', '-') + " overall");
            values.add(text(figures.get("overall")));
        });
        return Table.create(
                report.model() + ", weights " + report.weights(),
                StringColumn.create("figure", names),
                StringColumn.create("value", values));
    }

    private static String text(Figure figure) {
        return figure.missing() ? "–" : Numbers.text(Math.round(figure.accuracy() * 10_000) / 100.0);
    }

    /** {@code wrong_func_name} of {@code simple_function_checker:wrong_func_name}; whole types are too long for an axis. */
    private static String lastPart(String errorType) {
        return errorType.substring(errorType.lastIndexOf(':') + 1);
    }
}
