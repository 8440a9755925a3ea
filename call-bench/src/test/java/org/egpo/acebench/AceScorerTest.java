package org.egpo.acebench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.egpo.bfcl.BadInputException;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Result files become scores; whatever is wrong with them is named by file and line, and the rest is scored. */
class AceScorerTest {
    static final Path MINI = SharedVectors.root().resolve("datasets/acebench-mini");
    private static final String GOOD =
            "{\"id\": \"normal_single_turn_single_function_2\", \"result\": \"[library_reserve(title='Emma', branch='North')]\"}\n";

    @TempDir
    private Path folder;

    private static AceReport scored(Path results) {
        return new AceScorer(AceData.at(MINI)).score(results, null).get(0);
    }

    private Path results(String content) throws IOException {
        Path file = folder.resolve("result_en/some-model/data_normal_single_turn_single_function_result.json");
        Files.createDirectories(file.getParent());
        return Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Worked out by hand from the official rules. */
    @Test
    void demonstration() {
        AceReport report = scored(MINI.resolve("result_en"));
        Map<String, String> wrong = new TreeMap<>();
        report.categories().stream()
                .flatMap(c -> c.cases().stream())
                .filter(c -> !c.verdict().valid())
                .forEach(c -> wrong.put(c.item().id(), c.verdict().errorType()));
        assertEquals(
                Map.of(
                        "normal_atom_list_0", "value_error:list/tuple",
                        "normal_atom_object_short_0", "value_error",
                        "normal_multi_turn_user_switch_0_1", "value_error:string",
                        "normal_single_turn_parallel_function_1", "wrong functions number",
                        "special_error_param_0", "error_detection"),
                wrong);
        // 12 categories: 9 with 1, one with 0.5 (rounded means: (9 - 1 + 0.5) / 12).
        assertEquals(0.708, report.summary().get("normal_summary"));
        assertEquals(0.667, report.summary().get("special_summary"));
        assertEquals(0.588, report.summary().get("Summary"));
        assertTrue(report.toString().contains("without answers, counted as 0: agent_multi_turn, agent_multi_step"));
    }

    /** A dialogue counts as a whole; its share of right turns is told beside. */
    @Test
    void dialoguesCountAsAWhole() {
        AceReport.Category switched = scored(MINI.resolve("result_en")).categories().stream()
                .filter(c -> c.category().equals("normal_multi_turn_user_switch"))
                .findFirst()
                .orElseThrow();
        assertEquals(0, switched.row().accuracy());
        assertEquals(1, switched.row().tests());
        assertEquals(0.5, switched.processAccuracy());
        assertEquals(1L, switched.header().get("correct_count"));
        assertEquals(2, switched.header().get("total_count"));
    }

    private void assertLeftOut(String second, String expected) throws IOException {
        Path file = results(GOOD + second);
        String report = scored(file).toString();
        assertTrue(report.contains("left out: " + file + ", line 2: "), report);
        assertTrue(report.contains(expected), report);
        AceReport.Category rest = scored(file).categories().get(0);
        assertEquals(1, rest.row().correct());
        assertEquals(
                List.of("normal_single_turn_single_function_0", "normal_single_turn_single_function_1"),
                rest.missing());
        assertTrue(report.contains("INCOMPLETE: normal_single_turn_single_function lacks normal_single_turn"), report);
    }

    @Test
    void unusableLinesAreNamed() throws IOException {
        assertLeftOut("{\"id\": \"normal_single_turn_single_function_0\", \"result\": \"[f(", "cut off");
        assertLeftOut("{\"id\": \"normal_single_turn_single_function_9\", \"result\": \"\"}", "function_9\" is none");
        assertLeftOut(GOOD, "was used before");
        assertLeftOut("{\"id\": \"normal_single_turn_single_function_0\"}", "needs the fields id and result");
        assertLeftOut("{\"id\": \"normal_single_turn_single_function_0\", \"result\": \"é\"}", "not UTF-8");
        assertLeftOut("[1]", "expected a JSON object");
    }

    @Test
    void answersThatAreNoTextFail() throws IOException {
        for (String result : List.of("null", "7", "[]", "{\"a\": 1}", "[{\"f\": \"{}\"}]")) {
            Path file = results("{\"id\": \"normal_single_turn_single_function_0\", \"result\": " + result + "}");
            AceReport.Category.Case only =
                    scored(file).categories().get(0).cases().get(0);
            assertEquals("wrong_output_format", only.verdict().errorType());
        }
    }

    @Test
    void foldersThatCannotBeScored() throws IOException {
        AceScorer scorer = new AceScorer(AceData.at(MINI));
        Path nothing = folder.resolve("nothing");
        assertProblem("there is no such file", () -> scorer.score(nothing, null));
        Files.createDirectories(nothing);
        assertProblem("holds no result file", () -> scorer.score(nothing, null));
        Path astray = Files.createDirectories(nothing.resolve("m")).resolve("data_normal_atom_bool_result.json");
        Files.writeString(astray, "{\"id\": \"normal_atom_bool_0\", \"result\": \"\"}");
        assertProblem("say --language", () -> scorer.score(nothing, null));
        assertEquals(1, scorer.score(nothing, "en").size());
        assertTrue(scorer.score(nothing, "zh").get(0).toString().contains("has no category \"normal_atom_bool\""));
        assertProblem("holds no ACEBench data", () -> AceData.at(folder));
    }

    private static void assertProblem(String expected, org.junit.jupiter.api.function.Executable action) {
        String message = assertThrows(BadInputException.class, action).getMessage();
        assertTrue(message.contains(expected), message);
        assertFalse(message.contains("\n"), message);
    }

    /** A clone of the official repository, its folder of data, plain or gzip'd files. */
    @Test
    void dataAreFoundInAClone() throws IOException {
        Path packed = folder.resolve("data_all/data_en");
        Path plain = MINI.resolve("data_en");
        for (String name : List.of("data_normal_atom_bool.json", "possible_answer/data_normal_atom_bool.json")) {
            Path to = packed.resolve(name + ".gz");
            Files.createDirectories(to.getParent());
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(to))) {
                Files.copy(plain.resolve(name), out);
            }
        }
        for (Path data : List.of(folder, folder.resolve("data_all"))) {
            assertEquals(1, AceData.at(data).items("en", "normal_atom_bool").size());
        }
    }

    @Test
    void testsWithoutAnAnswerOrWithAnUnknownServiceAreNamed() throws IOException {
        Path questions = Files.createDirectories(folder.resolve("data_en/possible_answer"))
                .resolveSibling("data_agent_multi_step.json");
        Path answers = folder.resolve("data_en/possible_answer/data_agent_multi_step.json");
        Files.writeString(
                questions, "{\"id\": \"agent_multi_step_0\", \"question\": \"\", \"involved_classes\": [\"Bank\"]}");
        Files.writeString(answers, "");
        assertProblem("line 1: \"agent_multi_step_0\" has no answer", () -> AceData.at(folder)
                .items("en", "agent_multi_step"));
        Files.writeString(answers, "{\"id\": \"agent_multi_step_0\", \"ground_truth\": []}");
        assertProblem(
                "a class that there is not: [Bank]", () -> AceData.at(folder).items("en", "agent_multi_step"));
    }

    @Test
    void scoreFilesInTheOfficialLayout() throws IOException {
        AceScorer.write(List.of(scored(MINI.resolve("result_en"))), folder);
        List<String> lines = Files.readAllLines(folder.resolve("score_en/demo/data_normal_atom_list_score.json"));
        assertEquals("{\"accuracy\": 0.0, \"correct_count\": 0, \"total_count\": 1}", lines.get(0));
        assertTrue(
                lines.get(1)
                        .startsWith(
                                "{\"id\": \"normal_atom_list_0\", \"valid\": false, \"error_type\": \"value_error:list/tuple\""));
        assertTrue(Files.readString(folder.resolve("score_en/summary.jsonl"))
                .startsWith("{\"Model\": \"demo\", \"bool\": 1.0"));
    }
}
