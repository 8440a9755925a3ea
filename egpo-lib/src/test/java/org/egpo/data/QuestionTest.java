package org.egpo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.BfclEntry;
import org.egpo.call.FunctionCall;
import org.egpo.call.Value;
import org.egpo.reward.Reward;
import org.egpo.reward.RewardKind;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;

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
        Example read = Questions.read(DATASETS.resolve("quickstart")).get(0).example();
        Answer other = Answer.of(new FunctionCall("other", Value.MapValue.EMPTY));
        Question changed = Question.of(read.withAnswer(other));
        assertEquals(
                "[{'other': {}}]",
                org.egpo.call.PythonText.repr(changed.reference().expected()));
    }
}
