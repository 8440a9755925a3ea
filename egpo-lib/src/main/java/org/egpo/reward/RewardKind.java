package org.egpo.reward;

/** The rewards to choose from in settings. */
public enum RewardKind {
    /** The paper's: format and calls both right. */
    STRICT(new StrictReward()),
    /** The template alone, whatever is called. */
    FORMAT(new FormatReward()),
    /** Credit for each right name, parameter and value, as in ToolRL. */
    PARTIAL(new PartialReward());

    private final RewardFunction function;

    RewardKind(RewardFunction function) {
        this.function = function;
    }

    public RewardFunction function() {
        return function;
    }
}
