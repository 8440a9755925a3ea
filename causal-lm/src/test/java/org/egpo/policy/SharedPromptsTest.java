package org.egpo.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.egpo.policy.ModelConfig.Architecture;
import org.egpo.policy.ModelConfig.Rope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Prompts that are computed once give what whole sequences give. */
class SharedPromptsTest {
    private static final int VOCABULARY = 50;
    private static final int ROWS = 6;
    private final Random random = new Random(5);
    private final List<long[]> prompts = List.of(tokens(3), tokens(9), tokens(1));
    private final int[] owners = {0, 0, 1, 2, 1, 2};
    private final List<long[]> responses = List.of(tokens(4), tokens(2), tokens(5), tokens(1), tokens(5), tokens(3));

    private long[] tokens(int length) {
        return random.longs(length, 0, VOCABULARY).toArray();
    }

    private static CausalLm model(Architecture architecture) {
        return model(architecture, 128);
    }

    private static CausalLm model(Architecture architecture, int positions) {
        ModelConfig config = new ModelConfig(
                architecture,
                32,
                2,
                4,
                2,
                8,
                48,
                VOCABULARY,
                1e-6,
                new Rope(10_000, null),
                true,
                positions,
                List.of(0));
        return CausalLm.random(config, 3, Device.cpu());
    }

    /** A long prompt beside a long response need no more positions than each with its own. */
    @Test
    void paddingNeedsNoPositions() {
        SharedPrompts shared = SharedPrompts.of(List.of(tokens(9), tokens(1)), 0);
        TokenBatch rows = TokenBatch.rightPadded(List.of(tokens(1), tokens(9)), 0);
        try (CausalLm enough = model(Architecture.QWEN3, 10);
                CausalLm fewer = model(Architecture.QWEN3, 9)) {
            assertEquals(9, enough.score(shared, rows, 1).entropies()[1].length);
            assertThrows(IllegalArgumentException.class, () -> fewer.score(shared, rows, 1));
        }
    }

    private SharedPrompts shared() {
        return SharedPrompts.of(Arrays.stream(owners).mapToObj(prompts::get).toList(), 0);
    }

    private long[] whole(int i) {
        long[] p = prompts.get(owners[i]);
        long[] all = Arrays.copyOf(p, p.length + responses.get(i).length);
        System.arraycopy(responses.get(i), 0, all, p.length, responses.get(i).length);
        return all;
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void scoresAreThoseOfWholeSequences(Architecture architecture) {
        try (CausalLm model = model(architecture)) {
            TokenScores all = model.score(shared(), TokenBatch.rightPadded(responses, 0), 0.7);
            for (int i = 0; i < ROWS; i++) {
                int start = prompts.get(owners[i]).length;
                TokenScores one = model.score(TokenBatch.rightPadded(List.of(whole(i)), 0), start, 0.7);
                int n = responses.get(i).length;
                assertArrayEquals(one.logProbabilities()[0], Arrays.copyOf(all.logProbabilities()[i], n), 1e-5f);
                assertArrayEquals(
                        one.temperedLogProbabilities()[0], Arrays.copyOf(all.temperedLogProbabilities()[i], n), 1e-5f);
                assertArrayEquals(one.entropies()[0], Arrays.copyOf(all.entropies()[i], n), 1e-5f);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void gradientsAreThoseOfWholeSequences(Architecture architecture) {
        try (CausalLm model = model(architecture);
                Learner together = new Learner(model, OptimizerSettings.defaults());
                Learner apart = new Learner(model, OptimizerSettings.defaults())) {
            float[][] weights = matrix(1f / ROWS);
            float[][] advantages = matrix(2);
            float[][] old = matrix(-4);
            LossParts a = together.accumulate(
                    new LearningBatch(shared(), TokenBatch.rightPadded(responses, 0), 0, weights, advantages, old, old),
                    LossSettings.paper());
            LossParts b = LossParts.ZERO;
            for (int i = 0; i < ROWS; i++) {
                int start = prompts.get(owners[i]).length;
                b = b.plus(apart.accumulate(
                        new LearningBatch(
                                null,
                                TokenBatch.rightPadded(List.of(whole(i)), 0),
                                start,
                                row(weights, i),
                                row(advantages, i),
                                row(old, i),
                                row(old, i)),
                        LossSettings.paper()));
            }
            assertEquals(b.loss(), a.loss(), 1e-5);
            assertEquals(b.kl(), a.kl(), 1e-5);
            assertEquals(b.entropy(), a.entropy(), 1e-5);
            List<String> names = new ArrayList<>(List.of("model.embed_tokens.weight", "model.norm.weight"));
            names.add("model.layers.0.self_attn.k_proj.weight");
            names.add("model.layers.1.mlp.down_proj.weight");
            for (String name : names) {
                float[] got = together.gradient(name);
                float norm = 0;
                for (float g : got) {
                    norm += Math.abs(g);
                }
                assertTrue(norm > 1e-3, name + " learns nothing");
                assertArrayEquals(apart.gradient(name), got, 1e-5f, name);
            }
        }
    }

    /** One value for each token of the responses; 0 at padding. */
    private float[][] matrix(float value) {
        float[][] all = new float[ROWS][5];
        for (int i = 0; i < ROWS; i++) {
            for (int t = 0; t < responses.get(i).length; t++) {
                all[i][t] = value * (1 + 0.1f * (i - 2 * t));
            }
        }
        return all;
    }

    private float[][] row(float[][] all, int i) {
        return new float[][] {Arrays.copyOf(all[i], responses.get(i).length)};
    }

    @Test
    void whatDoesNotFitIsRefused() {
        SharedPrompts shared = shared();
        TokenBatch few = TokenBatch.rightPadded(responses.subList(0, 2), 0);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> shared.check(few, 0))
                .getMessage()
                .contains("2 responses stand against 6 owners"));
        TokenBatch left = TokenBatch.leftPadded(responses, 0);
        assertThrows(IllegalArgumentException.class, () -> shared.check(left, 0));
        TokenBatch right = TokenBatch.rightPadded(prompts, 0);
        assertThrows(IllegalArgumentException.class, () -> new SharedPrompts(right, owners));
        int[] unknown = {3};
        assertThrows(IllegalArgumentException.class, () -> new SharedPrompts(shared.prompts(), unknown));
    }
}
