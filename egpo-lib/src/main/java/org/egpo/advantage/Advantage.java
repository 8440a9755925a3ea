package org.egpo.advantage;

/**
 * The advantage of one rollout, with every part it was made of.
 *
 * @param reward r_i
 * @param mean mean reward of the group; 0 for a group of one, by the convention of the reference implementation
 * @param std unbiased standard deviation of the group's rewards; 1 for a group of one and where rewards are not
 *     divided by it
 * @param base A_i, the group-relative advantage (paper, equation 1)
 * @param entropy E_i, mean token entropy in nats over the thinking tokens (equation 4); 0 where it is not used
 * @param bound the most that the bonus may be; 0 where there is none
 * @param bonus what entropy added
 * @param clipped whether the bound cut the bonus
 * @param value A_i^new = base + bonus, the advantage of every token of the response
 */
public record Advantage(
        double reward,
        double mean,
        double std,
        double base,
        double entropy,
        double bound,
        double bonus,
        boolean clipped,
        double value) {
    /** A base advantage alone, to see what a bonus makes of it; its reward is not known (NaN). */
    static Advantage ofBase(double base) {
        return new Advantage(Double.NaN, Double.NaN, Double.NaN, base, 0, 0, 0, false, base);
    }

    static Advantage withoutBonus(double reward, GroupStatistics group, double base) {
        return new Advantage(reward, group.mean(), group.std(), base, 0, 0, 0, false, base);
    }

    /** The same with what entropy adds. */
    Advantage withBonus(double ofEntropy, double most, double added, boolean isClipped) {
        return new Advantage(reward, mean, std, base, ofEntropy, most, added, isClipped, base + added);
    }
}
