package org.egpo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.egpo.clean.CleanRecord;
import org.egpo.clean.CleanReport;
import org.egpo.clean.Cleaner;
import org.egpo.clean.DefectScores;
import org.egpo.clean.Outcome;
import org.egpo.clean.rules.RuleJudge;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.datasets.NoisyData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class CleaningTest {

    @Test
    void tablesHoldTheReportsNumbers(@TempDir Path folder) throws IOException {
        List<Example> raw = NoisyData.generate(3, 600, false);
        Path in = folder.resolve("raw.jsonl");
        Examples.write(in, raw);
        Cleaner cleaner = Cleaner.with(new RuleJudge());
        CleanReport report = cleaner.clean(in, folder.resolve("out.jsonl"));
        Table funnel = Cleaning.funnel(report);
        assertEquals(report.records(), funnel.intColumn("in").get(0));
        assertEquals(report.records(), funnel.intColumn("in").get(2));
        assertEquals(report.count(Outcome.KEPT), funnel.intColumn("kept").get(2));
        double inMatrix = 0;
        for (var column : Cleaning.matrix(report).numericColumns()) {
            inMatrix += column.sum();
        }
        assertEquals(report.records(), inMatrix);
        assertEquals(report.changes().size(), Cleaning.changes(report).rowCount());
        Cleaning.funnelChart(report);
        Cleaning.reasonsChart(report);
        List<CleanRecord> results = cleaner.clean(raw);
        DefectScores scores = DefectScores.of(raw, results);
        assertEquals(scores.kinds().size(), Cleaning.defects(scores).rowCount());
        assertEquals(4, Cleaning.defectsOverall(scores).rowCount());
        assertEquals(
                DefectScores.cases(raw, results).stream()
                        .filter(c -> !c.isRight())
                        .count(),
                Cleaning.mistakes(DefectScores.cases(raw, results)).rowCount());
        assertEquals(2, Cleaning.steps(results.get(0)).rowCount());
    }
}
