package org.egpo.reward;

import org.egpo.bfcl.BfclEntry;

/**
 * An ablation: 1 for a response that follows the thinking template, whatever its calls are. The verdict on the calls is told
 * all the same, so that one sees how format alone can be learnt without the task.
 */
public final class FormatReward implements RewardFunction {
    private final StrictReward strict = new StrictReward();

    @Override
    public Reward of(BfclEntry query, String response) {
        Reward r = strict.of(query, response);
        return new Reward(r.wellFormed() ? 1 : 0, r.wellFormed(), r.callsRight(), r.errorType(), r.reasons());
    }
}
