package org.egpo.train;

import org.egpo.advantage.AdvantageSettings;
import org.egpo.reward.RewardKind;
import org.egpo.rollout.PromptStyle;

/**
 * A run: how to learn, and what to note of it.
 *
 * @param training how to learn
 * @param prompt who tells the model how to call
 * @param reward what a response is worth
 * @param evalEvery steps between evaluations on the dev set; the first and the last step are always evaluated
 * @param evalPrompts questions of an evaluation: the first so many of dev and of test
 * @param rolloutsEvery steps between those whose responses are saved; 0 for none
 * @param keepCheckpoints latest checkpoints to keep, at least 1
 */
public record RunSettings(
        ReinforcementSettings training,
        PromptStyle prompt,
        RewardKind reward,
        int evalEvery,
        int evalPrompts,
        int rolloutsEvery,
        int keepCheckpoints) {
    public RunSettings {
        ReinforcementSettings.atLeast("eval_every", evalEvery, 1, "it counts steps");
        ReinforcementSettings.atLeast("eval_prompts", evalPrompts, 1, "an accuracy needs a question");
        ReinforcementSettings.atLeast("rollouts_every", rolloutsEvery, 0, "it counts steps (0 saves none)");
        ReinforcementSettings.atLeast(
                "keep_checkpoints", keepCheckpoints, 1, "a run that was stopped goes on from one");
    }

    /** {@link ReinforcementSettings#tiny}, evaluated every 20 steps on 250 questions. */
    public static RunSettings tiny(AdvantageSettings.Algorithm algorithm, int steps, long seed) {
        ReinforcementSettings training = ReinforcementSettings.tiny(algorithm, steps, seed);
        return new RunSettings(training, PromptStyle.AUTO, RewardKind.STRICT, 20, 250, 0, 2);
    }
}
