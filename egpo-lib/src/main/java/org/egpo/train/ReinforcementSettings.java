package org.egpo.train;

import org.egpo.advantage.AdvantageSettings;
import org.egpo.policy.LossSettings;
import org.egpo.policy.OptimizerSettings;

/**
 * Everything a run of reinforcement learning depends on; the defaults are the paper's where it states them.
 *
 * @param advantage what the advantages are made of
 * @param groupSize S, responses for each prompt (8); at least 2, because a response is compared with its group
 * @param promptsPerStep prompts sampled for one step
 * @param refills times that groups without contrast are replaced by groups of further prompts (dynamic sampling, DAPO, arXiv
 *     2503.14476); 0 for none. What is still flat then stays
 * @param microBatch responses whose gradients are computed at once; divides groupSize × promptsPerStep
 * @param epochsPerStep times the responses of a step are learnt from
 * @param steps steps of the run
 * @param maxTokens longest response
 * @param loss the clipped policy loss, its temperature and its KL coefficient
 * @param aggregation how token losses are averaged
 * @param optimizer AdamW and the gradient norm
 * @param learningRate the rate over the steps (the paper's 1e-6 is for a model of 4 billion weights)
 * @param checkpointEvery steps between checkpoints
 * @param seed of prompts and responses
 */
public record ReinforcementSettings(
        AdvantageSettings advantage,
        int groupSize,
        int promptsPerStep,
        int refills,
        int microBatch,
        int epochsPerStep,
        int steps,
        int maxTokens,
        LossSettings loss,
        Aggregation aggregation,
        OptimizerSettings optimizer,
        LearningRate learningRate,
        int checkpointEvery,
        long seed) {
    public ReinforcementSettings {
        atLeast("group size", groupSize, 2, "a response is compared with the others of its group");
        atLeast("prompts per step", promptsPerStep, 1, "a step needs something to learn from");
        atLeast("micro batch", microBatch, 1, "gradients are computed for at least one response at once");
        atLeast("epochs per step", epochsPerStep, 1, "responses are learnt from at least once");
        atLeast("steps", steps, 1, "a run has at least one");
        atLeast("max tokens", maxTokens, 1, "a response has at least one token");
        atLeast("checkpoint every", checkpointEvery, 1, "it counts steps");
        atLeast("refills", refills, 0, "it counts rounds (0 keeps flat groups)");
        if (groupSize * promptsPerStep % microBatch != 0) {
            throw new IllegalArgumentException("micro batch is " + microBatch + "; it must divide the " + groupSize
                    + " × " + promptsPerStep + " responses of a step, so that no response is left over");
        }
    }

    static void atLeast(String field, int value, int least, String why) {
        if (value < least) {
            throw new IllegalArgumentException(
                    field + " is " + value + "; it must be at least " + least + ", because " + why);
        }
    }

    /** Settings that fit {@code egpo-tiny} on two processor cores: the paper's, but for sizes and learning rate. */
    public static ReinforcementSettings tiny(AdvantageSettings.Algorithm algorithm, int steps, long seed) {
        return new ReinforcementSettings(
                AdvantageSettings.of(algorithm),
                8,
                8,
                0,
                16,
                1,
                steps,
                160,
                LossSettings.paper(),
                Aggregation.TOKEN_MEAN,
                OptimizerSettings.defaults(),
                LearningRate.constant(2e-4),
                20,
                seed);
    }
}
