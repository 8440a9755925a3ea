package org.egpo.reward;

import org.egpo.data.Question;
import org.egpo.rollout.Response;

/**
 * An ablation: 1 for a response that follows the thinking template, whatever its calls are. The verdict on the calls is told
 * all the same, so that one sees how format alone can be learnt without the task.
 */
final class FormatReward implements RewardFunction {
    private final StrictReward strict = new StrictReward();

    @Override
    public Reward judge(Question question, Response response) {
        Reward r = strict.judge(question, response);
        return r.withValue(r.wellFormed() ? 1 : 0);
    }
}
