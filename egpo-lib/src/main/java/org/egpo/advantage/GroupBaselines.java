package org.egpo.advantage;

import java.util.ArrayList;
import java.util.List;

/**
 * Relatives of GRPO that differ in what a reward is compared with. Groups are arrays of rewards; every function gives the
 * advantages in their order.
 */
public final class GroupBaselines {
    private GroupBaselines() {}

    /**
     * Leave-one-out as verl's vectorised version has it: n / (n − 1) · (r_i − mean), and 0 in a group of one, which has
     * nothing to compare with; see {@link Grpo#leaveOneOut} for the other convention.
     */
    public static List<Advantage> leaveOneOutOrZero(double[] rewards) {
        if (rewards.length > 1) {
            return Grpo.leaveOneOut(rewards);
        }
        GroupStatistics group = GroupStatistics.of(rewards);
        return List.of(Advantage.withoutBonus(rewards[0], group, 0));
    }

    /**
     * OPO (arXiv:2505.23585): A_i = r_i − Σ len_j r_j / Σ len_j, the baseline of least variance where long responses have
     * long gradients. The mean among the parts is that weighted one. In a group of one, A = r.
     *
     * @param lengths tokens of each response, all at least 0 and not all 0
     */
    public static List<Advantage> lengthWeighted(double[] rewards, double[] lengths) {
        if (rewards.length != lengths.length) {
            throw new IllegalArgumentException(rewards.length + " rewards but " + lengths.length
                    + " lengths; each rollout of the group needs one of both");
        }
        double mean = GroupStatistics.of(rewards).mean();
        if (rewards.length > 1) {
            double weighted = 0;
            double total = 0;
            for (int i = 0; i < rewards.length; i++) {
                weighted += lengths[i] * rewards[i];
                total += lengths[i];
            }
            if (!(total > 0)) {
                throw new IllegalArgumentException(
                        "the lengths add up to " + total + "; a group needs at least one token");
            }
            mean = weighted / total;
        }
        GroupStatistics group = new GroupStatistics(mean, 1);
        List<Advantage> all = new ArrayList<>(rewards.length);
        for (double r : rewards) {
            all.add(Advantage.withoutBonus(r, group, r - mean));
        }
        return all;
    }

    /**
     * Pass@k GRPO (arXiv:2503.19595): only the best rollout is pushed, by (r_max − r_second) / (std + 10⁻⁶); all others get
     * 0. Where several are best, all get 0.
     *
     * @throws IllegalArgumentException for a group of one, which has no second
     */
    public static List<Advantage> bestOnly(double[] rewards) {
        GroupStatistics group = GroupStatistics.of(rewards);
        if (rewards.length < 2) {
            throw new IllegalArgumentException(
                    "a group has one reward; pass@k needs at least two to compare the best with");
        }
        int best = 0;
        for (int i = 1; i < rewards.length; i++) {
            best = rewards[i] > rewards[best] ? i : best;
        }
        double second = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rewards.length; i++) {
            second = i == best ? second : Math.max(second, rewards[i]);
        }
        double push = (rewards[best] - second) / (group.std() + GroupStatistics.EPSILON);
        List<Advantage> all = new ArrayList<>(rewards.length);
        for (int i = 0; i < rewards.length; i++) {
            all.add(Advantage.withoutBonus(rewards[i], group, i == best ? push : 0));
        }
        return all;
    }

    /**
     * REINFORCE++ with a group baseline (arXiv:2501.03262, verl): the rewards less the mean of their group, given to every
     * token, then brought to mean 0 and variance 1 over all learnt tokens of the batch.
     *
     * @param centred r_i − mean of the group for each response of the batch, from {@link Grpo#withoutStd}
     * @param masks one row for each response: whether the token is learnt
     * @return rows as long as the masks; 0 for tokens that are not learnt
     */
    public static double[][] whitened(double[] centred, boolean[][] masks) {
        double[][] spread = new double[masks.length][];
        for (int i = 0; i < masks.length; i++) {
            spread[i] = new double[masks[i].length];
            java.util.Arrays.fill(spread[i], centred[i]);
        }
        double[][] white = MaskedStatistics.whiten(spread, masks);
        for (int i = 0; i < masks.length; i++) {
            for (int t = 0; t < masks[i].length; t++) {
                white[i][t] = masks[i][t] ? white[i][t] : 0;
            }
        }
        return white;
    }
}
