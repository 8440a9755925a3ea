package org.egpo.reward;

import java.util.function.Supplier;
import org.egpo.call.ModelFormat;

/** The rewards to choose from in settings. */
public enum RewardKind {
    /** The paper's: format and calls both right. */
    STRICT(StrictReward::new),
    /** The same, but where no call is wanted, only a readable refusal is right. */
    REFUSAL(() -> new StrictReward().wantingRefusals()),
    /** The same as strict, of calls in {@code <tool_call>} as Hermes and Qwen write them. */
    HERMES(() -> new StrictReward().reading(ModelFormat.HERMES)),
    /** The template alone, whatever is called; the verdict on the calls is told all the same. */
    FORMAT(() -> (question, response) -> {
        Reward r = new StrictReward().judge(question, response);
        return r.withValue(r.wellFormed() ? 1 : 0);
    }),
    /** Credit for each right name, parameter and value, as in ToolRL. */
    PARTIAL(PartialReward::new),
    /** The share of a dialogue's turns before the first wrong one. */
    PROGRESS(() -> DialogueReward.PROGRESS),
    /** How much of what a dialogue's reference changes is as it should be in the end. */
    STATE(() -> DialogueReward.STATE),
    /** A function of one's own, given to the run. */
    OWN(() -> {
        throw new IllegalArgumentException("reward is 'own', but no function was given; give one to Training.reward");
    });

    private final Supplier<RewardFunction> function;

    RewardKind(Supplier<RewardFunction> function) {
        this.function = function;
    }

    /** @throws IllegalArgumentException for {@link #OWN}, which only a program can give */
    public RewardFunction function() {
        return function.get();
    }
}
