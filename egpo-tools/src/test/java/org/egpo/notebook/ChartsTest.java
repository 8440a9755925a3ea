package org.egpo.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.egpo.advantage.Egpo;
import org.egpo.advantage.GroupAdvantages;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.BfclScorer;
import org.egpo.bfcl.ScoreReport;
import org.egpo.clean.Cleaner;
import org.egpo.data.Questions;
import org.egpo.reward.ScoredGroup;
import org.egpo.reward.StrictReward;
import org.egpo.rollout.Response;
import org.egpo.rollout.SavedRollouts;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knowm.xchart.internal.chartpart.Chart;

/** Every chart of nothing, of one and of many is drawn; one of nothing says so. */
class ChartsTest {
    private static final Path DATASETS = SharedVectors.root().resolve("datasets");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 200})
    void everyNumberOfValuesIsDrawn(int n) {
        double[] values = IntStream.range(0, n).asDoubleStream().toArray();
        List<String> labels = IntStream.range(0, n).mapToObj(i -> "label " + i).toList();
        Map<String, Double> bars = new LinkedHashMap<>();
        labels.forEach(l -> bars.put(l, 1.0 * bars.size()));
        boolean empty = n == 0;
        check(empty, Charts.bars("t", "y", bars));
        check(empty, Charts.dotsWithIntervals("t", "y", labels, values, values, values));
        double[] unknown = new double[n];
        Arrays.fill(unknown, Double.NaN);
        check(empty, Charts.dotsWithIntervals("t", "y", labels, unknown, unknown, unknown));
        check(empty, Charts.ranking("t", "y", bars));
        check(
                empty,
                Charts.names(
                        "t",
                        "y",
                        Rows.of("t", labels)
                                .text("n", l -> l)
                                .number("v", l -> 1)
                                .table(),
                        "v"));
        check(empty, Charts.histogram("t", "x", values, 10));
        check(true, Charts.histogram("t", "x", unknown, 10));
        check(empty, Responses.tokens(Response.ofTexts(labels, values, false), "t"));
        check(empty, Responses.tokens(Response.ofTexts(labels, unknown, false), "t"));
        check(
                empty,
                Responses.variety(Rows.of("Settings", labels)
                        .text("setting", l -> l)
                        .number("different answers", l -> 1)
                        .table()));
    }

    @Test
    void chartsWithoutSeriesSayThatThereIsNothingToDraw() {
        check(true, Charts.lines("t", "x", "y"));
        check(true, Charts.scatter("t", "x", "y"));
        check(true, Charts.bars("t", "y"));
        MimeBundle shown = ChartPng.render(Charts.lines("Reward", "x", "y"));
        assertEquals("[chart: Reward: there is nothing to draw]", shown.data().get("text/plain"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 48})
    void everyNumberOfGroupsIsDrawn(int n) throws IOException {
        List<ScoredGroup> groups = new StrictReward()
                .judge(SavedRollouts.read(
                                DATASETS.resolve("quickstart/rollouts.jsonl.gz"),
                                Questions.read(DATASETS.resolve("function-calling/dev.jsonl.gz")))
                        .subList(0, n));
        List<GroupAdvantages> advantages = Egpo.paper().advantages(groups);
        check(false, Groups.rightResponses(groups));
        check(n == 0, Groups.baseAgainstValue(advantages));
        check(n == 0, Groups.bonusByEntropy(advantages));
        check(false, Groups.pull(advantages));
    }

    @Test
    void oneRunAloneIsDrawn(@TempDir Path folder) throws IOException {
        Path run = Files.createDirectories(folder.resolve("mine"));
        for (String file : List.of("settings.yaml", "metrics.csv", "evaluation.csv")) {
            Files.copy(DATASETS.resolve("runs/grpo-1").resolve(file), run.resolve(file));
        }
        Runs one = Runs.read(folder);
        check(false, one.accuracies("test"));
        check(false, one.curve("t", "rewardMean", 10));
        Runs all = Runs.read(DATASETS.resolve("runs"));
        check(false, all.accuracies("test"));
        check(false, all.only(all.variants().get(0)).accuracies("dev"));
    }

    @Test
    void oneCategoryAndAPerfectModelAreDrawn(@TempDir Path folder) throws IOException {
        Path results = Files.createDirectories(folder.resolve("m/non_live"));
        Path all = DATASETS.resolve("bfcl-mini/result/nearly-right/non_live/BFCL_v4_simple_python_result.json");
        Files.write(results.resolve(all.getFileName()), Files.readAllLines(all).subList(0, 3));
        ScoreReport report = new BfclScorer(BfclData.at(DATASETS.resolve("bfcl-mini"))).score(folder.resolve("m"));
        check(false, Scores.accuracy(report));
        check(report.categories().stream().allMatch(c -> c.errorTypes().isEmpty()), Scores.errors(report));
    }

    @Test
    void aCleanFileIsDrawn(@TempDir Path folder) throws IOException {
        Path in = folder.resolve("in.jsonl");
        Files.writeString(
                in,
                """
                {"id": "a", "query": "What is the factorial of 5?", "tools": "[{\\"name\\":\\"factorial\\",\\"description\\":\\"factorial \
                of a number\\",\\"parameters\\":{\\"n\\":{\\"type\\":\\"int\\",\\"description\\":\\"n\\"}}}]", "answers": \
                "[{\\"name\\":\\"factorial\\",\\"arguments\\":{\\"n\\":5}}]"}
                """);
        var report = Cleaner.with(new org.egpo.clean.rules.RuleJudge()).clean(in, folder.resolve("out.jsonl"));
        assertEquals(report.records(), report.kept());
        check(true, Cleaning.reasonsChart(report));
        check(false, Cleaning.funnelChart(report));
    }

    private static void check(boolean empty, Chart<?, ?> chart) {
        byte[] drawn = ChartPng.encode(chart);
        assertArrayEquals(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, Arrays.copyOf(drawn, 4));
        String said = (String) ChartPng.render(chart).data().get("text/plain");
        assertEquals(empty, said.contains("nothing to draw"), said);
        List.copyOf(chart.getSeriesCollection()).forEach(series -> chart.removeSeries(series.getName()));
        if (!empty) {
            assertNotEquals(
                    drawn.length, ChartPng.encode(chart).length, "the chart looks as it does without its series");
        }
        assertFalse(drawn.length < 1000);
        assertTrue(drawn.length < 200_000);
    }
}
