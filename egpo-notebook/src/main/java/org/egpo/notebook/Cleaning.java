package org.egpo.notebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.egpo.clean.Attempt;
import org.egpo.clean.CleanRecord;
import org.egpo.clean.CleanReport;
import org.egpo.clean.DefectScores;
import org.egpo.clean.Finding;
import org.egpo.clean.Outcome;
import org.egpo.clean.Reason;
import org.knowm.xchart.CategoryChart;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables and charts of data cleaning. */
public final class Cleaning {
    private Cleaning() {}

    /** How many records each stage kept, corrected, left undecided and dropped. */
    public static Table funnel(CleanReport report) {
        StringColumn stage = StringColumn.create("stage");
        IntColumn in = IntColumn.create("in");
        List<IntColumn> counts = new ArrayList<>();
        for (Outcome o : Outcome.values()) {
            counts.add(IntColumn.create(o.toString()));
        }
        Map<String, Map<Outcome, Integer>> stages = new LinkedHashMap<>();
        stages.put("1 judge: " + report.judge(), report.judged());
        stages.put("2 AST", report.checked());
        stages.put("in the end", report.outcomes());
        stages.forEach((name, outcomes) -> {
            stage.append(name);
            in.append(outcomes.values().stream().mapToInt(Integer::intValue).sum());
            for (Outcome o : Outcome.values()) {
                counts.get(o.ordinal()).append(outcomes.getOrDefault(o, 0));
            }
        });
        Table table = Table.create("Funnel", stage, in);
        counts.forEach(table::addColumns);
        return table;
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
        return outcomes.getOrDefault(Outcome.KEPT, 0) + outcomes.getOrDefault(Outcome.CORRECTED, 0);
    }

    /** Why records were dropped or corrected, most frequent first. */
    public static Table reasons(CleanReport report) {
        StringColumn stage = StringColumn.create("stage");
        StringColumn reason = StringColumn.create("reason");
        StringColumn meaning = StringColumn.create("meaning");
        IntColumn records = IntColumn.create("records");
        Map<String, Map<Reason, Integer>> stages = new LinkedHashMap<>();
        stages.put("judge", report.judgeReasons());
        stages.put("AST: dropped", report.checkReasons());
        stages.put("corrected", report.corrections());
        stages.forEach((name, reasons) -> reasons.forEach((r, count) -> {
            stage.append(name);
            reason.append(r.toString());
            meaning.append(r.sentence());
            records.append(count);
        }));
        return Table.create("Reasons", stage, reason, meaning, records).sortDescendingOn("records");
    }

    /** How often each reason led to dropping a record. */
    public static CategoryChart reasonsChart(CleanReport report) {
        Map<String, Integer> all = new LinkedHashMap<>();
        report.judgeReasons().forEach((r, n) -> all.merge(r.toString(), n, Integer::sum));
        report.checkReasons().forEach((r, n) -> all.merge(r.toString(), n, Integer::sum));
        return Charts.labelled(Charts.bars("Why records were dropped", "records", all), all.size());
    }

    /** What the judge said (rows) against what the AST says of the answer as it came (columns). */
    public static Table matrix(CleanReport report) {
        List<Outcome> ast = List.of(Outcome.KEPT, Outcome.CORRECTED, Outcome.DROPPED);
        StringColumn judge = StringColumn.create("judge \\ AST");
        List<IntColumn> counts =
                ast.stream().map(o -> IntColumn.create(o.toString())).toList();
        for (Outcome o : Outcome.values()) {
            judge.append(o.toString());
            Map<Outcome, Integer> row = report.matrix().getOrDefault(o, Map.of());
            for (int i = 0; i < ast.size(); i++) {
                counts.get(i).append(row.getOrDefault(ast.get(i), 0));
            }
        }
        Table table = Table.create("Judge against AST", judge);
        counts.forEach(table::addColumns);
        return table;
    }

