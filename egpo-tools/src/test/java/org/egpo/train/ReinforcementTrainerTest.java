package org.egpo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.egpo.advantage.Egpo;
import org.egpo.bfcl.BfclEntry;
import org.egpo.call.Value;
import org.egpo.datasets.BpeTrainer;
import org.egpo.policy.CausalLm;
import org.egpo.policy.LossSettings;
import org.egpo.policy.ModelConfig;
import org.egpo.policy.ModelConfig.Architecture;
import org.egpo.policy.ModelConfig.Rope;
import org.egpo.policy.OptimizerSettings;
import org.egpo.policy.Tokenizer;
import org.egpo.reward.Query;
import org.egpo.reward.Reward;
import org.egpo.reward.RewardFunction;
import org.egpo.rollout.Prompt;
import org.egpo.train.ReinforcementSettings.Algorithm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy that starts at random and is rewarded for a letter: small, but every part of the loop runs. */
class ReinforcementTrainerTest {
    private static final RewardFunction LIKES_E =
            (query, text) -> new Reward(text.contains("e") ? 1 : 0, true, true, "", List.of());

    @TempDir
    private static Path folder;

    private static Tokenizer tokenizer;

    @BeforeAll
    static void tokenizer() throws IOException {
        BpeTrainer trainer = new BpeTrainer(List.of("<|im_end|>", "<think>", "</think>"));
        Files.writeString(folder.resolve("tokenizer.json"), trainer.train(259));
        tokenizer = Tokenizer.load(folder);
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    private static CausalLm model() {
        return CausalLm.random(
                new ModelConfig(
                        Architecture.QWEN3,
                        32,
                        1,
                        2,
                        1,
                        16,
                        48,
                        259,
                        1e-6,
                        new Rope(10_000, null),
                        true,
                        64,
                        List.of(256)),
                5,
                Device.cpu());
    }

    private static List<Query> queries() {
        return IntStream.range(0, 12)
                .mapToObj(i -> new Query(
                        new Prompt("q" + i, "say " + i),
                        BfclEntry.of("q" + i, "simple_python", Value.None.NONE, Value.None.NONE)))
                .toList();
    }

    @Test
    void refusesABonusThatCouldFlipAnAdvantage() {
        ReinforcementSettings good = settings(Algorithm.EGPO, 1);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new ReinforcementSettings(
                        Algorithm.EGPO,
                        Egpo.paper().withAlpha(1),
                        good.entropyOver(),
                        good.groupSize(),
                        good.promptsPerStep(),
                        good.microBatch(),
                        good.epochsPerStep(),
                        good.steps(),
                        good.maxTokens(),
                        good.loss(),
                        good.aggregation(),
                        good.optimizer(),
                        good.learningRate(),
                        good.checkpointEvery(),
                        good.seed()));
        assertTrue(e.getMessage().contains("alpha is 1.0"), e.getMessage());
    }

    private static ReinforcementSettings settings(Algorithm algorithm, int steps) {
        return new ReinforcementSettings(
                algorithm,
                Egpo.paper(),
                ReinforcementSettings.EntropyOver.THINKING,
                8,
                4,
                16,
                1,
                steps,
                6,
                LossSettings.paper(),
                Aggregation.TOKEN_MEAN,
                OptimizerSettings.defaults(),
                LearningRate.constant(1e-2),
                4,
                3);
    }

    private static List<StepMetrics> run(Algorithm algorithm, int steps, Path checkpoints) throws IOException {
        List<StepMetrics> all = new ArrayList<>();
        ReinforcementTrainer trainer = new ReinforcementTrainer(
                settings(algorithm, steps),
                tokenizer,
                LIKES_E,
                new Checkpoints(checkpoints, 2),
                (m, g, a) -> all.add(m));
        try (CausalLm start = model();
                CausalLm end = trainer.train(start, queries())) {
            assertFalse(java.util.Arrays.equals(start.weight("model.norm.weight"), end.weight("model.norm.weight")));
        }
        return all;
    }

