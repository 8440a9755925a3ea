package org.egpo.bfcl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.egpo.call.ModelFormat;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small benchmark that ships with the project. */
class BfclMiniTest {
    static final Path MINI = SharedVectors.root().resolve("datasets/bfcl-mini");

    private final BfclData data = BfclData.at(MINI);

    @Test
    void coversEverySingleAndMultiTurnCategoryWithAtLeast120Tests() {
        assertEquals(
                Categories.parse(List.of("single_turn", "multi_turn")),
                new HashSet<>(data.categories()),
                "categories of the mini set");
        int tests =
                data.categories().stream().mapToInt(c -> data.entries(c).size()).sum();
        assertTrue(tests >= 120, tests + " tests");
    }

    @Test
    void everyTestCanBePassedByBothRules() {
        SingleTurnEvaluator evaluator = new SingleTurnEvaluator(ModelFormat.ANY, false, true);
        for (String category : Categories.parse(List.of("ast"))) {
            for (BfclEntry entry : data.entries(category).values()) {
                CaseReport report =
                        evaluator.evaluate(data, entry, ModelResult.of(entry.id(), AnswerText.right(entry)));
                assertTrue(report.isValid(), () -> entry.id() + " " + report.verdict());
                assertTrue(report.strict().isValid(), () -> entry.id() + " " + report.strict());
            }
        }
    }

    @Test
    void resultsAreReproducible(@TempDir Path folder) throws IOException {
        BfclMiniResults.write(data, folder, 20260101L);
        Path committed = MINI.resolve("result");
        assertEquals(files(committed), files(folder));
        for (Path file : files(folder)) {
            assertEquals(Files.readString(committed.resolve(file)), Files.readString(folder.resolve(file)));
        }
    }

    private static Set<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return new HashSet<>(
                    all.filter(Files::isRegularFile).map(folder::relativize).toList());
        }
    }

    @Test
    void theMixesDifferAsTheirNamesSay() {
        List<ScoreReport> reports = new BfclScorer(data).scoreAll(MINI.resolve("result"));
        assertEquals(
                List.of("half-right", "mostly-wrong", "nearly-right"),
                reports.stream().map(ScoreReport::model).toList());
        double[] accuracy = reports.stream()
                .mapToDouble(r -> r.cases().stream().filter(CaseReport::isValid).count() / 144.0)
                .toArray();
        assertTrue(accuracy[2] > 0.8 && accuracy[0] < 0.7 && accuracy[0] > 0.3 && accuracy[1] < 0.3);
    }

    @Test
    void aCaseOpensStepByStep() {
        ScoreReport report =
                new BfclScorer(data, ScoreOptions.DEFAULT.withStrict(true)).score(MINI.resolve("result/mostly-wrong"));
        CaseReport failed = report.cases().stream()
                .filter(c -> "value_error:others".equals(c.verdict().errorType())
                        || "value_error:string".equals(c.verdict().errorType()))
                .findFirst()
                .orElseThrow();
        List<Explanation.Step> steps = report.explain(failed.id());
        assertEquals("text", steps.get(0).check());
        assertEquals("decoded", steps.get(1).check());
        assertEquals("verdict", steps.get(steps.size() - 1).check());
        assertTrue(steps.stream().anyMatch(s -> s.check().startsWith("value of") && !s.passed()));
        assertTrue(report.divergences().stream()
                .allMatch(d -> d.official().equals("valid") != d.strict().equals("valid")));
    }
}
