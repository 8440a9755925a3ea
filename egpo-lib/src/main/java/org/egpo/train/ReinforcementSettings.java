package org.egpo.train;

import org.egpo.advantage.Egpo;
import org.egpo.policy.LossSettings;
import org.egpo.policy.OptimizerSettings;

/**
 * Everything a run of reinforcement learning depends on; the defaults are the paper's where it states them.
 *
 * @param algorithm what the advantages are made of
 * @param egpo λ, α and form of the entropy term; read for EGPO only
 * @param entropyOver which tokens' entropy is the bonus made of; read for EGPO only
 * @param groupSize S, responses for each prompt (8); at least 2, because a response is compared with its group
 * @param promptsPerStep prompts sampled for one step
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
        Algorithm algorithm,
        Egpo egpo,
        EntropyOver entropyOver,
        int groupSize,
        int promptsPerStep,
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

    /** What the advantages are made of. */
    public enum Algorithm {
        GRPO,
        EGPO
    }

    /** Which tokens count for E_i. */
    public enum EntropyOver {
        /** The thinking, tags included (paper, equation 4). */
        THINKING,
        /** All tokens of the response, the calls included. */
        RESPONSE
    }

    public ReinforcementSettings {
        atLeast("group size", groupSize, 2, "a response is compared with the others of its group");
        atLeast("prompts per step", promptsPerStep, 1, "a step needs something to learn from");
        atLeast("micro batch", microBatch, 1, "gradients are computed for at least one response at once");
        atLeast("epochs per step", epochsPerStep, 1, "responses are learnt from at least once");
        atLeast("steps", steps, 1, "a run has at least one");
        atLeast("max tokens", maxTokens, 1, "a response has at least one token");
        atLeast("checkpoint every", checkpointEvery, 1, "it counts steps");
        if (!egpo.keepsSign() && egpo.form() != Egpo.Form.UNCLIPPED) {
            throw new IllegalArgumentException("alpha is " + egpo.alpha() + " with lambda " + egpo.lambda()
                    + "; alpha must be above 1 (equation 5) or above lambda (the fork's form), or the bonus could flip the"
                    + " sign of an advantage");
        }
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
    public static ReinforcementSettings tiny(Algorithm algorithm, int steps, long seed) {
        return new ReinforcementSettings(
                algorithm,
                Egpo.paper(),
                EntropyOver.THINKING,
                8,
                8,
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

    int responses() {
        return groupSize * promptsPerStep;
    }
}