    @Test
    void rewardRises(@TempDir Path grpo, @TempDir Path egpo) throws IOException {
        for (Algorithm algorithm : Algorithm.values()) {
            List<StepMetrics> all = run(algorithm, 40, algorithm == Algorithm.GRPO ? grpo : egpo);
            double early = all.subList(0, 5).stream()
                    .mapToDouble(StepMetrics::rewardMean)
                    .average()
                    .orElseThrow();
            double late = all.subList(35, 40).stream()
                    .mapToDouble(StepMetrics::rewardMean)
                    .average()
                    .orElseThrow();
            assertTrue(late > early + 0.5, algorithm + ": from " + early + " to " + late);
        }
    }

    @Test
    void aRunTakenUpAgainHasTheSameCurve(@TempDir Path whole, @TempDir Path cut) throws IOException {
        List<StepMetrics> expected = run(Algorithm.EGPO, 10, whole);
        run(Algorithm.EGPO, 6, cut);
        List<StepMetrics> rest = run(Algorithm.EGPO, 10, cut);
        assertEquals(4, rest.size());
        for (int i = 0; i < 4; i++) {
            assertEquals(expected.get(6 + i).repeatable(), rest.get(i).repeatable());
        }
        try (CausalLm a = new Checkpoints(whole, 2).latest().orElseThrow().loadModel();
                CausalLm b = new Checkpoints(cut, 2).latest().orElseThrow().loadModel()) {
            assertArrayEquals(
                    a.weight("model.layers.0.mlp.down_proj.weight"), b.weight("model.layers.0.mlp.down_proj.weight"));
        }
    }

    @Test
    void theFirstEpochOfAStepHasLossNearZeroAndAGradient(@TempDir Path checkpoints) throws IOException {
        List<StepMetrics> all = run(Algorithm.GRPO, 12, checkpoints);
        assertEquals(0, all.get(0).kl(), 1e-6);
        StepMetrics mixed =
                all.stream().filter(m -> m.zeroVarianceShare() < 1).findFirst().orElseThrow();
        assertEquals(0, mixed.approximateKl(), 1e-5);
        assertEquals(0, mixed.clipFraction(), 0);
        assertTrue(mixed.gradientNorm() > 1e-3);
    }

    @Test
    void anInterruptLeavesTheLastWholeStep(@TempDir Path checkpoints) throws IOException {
        ReinforcementTrainer trainer = new ReinforcementTrainer(
                settings(Algorithm.GRPO, 10), tokenizer, LIKES_E, new Checkpoints(checkpoints, 2), (m, g, a) -> {
                    if (m.step() == 3) {
                        Thread.currentThread().interrupt();
                    }
                });
        try (CausalLm start = model()) {
            assertThrows(CancellationException.class, () -> trainer.train(start, queries()));
        }
        assertEquals(3, new Checkpoints(checkpoints, 2).latest().orElseThrow().step());
    }

    @Test
    void badSettingsAreRefusedWithFieldValueRangeAndReason() {
        ReinforcementSettings s = settings(Algorithm.GRPO, 10);
        assertMessage(
                "group size is 1; it must be at least 2, because",
                () -> new ReinforcementSettings(
                        s.algorithm(),
                        s.egpo(),
                        s.entropyOver(),
                        1,
                        4,
                        4,
                        1,
                        1,
                        6,
                        s.loss(),
                        s.aggregation(),
                        s.optimizer(),
                        s.learningRate(),
                        1,
                        1));
        assertMessage(
                "micro batch is 5; it must divide the 8 × 4 responses",
                () -> new ReinforcementSettings(
                        s.algorithm(),
                        s.egpo(),
                        s.entropyOver(),
                        8,
                        4,
                        5,
                        1,
                        1,
                        6,
                        s.loss(),
                        s.aggregation(),
                        s.optimizer(),
                        s.learningRate(),
                        1,
                        1));
        assertMessage(
                "alpha is 0.0; it must be a number above 0", () -> Egpo.paper().withAlpha(0));
        assertMessage("lambda is -0.1; it must be", () -> Egpo.paper().withLambda(-0.1));
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable run) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, run);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}
