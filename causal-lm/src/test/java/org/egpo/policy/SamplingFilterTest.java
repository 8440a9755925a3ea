package org.egpo.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.egpo.policy.ModelConfig.Architecture;
import org.egpo.policy.ModelConfig.Rope;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Top-k and top-p as sampling runs them on the engine, in 32-bit arithmetic. */
class SamplingFilterTest {

    @TestFactory
    Stream<DynamicTest> keepsTheSameTokens() throws IOException {
        Path file = SharedVectors.shipped("rl").resolve("sampling_filters.json.gz");
        JsonNode cases;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            cases = new JsonMapper().readTree(in).get("cases");
        }
        return StreamSupport.stream(cases.spliterator(), false)
                .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> check(c)));
    }

    private static void check(JsonNode c) {
        JsonNode p = c.get("params");
        JsonNode logits = c.get("input").get("logits");
        float[] scaled = new float[logits.size()];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (logits.get(i).asDouble() / p.get("temperature").asDouble());
        }
        ModelConfig config = new ModelConfig(
                Architecture.QWEN3, 8, 1, 1, 1, 8, 8, scaled.length, 1e-6, new Rope(10_000, null), true, 8, List.of());
        try (CausalLm lm = CausalLm.random(config, 1, Device.cpu());
                NDManager scope = lm.manager().newSubManager()) {
            NDArray z = scope.create(scaled, new Shape(1, scaled.length));
            float[] kept = lm.module()
                    .call(
                            scope,
                            "kept",
                            z,
                            p.get("top_k").asInt(),
                            p.get("top_p").asDouble())[0]
                    .toFloatArray();
            List<Integer> tokens = new ArrayList<>();
            for (int i = 0; i < kept.length; i++) {
                if (kept[i] > Float.NEGATIVE_INFINITY) {
                    tokens.add(i);
                }
            }
            assertEquals(
                    c.get("expected").get("kept_tokens").toString(),
                    tokens.toString().replace(" ", ""));
        }
    }
}
