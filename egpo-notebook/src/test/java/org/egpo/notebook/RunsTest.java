package org.egpo.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.CategoryChart;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Means and intervals are worked out by hand. */
class RunsTest {
    /** Student's t at 97.5 % for one and for two degrees of freedom, from a table. */
    private static final double T1 = 12.706;

    private static final double T2 = 4.303;

    @TempDir
    private Path folder;

    private void run(String name, String settings, double dev, double greedy) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name));
        Files.writeString(run.resolve("settings.yaml"), "# how\nsteps: 2\n" + settings.replace(", ", "\n") + "\n");
        Files.writeString(run.resolve("metrics.csv"), "step,rewardMean\n1,0.25\n2,0.75\n");
        Files.writeString(
                run.resolve("evaluation.csv"),
                "step,split,prompts,accuracy,greedyAccuracy\n0,dev,4,0.25,0.5\n2,dev,4," + dev + "," + greedy + "\n");
    }

    private Runs threeOfEach() throws IOException {
        run("g1", "algorithm: grpo, lambda: 0.4, seed: 1", 0.50, 0.6);
        run("g2", "algorithm: grpo, lambda: 0.4, seed: 2", 0.40, 0.6);
        run("e1", "algorithm: egpo, lambda: 0.4, seed: 1", 0.54, 0.6);
        run("e2", "algorithm: egpo, lambda: 0.4, seed: 2", 0.42, 0.7);
        run("e3", "algorithm: egpo, lambda: 0.4, seed: 3", 0.60, 0.8);
        run("x1", "algorithm: egpo, lambda: 0.8, seed: 1", 0.10, 0.1);
        return Runs.read(folder);
    }

    @Test
    void aVariantIsWhatDiffersInNothingButTheSeed() throws IOException {
        assertEquals(List.of("EGPO", "GRPO", "EGPO λ=0.8"), threeOfEach().variants());
    }

    @Test
    void meansAndIntervalsOverSeeds() throws IOException {
        Table t = threeOfEach().only("GRPO", "EGPO").summary();
        // GRPO's deviations ±5: standard deviation 7.0711, divided by √2: 5
        assertEquals(String.format("25.0 → 45.0 ± %.1f", T1 * 5), t.row(0).getString("dev %"));
        // EGPO's deviations 2, -10, 8: squares 168, over 2: 84, over 3: 28
        Row egpo = t.row(1);
        assertTrue(egpo.getString("dev %").endsWith(String.format(" → 52.0 ± %.1f", T2 * Math.sqrt(28))));
        assertTrue(egpo.getString("dev greedy %").contains("→ 70.0"), egpo.getString("dev greedy %"));
        assertTrue(egpo.getString("test %").endsWith("–"), "test was not evaluated");
    }

    @Test
    void differencesAreTakenSeedBySeed() throws IOException {
        Row dev = threeOfEach().difference("EGPO", "GRPO").row(0);
        // seeds 1 and 2: 4 and 2 points, so 3 ± t · 1; seed 3 has no partner
        assertEquals("dev", dev.getString("measure"));
        assertEquals(String.format("3.00 ± %.2f", T1 * 1), dev.getString("EGPO − GRPO"));
        assertEquals(2, dev.getInt("seeds"));
    }

    @Test
    void aChartShowsEverySeedAndIntervalsFromThreeOn() throws IOException {
        CategoryChart chart = threeOfEach().accuracies("dev");
        double none = Double.NaN;
        assertArrayEquals(new double[] {52, 45, 10}, heights(chart, "% right"), 1e-9);
        assertArrayEquals(new double[] {54, 50, 10}, heights(chart, "seed 1"), 1e-9);
        assertArrayEquals(new double[] {42, 40, none}, heights(chart, "seed 2"), 1e-9);
        assertArrayEquals(new double[] {60, none, none}, heights(chart, "seed 3"), 1e-9);
        assertArrayEquals(new double[] {52, none, none}, heights(chart, "interval"), 1e-9);
        assertEquals(T2 * Math.sqrt(28), chart.getSeries("interval").getExtraValues()[0], 0.01);
        assertTrue(ChartPng.encode(chart).length > 0);

        run("y7", "algorithm: egpo, lambda: 0.9, seed: 7", 0.2, 0.1);
        Path unfinished = folder.resolve("e3/evaluation.csv");
        Files.writeString(unfinished, Files.readString(unfinished).replaceAll("(?m)^2,dev.*\n", ""));
        chart = Runs.read(folder).accuracies("dev");
        assertArrayEquals(new double[] {none, none, none, 20}, heights(chart, "seed 7"), 1e-9);
        assertArrayEquals(new double[] {48, 45, 10, 20}, heights(chart, "% right"), 1e-9);
        assertArrayEquals(new double[] {none, none, none, none}, heights(chart, "interval"), 1e-9);
        assertTrue(ChartPng.encode(chart).length > 0);
    }

    private static double[] heights(CategoryChart chart, String series) {
        return chart.getSeries(series).getYData();
    }

    @Test
    void meansOfTheLastSteps() throws IOException {
        Runs runs = threeOfEach();
        assertEquals(0.75, runs.means(1, "rewardMean").row(0).getDouble("rewardMean"), 1e-12);
        assertEquals(0.5, runs.means(9, "rewardMean").row(0).getDouble("rewardMean"), 1e-12);
        String message = assertThrows(IllegalArgumentException.class, () -> runs.means(1, "luck"))
                .getMessage();
        assertTrue(message.contains("there is no metric luck"), message);
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        Runs runs = threeOfEach();
        String message = assertThrows(IllegalArgumentException.class, () -> runs.only("PPO"))
                .getMessage();
        assertTrue(message.contains("no runs of PPO"), message);
        run("x9", "algorithm: egpo, lambda: 0.9, seed: 9", 0.1, 0.1);
        message = assertThrows(
                        IllegalArgumentException.class, () -> Runs.read(folder).difference("EGPO λ=0.8", "EGPO λ=0.9"))
                .getMessage();
        assertTrue(message.contains("no seed in common"), message);
        run("g3", "algorithm: grpo, lambda: 0.4, seed: 2", 0.1, 0.1);
        message = assertThrows(
                        IllegalArgumentException.class, () -> Runs.read(folder).difference("EGPO", "GRPO"))
                .getMessage();
        assertTrue(message.contains("two runs of GRPO have the seed 2"), message);
        assertThrows(IOException.class, () -> Runs.read(folder.resolve("none")));
    }

    @Test
    void aRunThatIsNotFinishedHasNoEnd() throws IOException {
        run("g1", "algorithm: grpo, seed: 1", 0.5, 0.6);
        Path settings = folder.resolve("g1/settings.yaml");
        Files.writeString(settings, Files.readString(settings).replace("steps: 2", "steps: 4"));
        Row row = Runs.read(folder).summary().row(0);
        assertEquals("25.0 → –", row.getString("dev %"));
    }

    @Test
    void whatAKilledRunLeftIsNamedWithFileAndLine() throws IOException {
        run("g1", "algorithm: grpo, seed: 1", 0.5, 0.6);
        Path evaluation = folder.resolve("g1/evaluation.csv");
        String whole = Files.readString(evaluation);
        assertRefused("evaluation.csv, line 4 has 2 of 5 columns", evaluation, whole + "2,te");
        assertRefused("evaluation.csv, line 3: accuracy is \"half\"", evaluation, whole.replace("4,0.5,", "4,half,"));
        assertRefused("evaluation.csv is missing or empty", evaluation, "");
        Files.writeString(evaluation, whole);
        Path settings = folder.resolve("g1/settings.yaml");
        assertRefused("steps is many", settings, "algorithm: grpo\nseed: 1\nsteps: many\n");
        assertRefused("seed is null", settings, "algorithm: grpo\nsteps: 2\n");
    }

    private void assertRefused(String part, Path file, String text) throws IOException {
        Files.writeString(file, text);
        String message =
                assertThrows(IOException.class, () -> Runs.read(folder)).getMessage();
        assertTrue(message.contains(part), message);
    }
}
