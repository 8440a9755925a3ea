package org.egpo.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SmolLM2-135M-Instruct from its GGUF file ({@code egpo model fetch smollm2}), held to what gguf-py, llama.cpp and Transformers said of
 * it ({@code testing/real-model/record.py}). Skipped where the file was not fetched.
 */
class RealModelTest {
    private static final Path MODEL = SharedVectors.root().resolve(".egpo/models/smollm2.gguf");
    private static JsonNode recorded;

    @BeforeAll
    static void read() throws IOException {
        assumeTrue(Files.exists(MODEL), "skipped: egpo model fetch smollm2 brings the model");
        Path file = SharedVectors.root().resolve("testing/vectors/smollm2.json.gz");
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            recorded = new JsonMapper().readTree(in);
        }
    }

    @Test
    void everyTensorIsReadToTheBit() {
        GgufFile file = GgufFile.open(MODEL);
        assertEquals(272, recorded.path("tensors").size());
        recorded.path("tensors").properties().forEach(t -> {
            GgufFile.Tensor tensor = file.tensors().get(t.getKey());
            ByteBuffer read = ByteBuffer.allocate((int) (4 * tensor.size())).order(ByteOrder.LITTLE_ENDIAN);
            FloatBuffer floats = read.asFloatBuffer();
            tensor.blocks().read(file.bytes(tensor, 0, tensor.blocks().bytes(tensor.size())), floats);
            CRC32 sum = new CRC32();
            sum.update(read.array());
            assertEquals(t.getValue().asLong(), sum.getValue(), t.getKey());
        });
    }

    @Test
    void textsAreCutAsLlamaCppCutsThem() {
        try (Tokenizer tokenizer = Tokenizer.load(MODEL)) {
            int texts = 0;
            for (JsonNode t : recorded.path("texts")) {
                String text = t.path("text").asText();
                long[] ids = tokenizer.encode(text);
                assertArrayEquals(longs(t.path("ids")), ids, text);
                assertEquals(text, tokenizer.decode(ids));
                texts++;
            }
            assertEquals(500, texts);
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void promptsAreTransformersOwn() {
        ChatTemplate template = ChatTemplate.load(MODEL);
        JsonMapper json = new JsonMapper();
        assertEquals(40, recorded.path("prompts").size());
        for (JsonNode p : recorded.path("prompts")) {
            List<Map<String, Object>> messages = json.convertValue(p.path("messages"), List.class);
            List<Map<String, Object>> tools =
                    p.path("tools").isNull() ? List.of() : json.convertValue(p.path("tools"), List.class);
            assertEquals(p.path("text").asText(), template.render(messages, tools, true));
        }
    }

    /** Forty logits of every position, all of the last one. And a saved copy has the same weights. */
    @Test
    void logitsAndGreedyTokensAreThoseOfTransformers(@TempDir Path folder) throws IOException {
        try (CausalLm model = CausalLm.load(MODEL)) {
            int[] watched = StreamSupport.stream(recorded.path("watched").spliterator(), false)
                    .mapToInt(JsonNode::asInt)
                    .toArray();
            List<long[]> prompts = new ArrayList<>();
            for (JsonNode run : recorded.path("runs")) {
                long[] ids = longs(run.path("ids"));
                prompts.add(ids);
                float[][] logits = logits(model, ids);
                for (int t = 0; t < ids.length; t++) {
                    for (int i = 0; i < watched.length; i++) {
                        int at = t;
                        int token = watched[i];
                        // Another number the second time means that it is chance and not the program that differs.
                        assertEquals(
                                run.path("logits").path(t).path(i).asDouble(),
                                logits[t][token],
                                2e-4,
                                () -> "position " + at + ", asked again: " + logits(model, ids)[at][token]);
                    }
                    assertEquals(run.path("logsumexp").path(t).asDouble(), logSumExp(logits[t]), 2e-4, "position " + t);
                }
                float[] last = logits[ids.length - 1];
                assertEquals(last.length, run.path("last").size());
                for (int i = 0; i < last.length; i++) {
                    assertEquals(run.path("last").path(i).asInt() / 1e4, last[i], 2e-4, "token " + i);
                }
            }
            Sampling greedy = Sampling.temperature(0).withMaxTokens(200);
            for (int i = 0; i < prompts.size(); i++) {
                long[] tokens = new Generator(model)
                        .generate(List.of(prompts.get(i)), 1, greedy)
                        .get(0)
                        .get(0)
                        .tokens();
                assertArrayEquals(longs(recorded.path("runs").path(i).path("greedy")), tokens, "run " + i);
            }
            model.save(folder, CausalLm.Storage.FLOAT32);
            try (CausalLm again = CausalLm.load(folder)) {
                assertEquals(model.config(), again.config());
                String name = "model.layers.29.self_attn.k_proj.weight";
                assertArrayEquals(model.weight(name), again.weight(name));
            }
        }
    }

    private static float[][] logits(CausalLm model, long[] ids) {
        return model.logits(TokenBatch.rightPadded(List.of(ids), 0))[0];
    }

    private static double logSumExp(float[] row) {
        double most = Double.NEGATIVE_INFINITY;
        for (float x : row) {
            most = Math.max(most, x);
        }
        double sum = 0;
        for (float x : row) {
            sum += Math.exp(x - most);
        }
        return most + Math.log(sum);
    }

    private static long[] longs(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
    }
}
