package org.egpo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.BfclScorer;
import org.egpo.bfcl.ScoreFiles;
import org.egpo.bfcl.ScoreOptions;
import org.egpo.bfcl.ScoreReport;
import org.egpo.call.ValueJson;
import org.egpo.notebook.LeaderboardPage;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BfclCommandTest {
    private static final Path MINI = SharedVectors.root().resolve("datasets/bfcl-mini");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... arguments) {
        String[] texts = java.util.Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        return new CommandLine(new EgpoCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(texts);
    }

    @Test
    void scorePrintsATableAndWritesTheFiles(@TempDir Path folder) {
        int status =
                run("bfcl", "score", MINI.resolve("result/nearly-right"), "--data", MINI, "-o", folder, "--strict");
        assertEquals(0, status, err::toString);
        String table = out.toString();
        assertTrue(table.contains("nearly-right") && table.contains("95 % interval"), table);
        assertTrue(table.contains("passes are texts that could not be read as calls"), table);
        assertTrue(table.contains("official and strict disagree on"), table);
        assertTrue(Files.exists(folder.resolve("nearly-right/non_live/BFCL_v4_multiple_score.json")));
        assertTrue(Files.exists(folder.resolve("data_overall.csv")));
    }

    @Test
    void choosesCategoriesIdsAndWeights() {
        int status = run(
                "bfcl",
                "score",
                MINI.resolve("result/nearly-right"),
                "--data",
                MINI,
                "--no-files",
                "--weights",
                "v3",
                "--categories",
                "multiple,parallel",
                "--ids",
                "multiple_1,multiple_2");
        assertEquals(0, status, err::toString);
        assertTrue(out.toString().contains("2 of 12") && out.toString().contains("v3: overall"), out::toString);
    }

    @Test
    void aProblemIsOneSentenceAndNothingIsWritten(@TempDir Path folder) {
        Path scores = folder.resolve("score");
        int status = run("bfcl", "score", folder.resolve("nothing"), "--data", MINI, "-o", scores);
        assertEquals(2, status);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(Files.notExists(scores));
        assertEquals(2, run("bfcl", "score", MINI.resolve("result"), "--data", MINI, "--categories", "cobol"));
        assertTrue(err.toString().contains("There is no category \"cobol\""), err::toString);
    }

    @Test
    void aWrongFormatHasAStatusOfItsOwnAndThePageIsWritten(@TempDir Path folder) throws java.io.IOException {
        Path page = folder.resolve("page.html");
        Path result = MINI.resolve("result/nearly-right");
        assertEquals(
                3, run("bfcl", "score", result, "--data", MINI, "--no-files", "--format", "hermes", "--html", page));
        assertTrue(err.toString().contains("--format"), err::toString);
        assertTrue(Files.readString(page).contains("nearly-right"));
        assertEquals(2, run("bfcl", "score", result, "--data", MINI, "--format", "qwen"));
        assertTrue(err.toString().contains("no model writes \"qwen\""), err::toString);
    }

    @Test
    void thePageIsOneFileAndComparesWithPublishedScores(@TempDir Path folder) throws java.io.IOException {
        BfclScorer strict = new BfclScorer(BfclData.at(MINI), ScoreOptions.DEFAULT.withStrict(true));
        List<ScoreReport> reports = ScoreFiles.score(strict, MINI.resolve("result"), folder);
        assertEquals(List.of(), PublishedScores.differences(reports.get(0), folder));
        Path file = folder.resolve("half-right/non_live/BFCL_v4_multiple_score.json");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        String dropped = lines.remove(1);
        Files.write(file, lines);
        List<List<String>> different = PublishedScores.differences(reports.get(0), folder);
        assertEquals(1, different.size());
        assertTrue(dropped.contains("\"" + different.get(0).get(0) + "\""));
        assertEquals("valid", different.get(0).get(2));
        String page = LeaderboardPage.of(reports, Map.of("half-right", different), "test");
        assertTrue(page.contains("\"folder\":\"nearly-right\"") && page.contains("judged by"), "models and data");
        assertFalse(
                page.contains("@DATA@") || page.contains("src=") || page.contains("href=\"http"),
                "nothing from elsewhere");
        String json = page.substring(page.indexOf("id=\"data\">") + 10);
        json = json.substring(0, json.indexOf("</script>"));
        assertEquals(3, ValueJson.MAPPER.readTree(json).path("models").size());
    }
}
