package org.egpo.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code blocks.gguf} was written by gguf-py ({@code testing/real-model/blocks.py}); a real model is in {@code RealModelTest}. */
class GgufTest {
    private static final Path BLOCKS = Path.of("src/test/resources/org/egpo/policy/blocks.gguf");

    @TempDir
    private Path folder;

    @Test
    void everyTypeOfBlockIsReadToTheBit() throws IOException {
        GgufFile file = GgufFile.open(BLOCKS);
        JsonNode expected =
                new JsonMapper().readTree(BLOCKS.resolveSibling("blocks.json").toFile());
        assertEquals(QuantizedBlocks.values().length, file.tensors().size());
        for (QuantizedBlocks type : QuantizedBlocks.values()) {
            GgufFile.Tensor tensor = file.tensors().get(type.name());
            assertEquals(type, tensor.blocks());
            assertEquals(List.of(3, 512), tensor.shape());
            ByteBuffer read = ByteBuffer.allocate(4 * 3 * 512).order(ByteOrder.LITTLE_ENDIAN);
            type.read(file.bytes(tensor, 0, type.bytes(3 * 512)), read.asFloatBuffer());
            CRC32 sum = new CRC32();
            sum.update(read.array());
            assertEquals(expected.path(type.name()).asLong(), sum.getValue(), type.name());
        }
    }

    @Test
    void valuesHaveTheirTypes() {
        GgufFile file = GgufFile.open(BLOCKS);
        assertEquals(List.of("1", "2", "3"), file.texts("numbers"));
        assertEquals(List.of("a", "é", "鬼"), file.texts("texts"));
        assertEquals(0.1f, assertInstanceOf(Float.class, file.value("float")));
        assertEquals(true, file.value("yes"));
        assertEquals(-(1L << 40), file.value("long"));
        assertEquals("llama", file.text("general.architecture", ""));
        assertTrue(assertThrows(ModelException.class, () -> file.whole("llama.block_count"))
                .getMessage()
                .contains("has no whole number llama.block_count"));
    }

    /** Any cut and any flipped byte gives a model or a sentence that names the file, at once and in little memory. */
    @Test
    void damagedFilesAreNamed() throws IOException {
        byte[] whole = Files.readAllBytes(BLOCKS);
        SplittableRandom random = new SplittableRandom(2508);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = java.util.Arrays.copyOf(whole, i % 2 == 0 ? random.nextInt(whole.length) : whole.length);
            for (int k = 0; k < i % 4 && damaged.length > 0; k++) {
                damaged[random.nextInt(Math.min(damaged.length, 1200))] = (byte) random.nextInt();
            }
            Path file = Files.write(folder.resolve("damaged.gguf"), damaged);
            try {
                GgufFile.open(file);
            } catch (ModelException e) {
                refused++;
                assertTrue(e.getMessage().contains("damaged.gguf"), e.getMessage());
            }
        }
        assertTrue(refused > 1000, refused + " of 2000 were refused");
    }

    @Test
    void whatCannotBeUsedIsSaid() throws IOException {
        Path text = Files.writeString(folder.resolve("text.gguf"), "no model at all, but long enough");
        assertTrue(assertThrows(ModelException.class, () -> CausalLm.load(text))
                .getMessage()
                .contains("is no GGUF file"));
        Path none = folder.resolve("none.gguf");
        assertTrue(assertThrows(ModelException.class, () -> Tokenizer.load(none))
                .getMessage()
                .contains("none.gguf does not exist; give a model's folder or a GGUF file"));
        Path blob = Files.copy(text, folder.resolve("sha256-0123"));
        assertTrue(assertThrows(ModelException.class, () -> ChatTemplate.load(blob))
                .getMessage()
                .contains("sha256-0123 is no GGUF file"));
        Path cache = folder.resolve("models--a--b");
        Files.createDirectories(cache.resolve("snapshots/1"));
        assertTrue(assertThrows(ModelException.class, () -> ChatTemplate.load(cache))
                .getMessage()
                .contains("give the one within its snapshots"));
        assertTrue(assertThrows(ModelException.class, () -> ModelConfig.read(BLOCKS))
                .getMessage()
                .contains("blocks.gguf has no whole number llama.embedding_length"));
    }
}
