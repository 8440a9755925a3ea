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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.egpo.advantage.AdvantageSettings.Algorithm;
import org.egpo.advantage.Egpo;
import org.egpo.data.Answer;
import org.egpo.data.Example;
import org.egpo.data.Question;
import org.egpo.datasets.BpeTrainer;
import org.egpo.policy.CausalLm;
import org.egpo.policy.ChatTemplate;
import org.egpo.policy.ModelConfig;
import org.egpo.policy.ModelConfig.Architecture;
import org.egpo.policy.ModelConfig.Rope;
import org.egpo.policy.Tokenizer;
import org.egpo.reward.RewardFunction;
import org.egpo.rollout.Policy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy that starts at random and is rewarded for a letter: small, but every part of the loop runs. */
class ReinforcementTrainerTest {
    private static final RewardFunction LIKES_E = RewardFunction.of((question, text) -> text.contains("e") ? 1 : 0);

    @TempDir
    private static Path folder;

    private static Policy start;

    @BeforeAll
    static void tokenizer() throws IOException {
        BpeTrainer trainer = new BpeTrainer(List.of("<|im_end|>", "<think>", "</think>"));
        Files.writeString(folder.resolve("tokenizer.json"), trainer.train(259));
        start = Policy.of(model(), Tokenizer.load(folder), ChatTemplate.of("{{ messages[0].content }}"));
    }

    @AfterAll
    static void close() {
        start.close();
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

    private static List<Question> questions() {
        return IntStream.range(0, 12)
                .mapToObj(i -> Question.of(Example.of("q" + i, "say " + i, List.of(), Answer.NO_CALL)))
                .toList();
    }

    @Test
    void refusesABonusThatCouldFlipAnAdvantage() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> settings(Algorithm.EGPO, Map.of("alpha", "1")));
        assertTrue(e.getMessage().contains("alpha is 1.0"), e.getMessage());
    }

    private static ReinforcementSettings settings(Algorithm algorithm, Map<String, String> changes) {
        Map<String, String> own = new HashMap<>(Map.of(
                "prompts_per_step",
                "4",
                "max_tokens",
                "6",
                "learning_rate",
                "0.01",
                "checkpoint_every",
                "4",
                "seed",
                "3"));
        own.putAll(changes);
        return SettingsText.with(RunSettings.tiny(algorithm, 10, 1), own).training();
    }

    private static List<StepMetrics> run(Algorithm algorithm, int steps, Path checkpoints) throws IOException {
        List<StepMetrics> all = new ArrayList<>();
        ReinforcementTrainer trainer = new ReinforcementTrainer(
                settings(algorithm, Map.of("steps", "" + steps)),
                LIKES_E,
                new Checkpoints(checkpoints, 2),
                (m, g) -> all.add(m));
        try (CausalLm end = trainer.train(start, questions())) {
            assertFalse(java.util.Arrays.equals(
                    start.model().weight("model.norm.weight"), end.weight("model.norm.weight")));
        }
        return all;
    }

    @Test
    void rewardRises(@TempDir Path folder) throws IOException {
        for (Algorithm algorithm : Algorithm.values()) {
            List<StepMetrics> all = run(algorithm, 40, folder.resolve(algorithm.name()));
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
    void flatGroupsGiveWayToMixedOnes(@TempDir Path without, @TempDir Path with) throws IOException {
        double[] flat = new double[2];
        for (int refills : List.of(0, 6)) {
            ReinforcementTrainer trainer = new ReinforcementTrainer(
                    settings(
                            Algorithm.GRPO,
                            Map.of("refills", "" + refills, "steps", "3", "group_size", "2", "micro_batch", "8")),
                    LIKES_E,
                    new Checkpoints(refills == 0 ? without : with, 2),
                    (m, g) -> {
                        assertEquals(4, g.size());
                        flat[refills == 0 ? 0 : 1] += m.zeroVarianceShare();
                    });
            trainer.train(start, questions()).close();
        }
        assertTrue(flat[0] > 0.3 && flat[1] < flat[0] / 2, "flat groups of three steps: " + flat[0] + ", " + flat[1]);
    }

    @Test
    void anInterruptLeavesTheLastWholeStep(@TempDir Path checkpoints) throws IOException {
        ReinforcementTrainer trainer = new ReinforcementTrainer(
                settings(Algorithm.GRPO, Map.of()), LIKES_E, new Checkpoints(checkpoints, 2), (m, g) -> {
                    if (m.step() == 3) {
                        Thread.currentThread().interrupt();
                    }
                });
        assertThrows(CancellationException.class, () -> trainer.train(start, questions()));
        assertEquals(3, new Checkpoints(checkpoints, 2).latest().orElseThrow().step());
    }

    @Test
    void badSettingsAreRefusedWithFieldValueRangeAndReason() {
        assertMessage(
                "group size is 1; it must be at least 2, because",
                () -> settings(Algorithm.GRPO, Map.of("group_size", "1", "micro_batch", "4")));
        assertMessage(
                "micro batch is 5; it must divide the 8 × 4 responses",
                () -> settings(Algorithm.GRPO, Map.of("micro_batch", "5")));
        assertMessage(
                "alpha is 0.0; it must be a number above 0", () -> Egpo.paper().withAlpha(0));
        assertMessage("lambda is -0.1; it must be", () -> Egpo.paper().withLambda(-0.1));
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable run) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, run);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}
