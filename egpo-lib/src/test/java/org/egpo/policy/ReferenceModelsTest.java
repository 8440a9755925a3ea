package org.egpo.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.egpo.SharedVectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Logits, log-probabilities and entropies against what Transformers' formulas give in double precision. */
class ReferenceModelsTest {
    private static final double TOLERANCE = 3e-4;

    @TestFactory
    Stream<DynamicTest> shippedModels() throws IOException {
        return models(SharedVectors.shipped("lm"));
    }

    @TestFactory
    Stream<DynamicTest> allModels() throws IOException {
        return models(SharedVectors.shared("vectors/lm"));
    }

    private static Stream<DynamicTest> models(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).sorted().toList().stream()
                    .map(m -> DynamicTest.dynamicTest(m.getFileName().toString(), () -> model(m)));
        }
    }

    private static void model(Path folder) throws IOException {
        JsonNode expected;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("expected.json.gz")))) {
            expected = new JsonMapper().readTree(in);
        }
        try (CausalLm lm = CausalLm.load(folder)) {
            float[] frequencies = lm.config().frequencies();
            for (int i = 0; i < frequencies.length; i++) {
                double want = expected.get("inv_freq_f64").get(i).asDouble();
                assertEquals(want, frequencies[i], 1e-6 * want);
            }
            for (JsonNode single : expected.get("singles")) {
                single(lm, single);
            }
            batch(lm, expected.get("batch"), "left_padded", true);
            batch(lm, expected.get("batch"), "right_padded", false);
        }
    }

    private static void single(CausalLm lm, JsonNode single) {
        long[] ids = longs(single.get("input_ids"));
        TokenBatch batch = TokenBatch.rightPadded(List.of(ids), 0);
        float[][] logits = lm.logits(batch)[0];
        close(single.get("last_logits_f64"), logits[ids.length - 1]);
        if (single.has("all_logits_f64")) {
            for (int t = 0; t < ids.length; t++) {
                close(single.get("all_logits_f64").get(t), logits[t]);
            }
        }
        if (ids.length > 1) {
            TokenScores scores = lm.score(batch, 1, 1.0);
            close(single.get("token_log_probs_f64"), scores.logProbabilities()[0]);
            close(prefix(single.get("token_entropy_f64"), ids.length - 1), scores.entropies()[0]);
        }
    }

    private static void batch(CausalLm lm, JsonNode batch, String padding, boolean left) {
        JsonNode rows = batch.get(padding);
        List<long[]> sequences = new ArrayList<>();
        for (int i = 0; i < rows.get("input_ids").size(); i++) {
            sequences.add(real(
                    rows.get("input_ids").get(i), rows.get("attention_mask").get(i)));
        }
        TokenBatch tokens = left ? TokenBatch.leftPadded(sequences, 0) : TokenBatch.rightPadded(sequences, 0);
        TokenScores scores = lm.score(tokens, 1, 1.0);
        for (int i = 0; i < sequences.size(); i++) {
            int n = sequences.get(i).length;
            int from = left ? tokens.columns() - n : 0;
            JsonNode want = batch.get("expected").get(i).get("token_log_probs_f64");
            for (int t = 0; t < n - 1; t++) {
                assertEquals(want.get(t).asDouble(), scores.logProbabilities()[i][from + t], TOLERANCE, padding);
            }
        }
    }

    private static long[] real(JsonNode ids, JsonNode mask) {
        List<Long> all = new ArrayList<>();
        for (int t = 0; t < ids.size(); t++) {
            if (mask.get(t).asInt() == 1) {
                all.add(ids.get(t).asLong());
            }
        }
        return all.stream().mapToLong(Long::longValue).toArray();
    }

    private static List<Double> prefix(JsonNode values, int n) {
        return StreamSupport.stream(values.spliterator(), false)
                .limit(n)
                .map(JsonNode::asDouble)
                .toList();
    }

    private static void close(JsonNode expected, float[] got) {
        close(prefix(expected, expected.size()), got);
    }

    private static void close(List<Double> expected, float[] got) {
        assertEquals(expected.size(), got.length);
        for (int i = 0; i < got.length; i++) {
            assertEquals(expected.get(i), got[i], TOLERANCE);
        }
    }

    private static long[] longs(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
    }
}
