package org.egpo.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.egpo.policy.Compute.Machine;
import org.egpo.policy.Compute.Precision;
import org.egpo.policy.ModelConfig.Architecture;
import org.egpo.policy.ModelConfig.Rope;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Choosing a device, and what of half precision runs on a processor. */
class ComputeTest {
    private static final ModelConfig SMALL = new ModelConfig(
            Architecture.QWEN3, 32, 2, 4, 2, 8, 48, 100, 1e-6, new Rope(10_000, null), true, 512, List.of(2));
    private static final Compute HALF = new Compute(Device.cpu(), Precision.FP16);

    private static void assertMessage(String part, Executable run) {
        ModelException e = assertThrows(ModelException.class, run);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void devicesAreChosenByName() {
        assertEquals(Compute.CPU, Compute.of("CPU", "fp32"));
        assertEquals(Device.gpu(0), Compute.gpu("gpu", new Machine(true, 1)));
        assertEquals(Device.gpu(2), Compute.gpu("cuda:2", new Machine(true, 4)));
        assertEquals("cpu, fp16", Compute.of("cpu", "float16").toString());
        assertEquals("gpu:1, fp32", new Compute(Device.gpu(1), Precision.FP32).toString());
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertMessage("computes on the CPU only; build with", () -> Compute.gpu("gpu", new Machine(false, 0)));
        assertMessage("no NVIDIA GPU was found", () -> Compute.gpu("gpu", new Machine(true, 0)));
        assertMessage("gpu:0 to gpu:1", () -> Compute.gpu("gpu:2", new Machine(true, 2)));
        assertMessage("must be cpu, gpu or gpu:N", () -> Compute.of("tpu", "fp32"));
        assertMessage("must be fp32 or fp16", () -> Compute.of("cpu", "fp8"));
    }

    @Test
    void thisMachineWithoutAGpuSaysSo() {
        Assumptions.assumeTrue(Engine.getInstance().getGpuCount() == 0, "there is a GPU");
        assertMessage("the device \"gpu\" was asked for, but", () -> Compute.of("gpu", "fp16"));
    }

    /** Half precision has 11 significant bits: log-probabilities of this small network agree to about 2^-10 of its values. */
    @Test
    void halfPrecisionGivesNearlyTheSameNumbers() {
        TokenBatch batch = TokenBatch.leftPadded(List.of(new long[] {5, 6, 7, 8, 9}, new long[] {10, 11, 12}), 0);
        try (CausalLm full = CausalLm.random(SMALL, 3, Compute.CPU);
                CausalLm half = CausalLm.random(SMALL, 3, HALF)) {
            assertEquals(HALF, half.compute());
            assertEquals(full.weightBytes(), 2 * half.weightBytes());
            assertArrayEquals(full.logits(batch)[0][4], half.logits(batch)[0][4], 5e-3f);
            assertArrayEquals(
                    full.score(batch, 4, 0.7).entropies()[1],
                    half.score(batch, 4, 0.7).entropies()[1],
                    5e-3f);
        }
    }

    @Test
    void generationInHalfPrecisionEqualsItsOwnScores() {
        try (CausalLm half = CausalLm.random(SMALL, 3, HALF)) {
            Generated g = new Generator(half, 2)
                    .generate(
                            List.of(new long[] {5, 6, 7}),
                            2,
                            Sampling.temperature(0.7).withMaxTokens(20).withSeed(1))
                    .get(0)
                    .get(1);
            long[] all = new long[3 + g.tokens().length];
            System.arraycopy(new long[] {5, 6, 7}, 0, all, 0, 3);
            System.arraycopy(g.tokens(), 0, all, 3, g.tokens().length);
            float[] scores =
                    half.score(TokenBatch.rightPadded(List.of(all), 0), 3, 0.7).logProbabilities()[0];
            for (int t = 0; t < scores.length; t++) {
                assertEquals(scores[t], g.logProbabilities()[t], 5e-3);
            }
        }
    }

    @Test
    void halfModelsAreCopiedAndSavedButNotTrained(@TempDir Path folder) throws IOException {
        TokenBatch batch = TokenBatch.rightPadded(List.of(new long[] {5, 6, 7}), 0);
        try (CausalLm half = CausalLm.random(SMALL, 3, HALF);
                CausalLm copy = half.copy()) {
            float[] logits = half.logits(batch)[0][2];
            assertArrayEquals(logits, copy.logits(batch)[0][2]);
            half.save(folder, CausalLm.Storage.FLOAT16);
            try (CausalLm again = CausalLm.load(folder, HALF)) {
                assertArrayEquals(logits, again.logits(batch)[0][2]);
            }
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> new Learner(half, OptimizerSettings.defaults()));
            assertTrue(e.getMessage().contains("training needs fp32"), e.getMessage());
        }
    }
}
