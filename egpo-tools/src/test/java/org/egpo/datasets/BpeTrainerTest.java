package org.egpo.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.egpo.policy.ModelException;
import org.egpo.policy.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BpeTrainerTest {
    private static final List<String> SPECIAL =
            List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>", "<think>", "</think>");

    private static Tokenizer trained(Path folder, int size) throws IOException {
        BpeTrainer trainer = new BpeTrainer(SPECIAL);
        for (int i = 0; i < 50; i++) {
            trainer.add(
                    "<think>The function book_table fits; guests = " + i + ".</think>\n[book_table(guests=" + i + ")]");
        }
        Files.writeString(folder.resolve("tokenizer.json"), trainer.train(size));
        return Tokenizer.load(folder);
    }

    @Test
    void everyTextSurvivesTheRoundTrip(@TempDir Path folder) throws IOException {
        try (Tokenizer t = trained(folder, 400)) {
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < 300; i++) {
                StringBuilder b = new StringBuilder();
                for (int n = random.nextInt(60); n > 0; n--) {
                    int c = random.nextInt(4) == 0 ? random.nextInt(0x1F600, 0x1F640) : random.nextInt(1, 0x250);
                    b.appendCodePoint(c);
                }
                String text = b.toString();
                long[] ids = t.encode(text);
                assertEquals(text, t.decode(ids));
                List<String> pieces = t.pieces(ids);
                assertEquals(ids.length, pieces.size());
                assertEquals(text, String.join("", pieces));
            }
        }
    }

    @Test
    void specialTokensAreOneTokenAndFrequentWordsToo(@TempDir Path folder) throws IOException {
        try (Tokenizer t = trained(folder, 400)) {
            for (String s : SPECIAL) {
                assertArrayEquals(new long[] {t.id(s)}, t.encode(s));
            }
            assertEquals(1, t.encode(" function").length);
            assertEquals(3, t.encode("123").length, "digits stay single");
            assertEquals(-1, t.id("<none>"));
        }
    }

    @Test
    void trainingIsDeterministicAndStopsWhenNothingRepeats(@TempDir Path a, @TempDir Path b) throws IOException {
        trained(a, 400).close();
        trained(b, 400).close();
        assertEquals(Files.readString(a.resolve("tokenizer.json")), Files.readString(b.resolve("tokenizer.json")));
        try (Tokenizer small = trained(a, 100_000)) {
            assertTrue(small.size() < 2000);
        }
        assertThrows(IllegalArgumentException.class, () -> new BpeTrainer(SPECIAL).train(260));
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        ModelException e = assertThrows(ModelException.class, () -> Tokenizer.load(folder));
        assertTrue(e.getMessage().contains("tokenizer.json does not exist"));
    }
}
