package org.egpo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.BfclEntry;
import org.egpo.bfcl.SingleTurnEvaluator;
import org.egpo.call.FunctionCall;
import org.egpo.call.Value;
import org.egpo.reward.Reward;
import org.egpo.reward.RewardKind;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionTest {
    private static final Path DATASETS = SharedVectors.root().resolve("datasets");

    /** The benchmark's scorer and a reward must mean the same: both see the same reference answers. */
    @Test
    void anExampleIsTheEntryOfItsBenchmarkFile() throws IOException {
        Path data = DATASETS.resolve("function-calling");
        BfclData files = BfclData.at(data.resolve("bfcl/dev"));
        Map<String, Question> byFile = new HashMap<>();
        Questions.read(data.resolve("bfcl/dev")).forEach(q -> byFile.put(q.id(), q));
        List<Question> all = Questions.read(data.resolve("dev.jsonl.gz"));
        assertEquals(all.size(), byFile.size());
        for (Question q : all) {
            BfclEntry read = files.entries(q.category()).get(q.id());
            assertEquals(read.category(), q.category());
            if (q.answer().isCall()) {
                assertEquals(read.expected(), q.reference().expected(), q.id());
            }
            String response = "<think>known</think>" + (q.answer().isCall() ? q.answer() : "No function fits.");
            for (RewardKind kind : List.of(RewardKind.STRICT, RewardKind.FORMAT, RewardKind.PARTIAL)) {
                Reward reward = kind.function().judge(byFile.get(q.id()), response);
                assertEquals(kind == RewardKind.PARTIAL ? 4 : 1, reward.value(), q.id() + reward.reasons());
                assertEquals(reward, kind.function().judge(q, response));
            }
        }
    }

    /** Questions of the benchmark keep all their allowed values, their language and their category. */
    @Test
    void everySingleQuestionOfABenchmarkFolderIsRead() throws IOException {
        Path mini = DATASETS.resolve("bfcl-mini");
        BfclData files = BfclData.at(mini);
        List<Question> all = Questions.read(mini);
        for (Question q : all) {
            assertFalse(q.category().contains("multi_turn") || q.category().equals("live_relevance"), q.id());
            BfclEntry entry = files.entry(q.id());
            assertEquals(entry.category(), q.category());
            Value expected = entry.expected() == null ? Value.None.NONE : entry.expected();
            assertEquals(expected, q.reference().expected(), q.id());
        }
        for (String category : List.of("simple_java", "live_irrelevance", "parallel_multiple")) {
            assertEquals(
                    files.entries(category).size(),
                    all.stream().filter(q -> q.category().equals(category)).count(),
                    category);
        }
    }

    /** A corrected answer is what counts, not what the file once allowed. */
    @Test
    void anAnswerThatWasChangedIsTheReference() throws IOException {
        Example read = Questions.read(DATASETS.resolve("bfcl-mini")).get(0).example();
        Answer other = Answer.of(new FunctionCall("other", Value.MapValue.EMPTY));
        Question changed = Question.of(read.withAnswer(other));
        assertEquals(
                "[{'other': {}}]",
                org.egpo.call.PythonText.repr(changed.reference().expected()));
    }

    /** Official spellings: "" for what may be left out, even alone or where the function requires it; no value at all. */
    @Test
    void anAnswerIsOneThatTheCheckerTakes(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("possible_answer"));
        Files.writeString(
                folder.resolve("BFCL_v4_simple_python.json"),
                """
                {"id": "simple_python_0", "question": [[{"role": "user", "content": "factors of 450"}]], "function": [\
                {"name": "f", "description": "", "parameters": {"type": "dict", "properties": {\
                "number": {"type": "integer"}, "formatted": {"type": "boolean"}, "deck": {"type": "array"},\
                 "note": {"type": "string"}, "rest": {"type": "array"}}, "required": ["number", "formatted"]}}]}
                """);
        Files.writeString(
                folder.resolve("possible_answer/BFCL_v4_simple_python.json"),
                """
                {"id": "simple_python_0", "ground_truth": [{"f": {"number": [450], "formatted": [true, ""], "deck": [""],\
                 "note": ["a", ""], "rest": [""]}}]}
                """);
        Question question = Questions.read(folder).get(0);
        assertEquals(
                "[f(number=450, formatted=True)]", question.answer().calls().toString());
        assertEquals(
                1,
                RewardKind.STRICT
                        .function()
                        .judge(question, "<think>a</think>" + question.answer())
                        .value());
    }

    /** The official data have four questions in Python that no answer passes; every other answer read from them does. */
    @Test
    void theAnswersReadFromTheOfficialDataAreRight() throws IOException {
        SingleTurnEvaluator evaluator = new SingleTurnEvaluator();
        List<String> wrong = Questions.read(SharedVectors.shared("data/bfcl")).stream()
                .filter(q -> q.answer().isCall() && !q.category().contains("java"))
                .filter(q -> !evaluator
                        .verdict(q.reference(), q.answer().calls().toString())
                        .isValid())
                .map(Question::id)
                .toList();
        assertEquals(
                List.of(
                        "live_simple_106-63-0",
                        "live_simple_112-68-0",
                        "live_multiple_862-181-3",
                        "live_multiple_964-207-0"),
                wrong);
    }
}
