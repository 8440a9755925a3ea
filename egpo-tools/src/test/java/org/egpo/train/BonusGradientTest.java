package org.egpo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.egpo.advantage.Advantage;
import org.egpo.advantage.AdvantageSettings;
import org.egpo.advantage.Egpo;
import org.egpo.advantage.GroupAdvantages;
import org.egpo.advantage.Grpo;
import org.egpo.data.Example;
import org.egpo.data.Question;
import org.egpo.datasets.FunctionCallingData;
import org.egpo.policy.Learner;
import org.egpo.policy.LossSettings;
import org.egpo.policy.OptimizerSettings;
import org.egpo.policy.Sampling;
import org.egpo.reward.RewardFunction;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.Group;
import org.egpo.rollout.Policy;
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
        try (Policy policy = Policy.load(folder)) {
            Example example =
                    FunctionCallingData.generate(1, 24, 6, 6).get("train").get(0);
            List<Group> rollouts = policy.rollouts(
                    List.of(Question.of(example)),
                    4,
                    Sampling.paper().withMaxTokens(8).withSeed(3));
            int[] next = {0};
            ScoredGroup group =
                    RewardFunction.of((q, t) -> next[0]++ == 1 ? 1 : 0).judge(rollouts.get(0));
            List<Advantage> grpo = Grpo.advantages(group.rewardValues());
            List<Advantage> egpo = Egpo.paper().advantages(group.rewardValues(), group.responseEntropies());
            assertTrue(egpo.stream().allMatch(a -> a.bonus() > 0.01));

            float[] withBonus = gradient(policy, group, egpo);
            double[] expected = new double[withBonus.length];
            for (int i = 0; i < egpo.size(); i++) {
                float[] unit = gradient(policy, group, unit(egpo.size(), i));
                for (int j = 0; j < unit.length; j++) {
                    expected[j] += egpo.get(i).value() * unit[j];
                }
            }
            double norm = norm(expected);
            assertTrue(norm > 0.01);
            assertEquals(0, distance(expected, withBonus) / norm, 1e-4);
            float[] without = gradient(policy, group, grpo);
            assertTrue(distance(expected, without) / norm > 0.05, "the bonus changed nothing");
            assertArrayEquals(withBonus, gradient(policy, group, egpo));
        }
    }

    private static List<Advantage> unit(int size, int which) {
        List<Advantage> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            all.add(new Advantage(0, 0, 1, i == which ? 1 : 0, 0, 0, 0, false, i == which ? 1 : 0));
        }
        return all;
    }

    private static float[] gradient(Policy policy, ScoredGroup group, List<Advantage> advantages) {
        ReinforcementSettings settings = new ReinforcementSettings(
                new AdvantageSettings(
                        AdvantageSettings.Algorithm.EGPO,
                        Egpo.paper(),
                        AdvantageSettings.EntropyOver.RESPONSE,
                        1,
                        AdvantageSettings.LearnFrom.ALL,
                        0.2),
                4,
                1,
                0,
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
        StepBatches batches = new StepBatches(settings, policy, List.of(new GroupAdvantages(group, advantages)));
        try (Learner learner = new Learner(policy.model(), settings.optimizer())) {
            learner.accumulate(batches.batch(0, policy.model()), LOSS);
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