    /** Records before and after, a few for each reason. */
    public static Table changes(CleanReport report) {
        List<CleanReport.Change> all = report.changes();
        return Table.create(
                "Before and after",
                StringColumn.create("id", all.stream().map(CleanReport.Change::id)),
                StringColumn.create("question", all.stream().map(CleanReport.Change::question)),
                StringColumn.create("before", all.stream().map(CleanReport.Change::before)),
                StringColumn.create("after", all.stream().map(CleanReport.Change::after)),
                StringColumn.create("outcome", all.stream().map(c -> c.outcome().toString())),
                StringColumn.create("why", all.stream().map(c -> joined(c.findings()))));
    }

    private static String joined(List<Finding> findings) {
        return findings.stream().map(Finding::toString).collect(Collectors.joining("; "));
    }

    /** One record's way: every review of stage 1, then stage 2. */
    public static Table steps(CleanRecord record) {
        StringColumn stage = StringColumn.create("stage");
        StringColumn answer = StringColumn.create("answer");
        StringColumn says = StringColumn.create("says");
        StringColumn why = StringColumn.create("why");
        for (Attempt a : record.judgement().attempts()) {
            stage.append("1 judge");
            answer.append(a.answer().toString());
            says.append(a.verdict().toString());
            why.append(joined(a.findings()));
        }
        stage.append("2 AST");
        answer.append(record.checked().answer().toString());
        says.append(record.checked().outcome().toString());
        why.append(joined(record.checked().findings()));
        return Table.create("Both stages: " + record.outcome(), stage, answer, says, why);
    }

    /** Recall for each kind of defect, structural kinds first. */
    public static Table defects(DefectScores scores) {
        List<DefectScores.Kind> kinds = scores.kinds().stream()
                .sorted((a, b) -> Boolean.compare(b.structural(), a.structural()))
                .toList();
        return Table.create(
                "Defects caught",
                StringColumn.create("defect", kinds.stream().map(DefectScores.Kind::name)),
                StringColumn.create("structural", kinds.stream().map(k -> k.structural() ? "✓" : "")),
                IntColumn.create(
                        "records",
                        kinds.stream().mapToInt(DefectScores.Kind::records).toArray()),
                IntColumn.create(
                        "caught",
                        kinds.stream().mapToInt(DefectScores.Kind::caught).toArray()),
                DoubleColumn.create(
                        "recall %",
                        kinds.stream().mapToDouble(k -> percent(k.recall())).toArray()));
    }

    /** The figures over all kinds: recall, precision of what was kept, clean records lost. */
    public static Table defectsOverall(DefectScores scores) {
        return Table.create(
                "Cleaning against the labels",
                StringColumn.create(
                        "figure",
                        "recall of structural defects %",
                        "recall of all defects %",
                        "clean records lost %",
                        "precision of the kept records %"),
                DoubleColumn.create(
                        "value",
                        percent(scores.structuralRecall()),
                        percent(scores.recall()),
                        percent(scores.falseDropRate()),
                        percent(scores.precision())));
    }

    private static double percent(double share) {
        return Math.round(share * 1000) / 10.0;
    }

    /** Labelled records that were wrongly kept or wrongly lost. */
    public static Table mistakes(List<DefectScores.Case> cases) {
        List<DefectScores.Case> wrong = cases.stream().filter(c -> !c.isRight()).toList();
        return Table.create(
                "Mistakes",
                StringColumn.create("label", wrong.stream().map(DefectScores.Case::kind)),
                StringColumn.create(
                        "question", wrong.stream().map(c -> c.example().question())),
                StringColumn.create(
                        "answer", wrong.stream().map(c -> c.example().answer().toString())),
                StringColumn.create(
                        "outcome", wrong.stream().map(c -> c.result().outcome().toString())),
                StringColumn.create(
                        "why", wrong.stream().map(c -> joined(c.result().findings()))));
    }
}
