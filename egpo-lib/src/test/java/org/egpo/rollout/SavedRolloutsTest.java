package org.egpo.rollout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.egpo.data.Answer;
import org.egpo.data.BadRecordException;
import org.egpo.data.Example;
import org.egpo.data.Question;
import org.egpo.data.Questions;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedRolloutsTest {
    private static final Path DATASETS = SharedVectors.root().resolve("datasets");

    @Test
    void theShippedGroupsAnswerQuestionsOfDev() throws IOException {
        List<Question> questions = Questions.read(DATASETS.resolve("function-calling/dev.jsonl.gz"));
        List<Group> groups = SavedRollouts.read(DATASETS.resolve("quickstart/rollouts.jsonl.gz"), questions);
        assertEquals(
                questions.subList(0, 48), groups.stream().map(Group::question).toList());
        for (Group group : groups) {
            assertEquals(8, group.responses().size());
            for (Response r : group.responses()) {
                assertEquals(r.text(), String.join("", r.tokens()));
            }
        }
    }

    @Test
    void writingAndReadingLosesNothing(@TempDir Path folder) throws IOException {
        double[] odd = {0.5, Double.NaN};
        Response one =
                new Response("a😀", List.of("a", "😀"), new long[] {5, 7}, odd, odd, odd, true, null, false, List.of());
        Path file = folder.resolve("r.jsonl.gz");
        Question question = Question.of(Example.of("q", "?", List.of(), Answer.NO_CALL));
        SavedRollouts.write(file, List.of(new Group(question, List.of(one))));
        Response back = SavedRollouts.read(file).get("q").get(0);
        assertEquals("a😀", back.text());
        assertArrayEquals(odd, back.entropies());
        assertArrayEquals(odd, back.temperedLogProbabilities());
        assertArrayEquals(new long[] {5, 7}, back.ids());
        assertTrue(back.truncated());
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void badFilesAreNamedWithLineAndField(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("bad.jsonl");
        assertMessage(file, "{\"id\":\"a\"}", "bad.jsonl, line 1: the field \"responses\" is missing");
        assertMessage(file, "\n{\"id\":", "bad.jsonl, line 2: not valid JSON");
        assertMessage(
                file,
                "{\"id\":\"a\",\"responses\":[{\"tokens\":[\"x\"],\"entropies\":[]}]}",
                "line 1: a response has 1 tokens and 0 entropies");
        assertMessage(
                file,
                "{\"id\":\"a\",\"responses\":[{\"tokens\":[\"x\"],\"entropies\":[\"y\"]}]}",
                "\"y\" stands where a number or null is expected");
        assertMessage(file, "{\"id\":\"a\",\"responses\":[]}", "line 1: the group has no responses");
        assertMessage(
                file,
                "{\"id\":\"a\",\"responses\":[{\"tokens\":[\"x\"],\"entropies\":[1]}]}\n".repeat(2),
                "line 2: a group a was there before");
        BadRecordException none =
                assertThrows(BadRecordException.class, () -> SavedRollouts.read(folder.resolve("none")));
        assertTrue(none.getMessage().contains("there is no such file"), none.getMessage());
    }

    private static void assertMessage(Path file, String text, String expected) throws IOException {
        Files.writeString(file, text);
        BadRecordException e = assertThrows(BadRecordException.class, () -> SavedRollouts.read(file));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
    }
}
