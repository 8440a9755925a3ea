package org.egpo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.egpo.policy.CausalLm;
import org.egpo.policy.Generator;
import org.egpo.policy.ModelConfig;
import org.egpo.policy.ModelConfig.Architecture;
import org.egpo.policy.ModelConfig.Rope;
import org.egpo.policy.Sampling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedTrainerTest {
    private static final ModelConfig CONFIG = new ModelConfig(
            Architecture.QWEN3, 48, 2, 4, 2, 12, 96, 40, 1e-6, new Rope(10_000, null), true, 256, List.of(2));

    /** Copy three tokens: what the tiny language model must learn too. */
    private static List<SupervisedExample> copies(int count) {
        SplittableRandom random = new SplittableRandom(4);
        List<SupervisedExample> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long a = random.nextLong(5, 40);
            long b = random.nextLong(5, 40);
            all.add(new SupervisedExample(new long[] {1, a, b, 3}, new long[] {a, b, 2}));
        }
        return all;
    }

    private static SupervisedSettings settings(int epochs) {
        return new SupervisedSettings(0, epochs, 16, 16, new LearningRate(4e-3, 10, LearningRate.Shape.COSINE), 7, 11);
    }

    private static CausalLm model() {
        return CausalLm.random(CONFIG, 3, Device.cpu());
    }

    @Test
    void copyingIsLearnt(@TempDir Path folder) throws IOException {
        double[] last = {0};
        SupervisedTrainer trainer =
                new SupervisedTrainer(settings(12), new Checkpoints(folder, 1), s -> last[0] = s.loss());
        try (CausalLm model = trainer.train(model(), copies(800))) {
            assertTrue(last[0] < 0.1, "loss " + last[0]);
            var options = Sampling.greedy().withMaxTokens(3);
            long[] answer = new Generator(model, 2)
                    .generate(List.of(new long[] {1, 17, 33, 3}), 1, options)
                    .get(0)
                    .get(0)
                    .tokens();
            assertArrayEquals(new long[] {17, 33, 2}, answer);
        }
    }

    /** The step is the whole batch's, however many of its examples are learnt from at once. */
    @Test
    void microBatchesTakeTheSameSteps(@TempDir Path folder) throws IOException {
        List<List<Double>> losses = new ArrayList<>();
        for (int micro : new int[] {16, 5}) {
            List<Double> own = new ArrayList<>();
            SupervisedSettings some = new SupervisedSettings(
                    0, 1, 16, micro, new LearningRate(4e-3, 10, LearningRate.Shape.COSINE), 99, 11);
            Checkpoints checkpoints = new Checkpoints(folder.resolve("micro-" + micro), 1);
            new SupervisedTrainer(some, checkpoints, s -> own.add(s.loss()))
                    .train(model(), copies(160))
                    .close();
            losses.add(own);
        }
        assertEquals(10, losses.get(0).size());
        for (int i = 0; i < 10; i++) {
            assertEquals(losses.get(0).get(i), losses.get(1).get(i), 1e-4, "step " + i);
        }
    }

    @Test
    void aRunTakenUpAgainEndsWithTheSameWeights(@TempDir Path whole, @TempDir Path cut) throws IOException {
        List<SupervisedExample> examples = copies(200);
        List<Double> losses = new ArrayList<>();
        float[] expected;
        SupervisedTrainer straight =
                new SupervisedTrainer(settings(2), new Checkpoints(whole, 1), s -> losses.add(s.loss()));
        try (CausalLm model = straight.train(model(), examples)) {
            expected = model.weight("model.layers.1.mlp.up_proj.weight");
        }
        List<Double> again = new ArrayList<>();
        SupervisedTrainer.StepListener stopper = s -> {
            again.add(s.loss());
            if (s.step() == 10) {
                throw new IllegalStateException("killed");
            }
        };
        SupervisedTrainer killed = new SupervisedTrainer(settings(2), new Checkpoints(cut, 1), stopper);
        try (CausalLm model = model()) {
            assertThrows(IllegalStateException.class, () -> killed.train(model, examples));
        }
        List<Double> rest = new ArrayList<>();
        SupervisedTrainer resumed =
                new SupervisedTrainer(settings(2), new Checkpoints(cut, 1), s -> rest.add(s.loss()));
        try (CausalLm model = resumed.train(model(), examples)) {
            assertArrayEquals(expected, model.weight("model.layers.1.mlp.up_proj.weight"));
        }
        assertEquals(losses.subList(7, losses.size()), rest);
    }

    /** Also within an epoch, and over as many epochs as they need. */
    @Test
    void aRunEndsAfterItsSteps(@TempDir Path folder) throws IOException {
        for (int steps : new int[] {3, 25}) {
            List<Integer> done = new ArrayList<>();
            SupervisedSettings some = new SupervisedSettings(steps, 1, 16, 16, LearningRate.constant(1e-3), 99, 11);
            new SupervisedTrainer(some, new Checkpoints(folder.resolve("" + steps), 1), s -> {
                        done.add(s.step());
                        assertEquals(steps, s.steps());
                    })
                    .train(model(), copies(160))
                    .close();
            assertEquals(steps, done.size());
        }
    }

    @Test
    void anInterruptLeavesACheckpoint(@TempDir Path folder) throws IOException {
        SupervisedTrainer.StepListener interrupter = s -> {
            if (s.step() == 3) {
                Thread.currentThread().interrupt();
            }
        };
        SupervisedTrainer trainer = new SupervisedTrainer(settings(2), new Checkpoints(folder, 2), interrupter);
        try (CausalLm model = model()) {
            assertThrows(CancellationException.class, () -> trainer.train(model, copies(100)));
        }
        assertEquals(3, new Checkpoints(folder, 2).latest().orElseThrow().step());
    }
}
