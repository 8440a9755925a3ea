package org.egpo.advantage;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.egpo.reward.ScoredGroup;

/** Group-relative advantages without an entropy term. */
public final class Grpo implements AdvantageRule {
    private static final double LEAST_STD = 1e-3;

    /** GRPO's advantages of one group, from its rewards. */
    @Override
    public GroupAdvantages advantages(ScoredGroup group) {
        return new GroupAdvantages(group, advantages(group.rewardValues()));
    }

    /**
     * GRPO: A_i = (r_i − mean) / (std + 10⁻⁶) over one group (paper, equation 1; verl's {@code compute_grpo_outcome_advantage}).
     *
     * @param rewards one for each rollout of the group
     */
    public static List<Advantage> advantages(double[] rewards) {
        GroupStatistics group = GroupStatistics.of(rewards);
        return each(rewards, group, group::normalize);
    }

    /** Dr. GRPO (arXiv:2503.20783): A_i = r_i − mean, not divided by the standard deviation. */
    public static List<Advantage> withoutStd(double[] rewards) {
        GroupStatistics group = new GroupStatistics(GroupStatistics.of(rewards).mean(), 1);
        return each(rewards, group, r -> r - group.mean());
    }

    /** Leave-one-out (RLOO, arXiv:2402.14740): the reward minus the mean of the others; the reward itself in a group of one. */
    public static List<Advantage> leaveOneOut(double[] rewards) {
        GroupStatistics group = new GroupStatistics(GroupStatistics.of(rewards).mean(), 1);
        int n = rewards.length;
        double scale = n == 1 ? 1 : (double) n / (n - 1);
        return each(rewards, group, r -> scale * (r - group.mean()));
    }

    private static List<Advantage> each(double[] rewards, GroupStatistics group, DoubleUnaryOperator advantage) {
        return Arrays.stream(rewards)
                .mapToObj(r -> Advantage.withoutBonus(r, group, advantage.applyAsDouble(r)))
                .toList();
    }
}
