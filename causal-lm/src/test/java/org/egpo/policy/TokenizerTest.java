package org.egpo.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A byte-level vocabulary as the committed model has it; ids are those that stand in its {@code tokenizer.json}. */
class TokenizerTest {
    private static Tokenizer tokenizer;

    @BeforeAll
    static void load() {
        tokenizer = Tokenizer.load(SharedVectors.root().resolve("datasets/models/egpo-tiny"));
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @Test
    void specialTokensInATextAreOneTokenEach() {
        long[] ids = tokenizer.encode("<|im_start|>a<think></think><|im_end|>");
        assertArrayEquals(
                new long[] {
                    tokenizer.id("<|im_start|>"),
                    tokenizer.id("a"),
                    tokenizer.id("<think>"),
                    tokenizer.id("</think>"),
                    tokenizer.id("<|im_end|>")
                },
                ids);
        assertTrue(LongStream.of(ids).allMatch(tokenizer::contains));
    }

    @Test
    void nothingIsAddedOrCut() {
        assertEquals(0, tokenizer.encode("").length);
        String longText = "word ".repeat(5000);
        assertEquals(longText, tokenizer.decode(tokenizer.encode(longText)));
    }

    @Test
    void anyTextComesBackAndItsPiecesJoinToIt() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 300; i++) {
            StringBuilder b = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                b.appendCodePoint(random.nextInt(4) == 0 ? random.nextInt(0x1F600, 0x1F640) : random.nextInt(1, 0x250));
            }
            String text = b.toString();
            long[] ids = tokenizer.encode(text);
            List<String> pieces = tokenizer.pieces(ids);
            assertEquals(text, tokenizer.decode(ids));
            assertEquals(ids.length, pieces.size());
            assertEquals(text, String.join("", pieces));
        }
    }

    /** é is C3 A9, two tokens here: the character stands with the last of them, and cut off it is U+FFFD. */
    @Test
    void aCharacterSpreadOverTokensStandsWithTheLast() {
        long first = tokenizer.id("Ã");
        long second = tokenizer.id("©");
        assertEquals(List.of("", "é"), tokenizer.pieces(first, second));
        assertEquals(List.of("\uFFFD"), tokenizer.pieces(first));
        assertEquals("é", tokenizer.decode(first, second));
    }

    @Test
    void tokensAreFoundByNameAndByText() {
        assertEquals(tokenizer.id("Ġ"), tokenizer.idOf(" ".getBytes(StandardCharsets.UTF_8)));
        assertEquals(tokenizer.id("<think>"), tokenizer.idOf("<think>".getBytes(StandardCharsets.UTF_8)));
        assertEquals(-1, tokenizer.id("<none>"));
        assertEquals(-1, tokenizer.idOf("no token says this".getBytes(StandardCharsets.UTF_8)));
        assertFalse(tokenizer.contains(tokenizer.size()));
        assertEquals("", tokenizer.decode(tokenizer.size()));
    }

    @Test
    void filesThatCannotBeUsedAreNamed(@TempDir Path folder) throws IOException {
        assertMessage(folder, "tokenizer.json does not exist; give a model's folder in the Hugging Face layout");
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": {}}");
        assertMessage(folder, "tokenizer.json cannot be used as a tokenizer: ");
    }

    /** Decoders of published tokenizers. SentencePiece would be written out literally: ▁ for a space, {@code <0x0A>} for a line end. */
    @Test
    void onlyByteLevelVocabulariesAreRead(@TempDir Path folder) throws IOException {
        String space = "{\"type\": \"Replace\", \"pattern\": {\"String\": \"▁\"}, \"content\": \" \"}";
        for (String decoder : List.of(
                "null",
                "{\"type\": \"Sequence\", \"decoders\": [" + space
                        + ", {\"type\": \"ByteFallback\"}, {\"type\": \"Fuse\"},"
                        + " {\"type\": \"Strip\", \"content\": \" \", \"start\": 1, \"stop\": 0}]}",
                "{\"type\": \"Sequence\", \"decoders\": [" + space
                        + ", {\"type\": \"ByteFallback\"}, {\"type\": \"Fuse\"}]}",
                "{\"type\": \"Sequence\", \"decoders\": []}",
                space,
                "{\"type\": \"Metaspace\", \"replacement\": \"▁\", \"add_prefix_space\": true}",
                "{\"type\": \"Metaspace\", \"replacement\": \"▁\", \"prepend_scheme\": \"first\", \"split\": false}",
                "{\"type\": \"WordPiece\", \"prefix\": \"##\", \"cleanup\": true}",
                "{\"type\": \"BPEDecoder\", \"suffix\": \"</w>\"}",
                "{\"type\": \"CTC\", \"pad_token\": \"<pad>\", \"word_delimiter_token\": \"|\", \"cleanup\": true}",
                "{\"type\": \"ByteFallback\"}",
                "{\"type\": \"Fuse\"}")) {
            Files.writeString(folder.resolve("tokenizer.json"), "{\"decoder\": " + decoder + ", \"model\": {}}");
            assertMessage(folder, "only byte-level BPE is read, no SentencePiece");
        }
        String json = Files.readString(SharedVectors.root().resolve("datasets/models/egpo-tiny/tokenizer.json"));
        String sequence = json.replaceFirst(
                "\"decoder\"\\s*:\\s*(\\{[^}]*})", "\"decoder\": {\"type\": \"Sequence\", \"decoders\": [$1]}");
        assertFalse(json.equals(sequence));
        Files.writeString(folder.resolve("tokenizer.json"), sequence);
        Tokenizer.load(folder).close();
    }

    private static void assertMessage(Path folder, String part) {
        ModelException e = assertThrows(ModelException.class, () -> Tokenizer.load(folder));
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}
