package org.egpo.apibank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.egpo.bfcl.BadInputException;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Result files become scores; whatever is wrong with them is named by file and line, and the rest is scored. */
class BankScorerTest {
    static final Path MINI = SharedVectors.root().resolve("datasets/apibank-mini");
    private static final String GOOD =
            "{\"file\": \"Calculator-1.jsonl\", \"id\": 0, \"pred\": \"[Calculator(formula='(2+3)*4')]\"}\n";

    @TempDir
    private Path folder;

    private static BankReport scored(Path results) {
        return new BankScorer(BankData.at(MINI)).score(results).get(0);
    }

    private static BankReport.Part part(BankReport report, String name) {
        return report.parts().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Path results(String content) throws IOException {
        Path file = folder.resolve("some-model/level-1-api.jsonl");
        Files.createDirectories(file.getParent());
        return Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Worked out by hand from the official rules. */
    @Test
    void demonstration() {
        BankReport report = scored(MINI.resolve("result"));
        Map<String, String> wrong = new TreeMap<>();
        report.parts().stream()
                .filter(BankReport.Part::calls)
                .flatMap(p -> p.cases().stream())
                .filter(c -> !c.isCorrect())
                .forEach(c -> wrong.put(c.sample().key(), c.verdict().type()));
        // Seven words against three shared ones; another user's token is as good; the second search for one flight
        // fails.
        assertEquals(
                Map.of(
                        "Calculator-1.jsonl 0", "INPUT_MISMATCH",
                        "GetUserToken-AddAgenda-1.jsonl 2", "INPUT_MISMATCH",
                        "ToolSearcher-Wiki-1.jsonl 0", "UNJUDGED",
                        "0 1", "ASSERTION_ERROR",
                        "1 1", "INCORRECT"),
                wrong);
        assertEquals(5.0 / 7, part(report, "level-1-api").accuracy());
        assertEquals(48.0 / 50, part(report, "level-3-batch-inf").taskAccuracy());
        assertEquals(0, part(report, "level-3-batch-inf").searchErrors());
        // Three ones, "Twenty." for "Twenty beans." (1 of 1 and 1 of 2 words: 2/3), and an abort.
        assertEquals((3 + 0.6667) / 5, part(report, "level-1-response").mean(), 1e-12);
        assertTrue(report.toString()
                .contains("level-1-response: answers that end the official script, counted as wrong: 1 ("));
        assertTrue(report.toString()
                .contains("level-2-api: answers that need a model or the network to be judged, counted as wrong: 1 ("));
    }

    private void assertTold(String second, String expected) throws IOException {
        Path file = results(GOOD + second);
        String report = scored(file).toString();
        assertTrue(report.contains(file + ", line 2: "), report);
        assertTrue(report.contains(expected), report);
        assertEquals(1, scored(file).parts().get(0).correct());
        assertTrue(report.contains("INCOMPLETE: level-1-api lacks 6 of 7, counted as wrong"), report);
    }

    @Test
    void unusableLinesAreNamed() throws IOException {
        assertTold("{\"file\": \"Calculator-1.jsonl\", \"id\": 0, \"pred\": \"[f(", "cut off");
        assertTold("{\"file\": \"Calculator-1.jsonl\", \"id\": 1, \"pred\": \"\"}", "name no sample of level-1-api");
        assertTold("{\"id\": 0, \"pred\": \"\"}", "the fields file and id (None 0) name no sample");
        assertTold("{\"file\": \"Calculator-1.jsonl\", \"id\": 0, \"pred\": 1}", "needs the field pred, a text");
        assertTold("{\"file\": \"Calculator-1.jsonl\", \"id\": 0, \"pred\": \"é\"}", "not UTF-8");
        assertTold("[1]", "expected a JSON object");
        assertTold(GOOD, "was answered before; this later answer counts");
    }

    /** As the official script does: the last answer to a sample counts. */
    @Test
    void laterAnswersReplace() throws IOException {
        Path file = results(GOOD + "{\"file\": \"Calculator-1.jsonl\", \"id\": 0, \"pred\": \"20\"}");
        assertEquals(Map.of("NO_API_CALL", 1), scored(file).parts().get(0).errors());
    }

    @Test
    void foldersThatCannotBeScored() throws IOException {
        BankScorer scorer = new BankScorer(BankData.at(MINI));
        Path nothing = folder.resolve("nothing");
        assertProblem("there is no such file", () -> scorer.score(nothing));
        Files.createDirectories(nothing);
        assertProblem("holds no result file", () -> scorer.score(nothing));
        assertProblem("holds no API-Bank data", () -> BankData.at(folder));
    }

    private static void assertProblem(String expected, org.junit.jupiter.api.function.Executable action) {
        String message = assertThrows(BadInputException.class, action).getMessage();
        assertTrue(message.contains(expected), message);
        assertFalse(message.contains("\n"), message);
    }

    /** A clone of the official repository has a file for each dialogue, and no test data; only what needs them is left out. */
    @Test
    void dataAreFoundInAClone() throws IOException {
        Path clone = folder.resolve("api-bank");
        Files.createDirectories(clone.resolve("init_database"));
        try (var tables = Files.list(MINI.resolve("init_database"))) {
            for (Path table : tables.toList()) {
                Files.copy(table, clone.resolve("init_database").resolve(table.getFileName()));
            }
        }
        for (String set : List.of("level-1-given-desc", "level-2-toolsearcher")) {
            Files.createDirectories(clone.resolve("lv1-lv2-samples").resolve(set));
        }
        Files.writeString(
                clone.resolve("lv1-lv2-samples/level-1-given-desc/Calculator-1.jsonl"),
                "{\"role\": \"User\", \"text\": \"5+1?\"}\n{\"role\": \"API\", \"api_name\": \"Calculator\", \"param_dict\":"
                        + " {\"formula\": \"5+1\"}, \"result\": {\"api_name\": \"Calculator\", \"input\": {\"formula\": \"5+1\"},"
                        + " \"output\": 6.0, \"exception\": null}}\n{\"role\": \"AI\", \"text\": \"6\"}\n");
        results("{\"file\": \"Calculator-1.jsonl\", \"id\": 0, \"pred\": \"[Calculator(formula='5 + 1')]\"}");
        Files.writeString(folder.resolve("some-model/level-3-batch-inf.json"), "");
        String report = new BankScorer(BankData.at(folder)).score(folder).toString();
        assertTrue(report.contains("level-1-api  1        1   100.00%"), report);
        assertTrue(report.contains("level-3-batch-inf.json: ") && report.contains("level-3.json: is missing"), report);
    }

    @Test
    void scoreFiles() throws IOException {
        BankScorer.write(List.of(scored(MINI.resolve("result"))), folder);
        List<String> lines = Files.readAllLines(folder.resolve("demo/level-3-batch-inf_score.json"));
        assertEquals(
                "{\"accuracy\": 0.6, \"correct_count\": 3, \"total_count\": 5, \"sample_accuracy\": 0.96,"
                        + " \"tool_searcher_errors\": 0, \"ASSERTION_ERROR\": 1, \"INCORRECT\": 1}",
                lines.get(0));
        assertTrue(
                lines.get(1).startsWith("{\"sample_id\": 0, \"api_id\": 1, \"pred\": \"[TravelStatus(name='Mary')]\""));
        assertEquals(3, lines.size());
    }
}
