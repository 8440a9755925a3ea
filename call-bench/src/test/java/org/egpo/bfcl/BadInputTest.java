package org.egpo.bfcl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with the user's files gives one sentence with file and line; the rest can still be scored. */
class BadInputTest {
    private static final String GOOD =
            "{\"id\": \"simple_python_0\", \"result\": \"[weather.forecast(city='Lisbon', days=3)]\"}\n";

    @TempDir
    private Path folder;

    private final BfclData data = BfclData.at(BfclMiniTest.MINI);

    private Path results(String name, String content) throws IOException {
        Path file = folder.resolve("some-model").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
        return file;
    }

    private static BfclScorer strict(BfclData data) {
        return new BfclScorer(data, ScoreOptions.DEFAULT.withStrictFiles(true));
    }

    private void assertProblem(String second, String expected) throws IOException {
        Path file = results("BFCL_v4_simple_python_result.json", GOOD + second);
        String message = assertThrows(
                        BadInputException.class, () -> strict(data).score(file))
                .getMessage();
        assertTrue(message.startsWith(file + ", line 2: "), message);
        assertTrue(message.contains(expected), message);
        assertFalse(message.contains("\n"), message);
        ScoreReport rest = new BfclScorer(data).score(file);
        assertEquals(1, rest.table().get(0).tests());
        assertEquals(1, rest.table().get(0).correct());
        assertEquals(1, rest.table().get(0).skipped());
        assertTrue(ScoreTable.of(rest).contains("left out: 1 lines, 0 files"));
    }

    @Test
    void truncatedLine() throws IOException {
        assertProblem("{\"id\": \"simple_python_1\", \"result\": \"[wea", "cut off");
    }

    @Test
    void wrongId() throws IOException {
        assertProblem(
                "{\"id\": \"simple_python_4711\", \"result\": \"\"}", "no test with the id \"simple_python_4711\"");
        assertProblem("{\"id\": \"parallel_1\", \"result\": \"\"}", "does not belong to the category simple_python");
    }

    @Test
    void duplicateId() throws IOException {
        assertProblem(GOOD, "\"simple_python_0\" was used before");
    }

    @Test
    void latin1() throws IOException {
        assertProblem("{\"id\": \"simple_python_1\", \"result\": \"é(x=1)\"}", "not UTF-8");
    }

    @Test
    void missingField() throws IOException {
        assertProblem("{\"id\": \"simple_python_1\"}", "needs the fields id and result");
    }

    @Test
    void unknownCategory() throws IOException {
        Path file = results("BFCL_v4_simple_cobol_result.json", GOOD);
        String message = assertThrows(
                        BadInputException.class, () -> strict(data).score(file))
                .getMessage();
        assertEquals(file + ": there is no category \"simple_cobol\" in this benchmark.", message);
        assertThrows(BadInputException.class, () -> Categories.parse(java.util.List.of("simple_cobol")));
    }

    @Test
    void missingDataFile() throws IOException {
        Path other = folder.resolve("data");
        Files.createDirectories(other);
        Files.copy(BfclMiniTest.MINI.resolve("BFCL_v4_multiple.json"), other.resolve("BFCL_v4_multiple.json"));
        Path file = results("BFCL_v4_simple_python_result.json", GOOD);
        String message = assertThrows(BadInputException.class, () -> strict(BfclData.at(other))
                        .score(file))
                .getMessage();
        assertTrue(message.contains("has no question file BFCL_v4_simple_python.json"), message);
        String answers = assertThrows(
                        BadInputException.class, () -> BfclData.at(other).entries("multiple"))
                .getMessage();
        assertTrue(answers.endsWith("there is no such file."), answers);
        assertThrows(BadInputException.class, () -> BfclData.at(folder.resolve("nowhere")));
    }

    @Test
    void jsonArraysAndV3NamesAreRead() throws IOException {
        Path v3 = folder.resolve("v3");
        Files.createDirectories(v3.resolve("possible_answer"));
        Files.writeString(
                v3.resolve("BFCL_v3_simple.json"),
                "[\n{\"id\": \"simple_0\", \"question\": [], \"function\": {\"name\": \"f\", \"parameters\":"
                        + " {\"properties\": {}, \"required\": []}}}\n]");
        Files.writeString(
                v3.resolve("possible_answer/BFCL_v3_simple.json"),
                "[{\"id\": \"simple_0\", \"ground_truth\": [{\"f\": {}}]}]");
        BfclEntry entry = BfclData.at(v3).entry("simple_0");
        assertEquals("simple_python", entry.category());
        assertTrue(new SingleTurnEvaluator().verdict(entry, "[f()]").isValid());
        assertTrue(
                entry.json().startsWith("{\"id\": \"simple_0\"") && entry.json().endsWith("}}}"));
    }
}
