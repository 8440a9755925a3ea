package org.egpo.bfcl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.egpo.call.JavaCalls;
import org.egpo.call.ModelFormat;
import org.egpo.call.PythonError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder of results as people have it. */
class ResultFolderTest {
    private static final BfclData MINI = BfclData.at(BfclMiniTest.MINI);

    @TempDir
    private Path folder;

    private Path results(String model, String category, String content) throws IOException {
        Path file = folder.resolve("result").resolve(model).resolve("BFCL_v4_" + category + "_result.json");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private String hermes() {
        StringBuilder lines = new StringBuilder();
        for (BfclEntry e : MINI.entries("simple_python").values()) {
            String call = AnswerText.right(e).replaceFirst("\\[?([\\w.]+)\\(.*", "$1");
            lines.append("{\"id\": \"" + e.id() + "\", \"result\": \"<tool_call>\\n{\\\"name\\\": \\\"" + call
                    + "\\\", \\\"arguments\\\": {}}\\n</tool_call>\", \"latency\": 1.5}\n");
        }
        return lines.toString();
    }

    /** An interface that forbids dots writes none; a model that forgets some dots only errs. */
    @Test
    void namesWithoutDotsAreSaidWhereTheModelWritesNone() throws IOException {
        List<BfclEntry> dotted = MINI.entries("simple_python").values().stream()
                .filter(e -> AnswerText.right(e).matches("\\[\\w+\\.\\w+\\(.*"))
                .toList();
        assertTrue(dotted.size() >= 7, dotted.size() + " tests have a dot in their function's name");
        for (int right : new int[] {0, dotted.size() - 3}) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < dotted.size(); i++) {
                String answer = AnswerText.right(dotted.get(i));
                String written = i < right ? answer : answer.replaceFirst("\\.", "_");
                lines.append("{\"id\": \"" + dotted.get(i).id() + "\", \"result\": \"" + written.replace("\"", "\\\"")
                        + "\"}\n");
            }
            results("my-model", "simple_python", lines.toString());
            List<String> said =
                    new BfclScorer(MINI).score(folder.resolve("result")).warnings();
            assertEquals(right == 0, said.toString().contains("have _ where the documents have a dot"), said::toString);
        }
    }

    @Test
    void aLinkToAFolderIsThatFolder() throws IOException {
        results("my-model", "simple_python", hermes());
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("result"));
        int answers =
                new BfclScorer(MINI).score(folder.resolve("result")).cases().size();
        assertTrue(answers > 20);
        assertEquals(answers, new BfclScorer(MINI).score(link).cases().size());
    }

    @Test
    void aFormatThatIsNotTheModelsIsSaidAndNamed() throws IOException {
        results("my-model", "simple_python", hermes());
        ScoreReport wrong = new BfclScorer(MINI).score(folder.resolve("result"));
        assertEquals(1, wrong.warnings().size());
        assertTrue(wrong.warnings().get(0).contains("--format hermes"), wrong.warnings()::toString);
        assertTrue(ScoreTable.of(wrong).startsWith("!! ONLY 0 OF "));
        ScoreReport right = new BfclScorer(MINI, ScoreOptions.DEFAULT.withFormat(ModelFormat.HERMES))
                .score(folder.resolve("result"));
        assertEquals(List.of(), right.warnings());
        assertTrue(right.cases().stream().noneMatch(CaseReport::undecodable));
    }

    @Test
    void theMiniDataNeverJudgeOfficialIds() throws IOException {
        results("Qwen_Qwen3-8B-FC", "simple_python", hermes());
        ScoreReport registered = new BfclScorer(MINI).score(folder.resolve("result"));
        assertEquals(0, registered.cases().size());
        assertTrue(registered.skipped().get(0).contains("--data auto"), registered.skipped()::toString);
        results("own", "simple_python", hermes() + "{\"id\": \"simple_python_399\", \"result\": \"\"}\n");
        ScoreReport unknown = new BfclScorer(MINI).score(folder.resolve("result/own"));
        assertEquals(0, unknown.cases().size());
        assertTrue(unknown.incomplete().startsWith("simple_python 0 of "));
        assertTrue(unknown.data().startsWith("not those of bfcl-eval"), unknown.data());
    }

    @Test
    void earlierCategoriesOfAScoreFolderAreKept() throws IOException {
        Path out = folder.resolve("score");
        Path all = BfclMiniTest.MINI.resolve("result/half-right");
        ScoreFiles.score(only("multiple"), all, out);
        ScoreFiles.score(only("parallel"), all, out);
        String twice = Files.readString(out.resolve("data_non_live.csv"));
        ScoreFiles.score(
                new BfclScorer(MINI, ScoreOptions.DEFAULT.withCategories(java.util.Set.of("multiple", "parallel"))),
                all,
                folder.resolve("once"));
        assertEquals(Files.readString(folder.resolve("once/data_non_live.csv")), twice);
        assertFalse(twice.contains("Incomplete"));
    }

    private static BfclScorer only(String category) {
        return new BfclScorer(MINI, ScoreOptions.DEFAULT.withCategories(java.util.Set.of(category)));
    }

    @Test
    void whatIsMissingIsMarkedInTableAndCsv() throws IOException {
        results("m", "simple_python", hermes().lines().findFirst().orElseThrow());
        results("m", "multiple", "");
        List<ScoreReport> reports =
                ScoreFiles.score(new BfclScorer(MINI), folder.resolve("result"), folder.resolve("score"));
        String table = ScoreTable.of(reports.get(0));
        assertTrue(table.contains("INCOMPLETE: simple_python 1 of 26; multiple 0 of 12"), table);
        assertTrue(table.contains("no answer") && table.contains("counted as 0 in overall: simple_java"), table);
        String csv = Files.readString(folder.resolve("score/data_overall.csv"));
        assertTrue(csv.lines().findFirst().orElseThrow().endsWith(",Incomplete"), csv);
        assertTrue(csv.endsWith(",simple_python 1 of 26; multiple 0 of 12"), csv);
        assertFalse(Files.exists(folder.resolve("score/m/non_live/BFCL_v4_multiple_score.json")));
        assertTrue(ScoreTable.inventory(reports.get(0)).contains("simple_python_1"));
    }

    /** Cut, doubled, reordered, NaN, wrong types, empty: no exception, and every line is judged or named. */
    @Test
    void noDamageStopsTheRest() throws IOException {
        Random random = new Random(15);
        List<String> lines = Files.readAllLines(
                BfclMiniTest.MINI.resolve("result/half-right/non_live/BFCL_v4_simple_python_result.json"));
        String[] odd = {
            "{\"id\": \"simple_python_0\", \"result\": [{\"f\": {\"x\": NaN}}]}",
            "{\"id\": 5, \"result\": \"\"}",
            "[]",
            "x",
            "{",
            "{\"id\": \"simple_python_1\", \"result\": -Infinity, \"latency\": \"a\"}",
            "null",
            "{\"result\": 1}",
            "{\"id\": \"simple_python_2\", \"result\": null, \"latency\": [[1, [2]], [null]]}",
            "{\"id\": \"\", \"result\": 1}",
            "{\"id\": \"parallel_1\", \"result\": {}}",
            "{\"id\": \"simple_python_x\", \"result\": [[]]}",
            "\u00e9\ud800"
        };
        for (int i = 0; i < 10_000; i++) {
            List<String> file = new ArrayList<>(lines);
            Collections.shuffle(file, random);
            for (int n = random.nextInt(4); n > 0; n--) {
                int at = random.nextInt(file.size());
                String line = file.get(at);
                switch (random.nextInt(5)) {
                    case 0 -> file.set(at, line.substring(0, random.nextInt(line.length() + 1)));
                    case 1 -> file.add(at, line);
                    case 2 -> file.set(at, line + file.get(random.nextInt(file.size())));
                    case 3 -> file.set(at, line.replace('"', '\''));
                    default -> file.add(at, odd[random.nextInt(odd.length)]);
                }
            }
            file.subList(0, random.nextInt(10) == 0 ? file.size() : 0).clear();
            Path path = results("m", "simple_python", "");
            Files.write(path, String.join("\n", file).getBytes(StandardCharsets.UTF_8));
            long written = file.stream().filter(l -> !l.isBlank()).count();
            // A file that begins with a bracket is read as one array.
            boolean array =
                    !file.isEmpty() && String.join("\n", file).stripLeading().startsWith("[");
            ScoreReport report = new BfclScorer(MINI).score(path);
            int named = report.skipped().size() + report.cases().size();
            assertTrue(array ? named >= 1 : named == written, () -> "seed 15: " + file + report.skipped());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data", "bfcl_eval/data", "berkeley-function-call-leaderboard/bfcl_eval/data"})
    void theDataAreFoundInAPackageAndAClone(String inside) throws IOException {
        Path data = folder.resolve("x").resolve(inside);
        try (Stream<Path> files = Files.walk(BfclMiniTest.MINI, 2)) {
            for (Path f : files.filter(
                            p -> p.toString().endsWith(".json") && !p.toString().contains("func_doc"))
                    .toList()) {
                Path to = data.resolve(BfclMiniTest.MINI.relativize(f).toString());
                Files.createDirectories(to.getParent());
                Files.copy(f, to);
            }
        }
        assertEquals(MINI.categories(), BfclData.at(folder.resolve("x")).categories());
        assertEquals(
                MINI.fingerprint("multiple"), BfclData.at(folder.resolve("x")).fingerprint("multiple"));
    }

    @Test
    void agenticTestsShareAFileAndConversationsBeforeThemAreNoTests() throws IOException {
        Path data =
                Files.createDirectories(folder.resolve("data/possible_answer")).getParent();
        Files.writeString(
                data.resolve("BFCL_v4_memory.json"),
                "{\"id\": \"memory_0-customer-0\", \"question\": [[{\"role\": \"user\", \"content\": \"Who am I?\"}]],"
                        + " \"involved_classes\": [\"MemoryAPI\"], \"scenario\": \"customer\"}\n");
        Files.writeString(
                data.resolve("possible_answer/BFCL_v4_memory.json"),
                "{\"id\": \"memory_0-customer-0\", \"ground_truth\": [\"Ada\"]}\n");
        results(
                "m",
                "memory_kv",
                "{\"id\": \"memory_kv_0-customer-0\", \"result\": [[\"[f(x=1)]\", \"You are Ada.\"]]}");
        results(
                "m",
                "memory_vector",
                "{\"id\": \"memory_vector_0-customer-0\", \"result\": [[\"Adam\"]], \"inference_log\": [7]}");
        results("m", "memory_kv_prereq", "{\"id\": \"memory_kv_prereq_0-customer-0\", \"result\": []}");
        List<ScoreReport> reports =
                ScoreFiles.score(new BfclScorer(BfclData.at(data)), folder.resolve("result"), folder.resolve("score"));
        assertEquals(
                List.of(1, 0),
                reports.get(0).table().stream().map(ScoreRow::correct).toList());
        String failure = Files.readAllLines(
                        folder.resolve("score/m/agentic/memory/vector/BFCL_v4_memory_vector_score.json"))
                .get(1);
        assertTrue(failure.contains("\"error_type\": \"agentic:answer_not_found\""), failure);
        assertTrue(
                failure.contains("\"last_non_fc_message\": \"Adam\"") && failure.endsWith("\"inference_log\": [7]}"),
                failure);
        assertTrue(failure.contains("\"role\": \"system\""), failure);
    }

    /** tree-sitter repairs these; the official decoder takes no repaired text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "_f(p0=a==b,,5.,p2=arr[0],p3=new Foo())",
                "f(p0=1e5,\np1=(1),\np2=/re/g,\np3=\"new\\nline\")",
                "a.b.c(p0=String.class, p1=String.class,, p2=-1)",
                "a.b.c(p0=Map.of(\"a\",1),\np1=[1],\np2=undefined,\np3=f(1),\np4 = String.class)"
            })
    void repairedJavaIsNoJava(String text) {
        PythonError failure = assertThrows(PythonError.class, () -> JavaCalls.decode(text));
        assertEquals("SyntaxError", failure.type);
        assertEquals("Error parsing java the source code.", failure.getMessage());
    }

    @Test
    void anErrorDuringInferenceIsNoAbstention() {
        BfclEntry entry = MINI.entries("irrelevance").values().iterator().next();
        CaseReport report = new SingleTurnEvaluator(ModelFormat.ANY, false, true)
                .evaluate(MINI, entry, ModelResult.of(entry.id(), "Error during inference: 429 Too many requests"));
        assertTrue(report.isValid(), "official");
        assertEquals("strict:inference_error", report.strict().errorType());
    }
}
