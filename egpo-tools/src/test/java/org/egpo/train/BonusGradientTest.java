package org.egpo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.egpo.advantage.Advantage;
import org.egpo.advantage.Egpo;
import org.egpo.advantage.Grpo;
import org.egpo.data.Example;
import org.egpo.datasets.FunctionCallingData;
import org.egpo.policy.CausalLm;
import org.egpo.policy.ChatTemplate;
import org.egpo.policy.Learner;
import org.egpo.policy.LossSettings;
import org.egpo.policy.OptimizerSettings;
import org.egpo.policy.SamplingOptions;
import org.egpo.policy.Tokenizer;
import org.egpo.reward.Query;
import org.egpo.reward.Reward;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.LocalBackend;
import org.egpo.rollout.RolloutGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The entropy of equation 5 is a number of the old policy: it scales the update and has no gradient of its own. So the
 * gradient must be Σ A_i g_i with g_i that of a unit advantage, whatever the entropies are.
 */
class BonusGradientTest {
    private static final String WEIGHT = "model.layers.0.mlp.down_proj.weight";
    private static final LossSettings LOSS = new LossSettings(true, 0.7, 0.2, 0.28, 3, 3, 0, 0);

    @Test
    void theBonusIsDetachedAndChangesTheUpdate(@TempDir Path folder) throws Exception {
        TrainingProcess.makeModel(folder);
        try (CausalLm model = CausalLm.load(folder);
                Tokenizer tokenizer = Tokenizer.load(folder)) {
            Example example =
                    FunctionCallingData.generate(1, 24, 6, 6).get("train").get(0);
            Query query = new Queries(ChatTemplate.load(folder), List.of(example)).get(0);
            RolloutGroup rollouts = new LocalBackend(model, tokenizer)
                    .sample(List.of(query.prompt()), 4, new SamplingOptions(0.7, 0, 1, 8, 3))
                    .get(0);
            int[] next = {0};
            ScoredGroup group = ScoredGroup.of(
                    query.reference(),
                    rollouts,
                    (q, t) -> new Reward(next[0]++ == 1 ? 1 : 0, true, true, "", List.of()));
            long[] prompt = tokenizer.encode(query.prompt().text());
            List<Advantage> grpo = Grpo.advantages(group.rewardValues());
            List<Advantage> egpo = Egpo.paper().advantages(group.rewardValues(), group.responseEntropies());
            assertTrue(egpo.stream().allMatch(a -> a.bonus() > 0.01));

            float[] withBonus = gradient(model, prompt, group, egpo);
            double[] expected = new double[withBonus.length];
            for (int i = 0; i < egpo.size(); i++) {
                float[] unit = gradient(model, prompt, group, unit(egpo.size(), i));
                for (int j = 0; j < unit.length; j++) {
                    expected[j] += egpo.get(i).value() * unit[j];
                }
            }
            double norm = norm(expected);
            assertTrue(norm > 0.01);
            assertEquals(0, distance(expected, withBonus) / norm, 1e-4);
            float[] without = gradient(model, prompt, group, grpo);
            assertTrue(distance(expected, without) / norm > 0.05, "the bonus changed nothing");
            assertArrayEquals(withBonus, gradient(model, prompt, group, egpo));
        }
    }

    private static List<Advantage> unit(int size, int which) {
        List<Advantage> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            all.add(new Advantage(0, 0, 1, i == which ? 1 : 0, 0, 0, 0, false, i == which ? 1 : 0));
        }
        return all;
    }

    private static float[] gradient(CausalLm model, long[] prompt, ScoredGroup group, List<Advantage> advantages) {
        ReinforcementSettings settings = new ReinforcementSettings(
                ReinforcementSettings.Algorithm.EGPO,
                Egpo.paper(),
                ReinforcementSettings.EntropyOver.RESPONSE,
                4,
                1,
                4,
                1,
                1,
                8,
                LOSS,
                Aggregation.TOKEN_MEAN,
                OptimizerSettings.defaults(),
                LearningRate.constant(1e-3),
                1,
                1);
        StepBatches batches = new StepBatches(settings, List.of(prompt), List.of(group), List.of(advantages));
        try (Learner learner = new Learner(model, settings.optimizer())) {
            learner.accumulate(batches.batch(0, model), LOSS);
            return learner.gradient(WEIGHT);
        }
    }

    private static double norm(double[] values) {
        return distance(values, new float[values.length]);
    }

    private static double distance(double[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }
}
