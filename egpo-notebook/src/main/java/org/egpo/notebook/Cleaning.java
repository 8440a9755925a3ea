package org.egpo.notebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.egpo.clean.AstResult;
import org.egpo.clean.Attempt;
import org.egpo.clean.CleanRecord;
import org.egpo.clean.CleanReport;
import org.egpo.clean.DefectScores;
import org.egpo.clean.Finding;
import org.egpo.clean.Outcome;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.HorizontalBarChart;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables and charts of data cleaning. */
public final class Cleaning {
    private Cleaning() {}

    /** How many records each stage kept, corrected, left undecided and dropped. */
    public static Table funnel(CleanReport report) {
        Map<String, Map<Outcome, Integer>> stages = new LinkedHashMap<>();
        stages.put("1 judge: " + report.judge(), report.judged());
        stages.put("2 AST", report.checked());
        stages.put("in the end", report.outcomes());
        Rows<Map.Entry<String, Map<Outcome, Integer>>> table = Rows.of("Funnel", stages.entrySet())
                .text("stage", Map.Entry::getKey)
                .whole("in", e -> e.getValue().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum());
        for (Outcome o : Outcome.values()) {
            table.whole(o.toString(), e -> e.getValue().getOrDefault(o, 0));
        }
        return table.table();
    }

    /** Records that are left after each stage. */
    public static CategoryChart funnelChart(CleanReport report) {
        Map<String, Integer> left = new LinkedHashMap<>();
        left.put("in", report.records());
        left.put("after the judge", passing(report.judged()));
        left.put("after the AST", report.kept());
        return Charts.bars("Records left after each stage", "records", left);
    }

    private static int passing(Map<Outcome, Integer> outcomes) {
        return outcomes.entrySet().stream()
                .filter(e -> e.getKey().passes())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** How often each reason led to dropping a record. */
    public static HorizontalBarChart reasonsChart(CleanReport report) {
        Map<String, Integer> all = new LinkedHashMap<>();
        report.judgeReasons().forEach((r, n) -> all.merge(r.toString(), n, Integer::sum));
        report.checkReasons().forEach((r, n) -> all.merge(r.toString(), n, Integer::sum));
        return Charts.ranking("Why records were dropped", "records", all);
    }

    /** What the judge said (rows) against what the AST says of the answer as it came (columns). */
    public static Table matrix(CleanReport report) {
        Rows<Outcome> table =
                Rows.of("Judge against AST", List.of(Outcome.values())).text("judge \\ AST", o -> o);
        for (Outcome ast : List.of(Outcome.KEPT, Outcome.CORRECTED, Outcome.DROPPED)) {
            table.whole(
                    ast.toString(),
                    judge -> report.matrix().getOrDefault(judge, Map.of()).getOrDefault(ast, 0));
        }
        return table.table();
    }

    /** Records before and after, a few for each reason. */
    public static Table changes(CleanReport report) {
        return Rows.of("Before and after", report.changes())
                .text("id", CleanReport.Change::id)
                .text("question", CleanReport.Change::question)
                .text("before", CleanReport.Change::before)
                .text("after", CleanReport.Change::after)
                .text("outcome", CleanReport.Change::outcome)
                .text("why", c -> joined(c.findings()))
                .table();
    }

    private static String joined(List<Finding> findings) {
        return findings.stream().map(Finding::toString).collect(Collectors.joining("; "));
    }

    /** One record's way: every review of stage 1, then stage 2. */
    public static Table steps(CleanRecord record) {
        List<List<Object>> steps = new ArrayList<>();
        for (Attempt a : record.judgement().attempts()) {
            steps.add(List.of("1 judge", a.answer(), a.verdict(), joined(a.findings())));
        }
        AstResult checked = record.checked();
        steps.add(List.of("2 AST", checked.answer(), checked.outcome(), joined(checked.findings())));
        return Rows.of("Both stages: " + record.outcome(), steps)
                .text("stage", s -> s.get(0))
                .text("answer", s -> s.get(1))
                .text("says", s -> s.get(2))
                .text("why", s -> s.get(3))
                .table();
    }

    /** Recall for each kind of defect, structural kinds first. */
    public static Table defects(DefectScores scores) {
        List<DefectScores.Kind> kinds = scores.kinds().stream()
                .sorted((a, b) -> Boolean.compare(b.structural(), a.structural()))
                .toList();
        return Rows.of("Defects caught", kinds)
                .text("defect", DefectScores.Kind::name)
                .text("structural", k -> k.structural() ? "✓" : "")
                .whole("records", DefectScores.Kind::records)
                .whole("caught", DefectScores.Kind::caught)
                .number("recall %", k -> Numbers.percent(k.recall()))
                .table();
    }

    /** The figures over all kinds: recall, precision of what was kept, clean records lost. */
    public static Table defectsOverall(DefectScores scores) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("recall of structural defects %", scores.structuralRecall());
        figures.put("recall of all defects %", scores.recall());
        figures.put("clean records lost %", scores.falseDropRate());
        figures.put("precision of the kept records %", scores.precision());
        return Rows.of("Cleaning against the labels", figures.entrySet())
                .text("figure", Map.Entry::getKey)
                .number("value", e -> Numbers.percent(e.getValue()))
                .table();
    }

    /**
     * How far judges agree with the labels and with each other: a row for each pair of them, with Cohen's κ and its 95 % interval.
     *
     * @param judged a column of texts for each judge, a row for each record
     */
    public static Table agreement(Table judged) {
        List<StringColumn> judges = List.of(judged.stringColumns());
        List<StringColumn[]> pairs = new ArrayList<>();
        for (StringColumn a : judges) {
            judges.subList(judges.indexOf(a) + 1, judges.size()).forEach(b -> pairs.add(new StringColumn[] {a, b}));
        }
        return Rows.of("Agreement", pairs)
                .text("between", p -> p[0].name() + " and " + p[1].name())
                .whole("records", p -> p[0].size())
                .number(
                        "agreed %",
                        p -> Numbers.percent(
                                Kappa.of(p[0].asList(), p[1].asList()).agreed()))
                .text("κ", p -> {
                    Kappa k = Kappa.of(p[0].asList(), p[1].asList());
                    return new Interval(k.kappa(), k.half()).text(2);
                })
                .table();
    }

    /** Labelled records that were wrongly kept or wrongly lost. */
    public static Table mistakes(List<DefectScores.Case> cases) {
        List<DefectScores.Case> wrong = cases.stream().filter(c -> !c.isRight()).toList();
        return Rows.of("Mistakes", wrong)
                .text("label", DefectScores.Case::kind)
                .text("question", c -> c.example().question())
                .text("answer", c -> c.example().answer())
                .text("outcome", c -> c.result().outcome())
                .text("why", c -> joined(c.result().findings()))
                .table();
    }
}
