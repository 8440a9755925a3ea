package org.egpo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.egpo.advantage.AdvantageSettings;
import org.egpo.advantage.GroupAdvantages;
import org.egpo.advantage.Grpo;
import org.egpo.data.Question;
import org.egpo.data.Questions;
import org.egpo.data.Splits;
import org.egpo.policy.CausalLm;
import org.egpo.policy.Compute;
import org.egpo.policy.Learner;
import org.egpo.policy.LearningBatch;
import org.egpo.policy.Sampling;
import org.egpo.policy.SharedPrompts;
import org.egpo.policy.TokenBatch;
import org.egpo.reward.RewardFunction;
import org.egpo.rollout.Group;
import org.egpo.rollout.Policy;
import org.egpo.rollout.Response;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Episodes of a real model: what was sampled is what is learnt, and what was given is not. */
class EpisodeLearningTest {
    private static final Path MODEL = SharedVectors.root().resolve("datasets/models/egpo-tiny-turns");
    private static final List<String> TENSORS = List.of(
            "model.embed_tokens.weight",
            "model.layers.0.self_attn.q_proj.weight",
            "model.layers.3.mlp.down_proj.weight",
            "model.norm.weight");
    private static final RewardFunction LIKES_E = RewardFunction.of((question, text) -> text.length() % 2 == 0 ? 1 : 0);

    private static Policy policy;
    private static List<Question> questions;

    @BeforeAll
    static void load() {
        policy = Policy.load(MODEL, Compute.CPU);
        List<Question> all = Questions.dialogues(SharedVectors.root().resolve("datasets/multi-turn/dev"), 3, 700);
        questions = List.of(all.get(0), all.get(1), all.get(40), all.get(41), all.get(60));
    }

    @AfterAll
    static void close() {
        policy.close();
    }

    private static List<Group> episodes() {
        return policy.rollouts(
                questions, 2, Sampling.temperature(1).withMaxTokens(60).withSeed(5));
    }

    @Test
    void inOnePassTheLogProbabilitiesAreTheSampledOnes() {
        int stretches = 0;
        for (Group group : episodes()) {
            for (Response r : group.responses()) {
                assertArrayEquals(r.logProbabilities(), policy.logProbabilities(group.question(), r), 1e-4, group.id());
                stretches = Math.max(stretches, r.stretches(new long[0]).size());
                assertTrue(r.steps().size() >= group.question().dialogue().turns() || r.truncated());
            }
        }
        assertEquals(2, stretches, "where a function was missing, the prompt is written anew once");
    }

    private static ReinforcementSettings settings() {
        return SettingsText.with(
                        RunSettings.tiny(AdvantageSettings.Algorithm.GRPO, 10, 1),
                        Map.of("kl_coefficient", "0", "group_size", "2", "prompts_per_step", "1", "micro_batch", "2"))
                .training();
    }

    private static Group mixed(int stretches) {
        return episodes().stream()
                .filter(g -> LIKES_E.judge(g).isMixed())
                .filter(g -> g.responses().stream().allMatch(r -> r.steps().size() > 1))
                .filter(g -> g.responses().get(0).stretches(new long[0]).size() == stretches)
                .findFirst()
                .orElseThrow();
    }

    private static List<float[]> gradients(List<LearningBatch> batches) {
        try (CausalLm model = policy.model().copy();
                Learner learner = new Learner(model, settings().optimizer())) {
            batches.forEach(b -> learner.accumulate(b, settings().loss()));
            return TENSORS.stream().map(learner::gradient).toList();
        }
    }

    private static List<float[]> whole(Group group) {
        GroupAdvantages advantages = new Grpo().advantages(LIKES_E.judge(group));
        StepBatches batches = new StepBatches(settings(), policy, List.of(advantages));
        List<LearningBatch> all = new ArrayList<>();
        for (int i = 0; i < batches.count(); i++) {
            all.add(batches.batch(i, null));
        }
        return gradients(all);
    }

