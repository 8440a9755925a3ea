package org.egpo.rollout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.egpo.datasets.ToyQuestions;
import org.egpo.datasets.ToyRollouts;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToyRolloutsTest {
    private static final Path SHIPPED = SharedVectors.root().resolve("datasets/quickstart/rollouts.jsonl.gz");

    @Test
    void theShippedFileIsWhatTheGeneratorWrites() throws IOException {
        List<RolloutGroup> shipped = SavedRollouts.read(SHIPPED);
        List<RolloutGroup> made = ToyRollouts.generate(ToyQuestions.all(), 8, 2508);
        assertEquals(48, shipped.size());
        for (int i = 0; i < shipped.size(); i++) {
            assertEquals(made.get(i).id(), shipped.get(i).id());
            for (int k = 0; k < 8; k++) {
                Response a = made.get(i).responses().get(k);
                Response b = shipped.get(i).responses().get(k);
                assertEquals(a.text(), b.text());
                assertArrayEquals(a.entropies(), b.entropies());
            }
        }
    }

    @Test
    void tokensJoinToTheText() {
        for (RolloutGroup g : ToyRollouts.generate(ToyQuestions.all(), 3, 1)) {
            for (Response r : g.responses()) {
                assertEquals(r.text(), String.join("", r.tokens()));
            }
        }
    }

    @Test
    void writingAndReadingLosesNothing(@TempDir Path folder) throws IOException {
        double[] odd = {0.5, Double.NaN};
        RolloutGroup g = new RolloutGroup(
                "q", List.of(new Response("a😀", List.of("a", "😀"), new long[] {5, 7}, odd, odd, odd, true)));
        Path file = folder.resolve("r.jsonl.gz");
        SavedRollouts.write(file, List.of(g));
        Response back = SavedRollouts.read(file).get(0).responses().get(0);
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
        assertMessage(file, "{\"id\":\"a\",\"responses\":[]}", "group a has no responses");
        IOException none = assertThrows(IOException.class, () -> SavedRollouts.read(folder.resolve("none")));
        assertTrue(none.getMessage().contains("does not exist"), none.getMessage());
    }

    private static void assertMessage(Path file, String text, String expected) throws IOException {
        Files.writeString(file, text);
        IOException e = assertThrows(IOException.class, () -> SavedRollouts.read(file));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
    }
}
