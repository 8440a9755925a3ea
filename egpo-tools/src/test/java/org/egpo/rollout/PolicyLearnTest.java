package org.egpo.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.egpo.data.Question;
import org.egpo.data.Questions;
import org.egpo.policy.ChatTemplate;
import org.egpo.policy.ModelException;
import org.egpo.policy.TokenBatch;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;

/** A step of supervised learning on a policy; a whole run of it is {@code SupervisedTrainerTest}'s. */
class PolicyLearnTest {
    private static final Path DATASETS = SharedVectors.root().resolve("datasets");

    private static String response(Question question) {
        return "<think>I am sure.</think>\n" + question.answer();
    }

    /** The loss is what scoring the same tokens tells, and each step lowers it. */
    @Test
    void demonstrationsBecomeMoreProbable() throws Exception {
        List<Question> questions = Questions.read(DATASETS.resolve("function-calling/dev.jsonl.gz"))
                .subList(0, 3);
        List<String> responses =
                questions.stream().map(PolicyLearnTest::response).toList();
        try (Policy policy = Policy.load(DATASETS.resolve("models/egpo-tiny"))) {
            double sum = 0;
            int tokens = 0;
            for (Question q : questions) {
                long[] prompt = policy.tokenizer().encode(policy.prompt(q).text());
                long[] answer = policy.tokenizer().encode(response(q) + "<|im_end|>");
                long[] whole = LongStream.concat(LongStream.of(prompt), LongStream.of(answer))
                        .toArray();
                for (float p : policy.model()
                        .score(TokenBatch.rightPadded(List.of(whole), 0), prompt.length, 1)
                        .logProbabilities()[0]) {
                    sum -= p;
                    tokens++;
                }
            }
            double before = policy.learn(questions, responses, 1e-3);
            double after = policy.learn(questions, responses, 1e-3);
            double afterTwo = policy.learn(questions, responses, 1e-3);
            assertEquals(sum / tokens, before, 1e-4);
            assertTrue(after < before && afterTwo < after, before + ", " + after + ", " + afterTwo);
            assertThrows(IllegalArgumentException.class, () -> policy.learn(questions, List.of(), 1e-3));
        }
    }

    @Test
    void aStartTagThatThePromptHasIsNotSaidTwice() throws Exception {
        try (Policy policy = Policy.load(DATASETS.resolve("models/egpo-tiny"))) {
            for (String end : List.of("assistant\n", "assistant\n<think>\n")) {
                long[] ids = new Prompt("a", end)
                        .demonstration("<think>x</think>\n[]", policy.template(), policy.tokenizer());
                String expected = (end.contains("think") ? "" : "<think>") + "x</think>\n[]<|im_end|>";
                assertEquals(expected, policy.tokenizer().decode(ids));
            }
            ChatTemplate silent = ChatTemplate.of("{% for m in messages %}{{ m.content }}{% endfor %}");
            assertThrows(
                    ModelException.class, () -> new Prompt("a", "b").demonstration("c", silent, policy.tokenizer()));
        }
    }
}