    /** Each step learnt alone, with all that stood before it as its prompt. */
    private static List<float[]> stepByStep(Group group) {
        GroupAdvantages advantages = new Grpo().advantages(LIKES_E.judge(group));
        float tokens =
                group.responses().stream().mapToInt(Response::writtenLength).sum();
        List<LearningBatch> all = new ArrayList<>();
        for (int k = 0; k < group.responses().size(); k++) {
            Response r = group.responses().get(k);
            long[] read =
                    policy.tokenizer().encode(policy.prompt(group.question()).text());
            int from = 0;
            for (Response.Step s : r.steps()) {
                read = s.prompt() == null ? read : s.prompt();
                from = s.prompt() == null ? from : s.start();
                long[] before = LongStream.concat(Arrays.stream(read), Arrays.stream(r.ids(), from, s.start()))
                        .toArray();
                int n = s.end() - s.start();
                float[][] weights = new float[1][n];
                float[][] values = new float[1][n];
                float[][] old = new float[1][n];
                for (int t = 0; t < n; t++) {
                    weights[0][t] = 1 / tokens;
                    values[0][t] = (float) advantages.get(k).value();
                    old[0][t] = (float) r.temperedLogProbabilities()[s.start() + t];
                }
                all.add(new LearningBatch(
                        SharedPrompts.of(List.of(before), 0),
                        TokenBatch.rightPadded(List.of(Arrays.copyOfRange(r.ids(), s.start(), s.end())), 0),
                        0,
                        weights,
                        values,
                        old,
                        null));
            }
        }
        return gradients(all);
    }

    private static void same(List<float[]> expected, List<float[]> got) {
        for (int i = 0; i < expected.size(); i++) {
            double largest = 0;
            for (float g : expected.get(i)) {
                largest = Math.max(largest, Math.abs(g));
            }
            assertTrue(largest > 0);
            assertArrayEquals(expected.get(i), got.get(i), (float) (1e-4 * largest), TENSORS.get(i));
        }
    }

    @Test
    void whatWasGivenActsThroughTheContextAlone() {
        for (int stretches = 1; stretches <= 2; stretches++) {
            Group group = mixed(stretches);
            same(stepByStep(group), whole(group));
        }
    }

    /** Behind the last step nothing is context any more, so what is given there changes no gradient at all. */
    @Test
    void anotherTextBehindTheLastStepChangesNothing() {
        Group group = mixed(1);
        List<List<float[]>> both = new ArrayList<>();
        for (String result : List.of("{\"price\": 41.5}", "{\"cents\": 99.0}")) {
            List<Response> longer = group.responses().stream()
                    .map(r -> followed(r, Response.given(policy.tokenizer(), result)))
                    .toList();
            both.add(whole(new Group(group.question(), longer)));
        }
        same(both.get(0), both.get(1));
    }

    private static Response followed(Response r, Response given) {
        List<String> tokens = new ArrayList<>(r.tokens());
        tokens.addAll(given.tokens());
        return new Response(
                r.text() + given.text(),
                tokens,
                LongStream.concat(Arrays.stream(r.ids()), Arrays.stream(given.ids()))
                        .toArray(),
                Arrays.copyOf(r.logProbabilities(), tokens.size()),
                Arrays.copyOf(r.temperedLogProbabilities(), tokens.size()),
                Arrays.copyOf(r.entropies(), tokens.size()),
                r.truncated(),
                null,
                false,
                r.steps());
    }

    private static Training training(int steps) {
        return Training.egpo(MODEL)
                .questions(new Splits(questions, questions.subList(0, 2), List.of()))
                .reward((question, text) -> Math.floorMod(text.hashCode(), 5))
                .set(Map.of("group_size", "4", "prompts_per_step", "2", "micro_batch", "8", "max_tokens", "30"))
                .set(Map.of("rollouts_every", "2", "eval_every", "2", "checkpoint_every", "1", "temperature", "1"))
                .learningRate(1e-3)
                .steps(steps);
    }

    @Test
    void aRunThatWasTakenUpAgainIsTheRunThatNeverStopped(@TempDir Path folder) throws IOException {
        Path whole = folder.resolve("whole");
        training(4).run(whole);
        Path cut = folder.resolve("cut");
        training(2).run(cut);
        training(4).run(cut);
        for (String file : List.of("metrics.csv", "model/model.safetensors", "rollouts/step-000004.jsonl.gz")) {
            assertArrayEquals(Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(cut.resolve(file)), file);
        }
    }

    @Test
    void advantagesThatTellTokensApartAreRefused(@TempDir Path folder) {
        Training byToken = training(1).set(Map.of("algorithm", "gtpo"));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> byToken.run(folder));
        assertTrue(e.getMessage().contains("for dialogues take grpo"), e.getMessage());
    }
}
