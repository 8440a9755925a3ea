package org.egpo.advantage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.Response;

/**
 * Rewards shared out by entropy (arXiv 2508.04349, "GTPO and GRPO-S"). Among the d right responses that still run at token t, one
 * gets 1 + w · d · H_t / ΣH_t: the unsure ones more. Among the h wrong ones it gets −(1 + w · h · (1/H_t) / Σ(1/H_t)): the sure
 * ones are blamed more. What comes out is normalised over the whole group, so that right stays apart from wrong; others normalise
 * right and wrong responses apart. Groups without contrast are exactly 0, as with {@link Grpo}.
 *
 * @param weight w ≥ 0, what is shared out; 0.1 in that paper
 * @param tokens whether each token has its share (GTPO), or each response by its mean entropy (GRPO-S)
 */
record EntropyShares(double weight, boolean tokens) implements AdvantageRule {
    /** Keeps the share of a sure token finite. */
    private static final double EPSILON = 1e-6;

    public EntropyShares {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException(
                    "weight is " + weight + "; it must be a number of at least 0 (0.1 in arXiv 2508.04349)");
        }
    }

    /** A response is right where its reward is above 0. */
    @Override
    public GroupAdvantages advantages(ScoredGroup group) {
        List<Advantage> base = Grpo.advantages(group.rewardValues());
        if (!group.isMixed()) {
            return new GroupAdvantages(group, base);
        }
        List<Response> responses = group.responses();
        double[][] entropies = responses.stream()
                .map(r -> tokens ? r.entropies() : new double[] {r.meanEntropy()})
                .toArray(double[][]::new);
        double[][] shaped = rewards(group.rewardValues(), entropies);
        GroupStatistics all = GroupStatistics.of(
                Arrays.stream(shaped).flatMapToDouble(Arrays::stream).toArray());
        List<Advantage> means = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        for (int i = 0; i < shaped.length; i++) {
            double[] own = Arrays.stream(shaped[i]).map(all::normalize).toArray();
            double mean = Arrays.stream(own).average().orElse(0);
            means.add(base.get(i)
                    .withBonus(
                            responses.get(i).meanEntropy(),
                            0,
                            mean - base.get(i).base(),
                            false));
            values.add(
                    tokens
                            ? own
                            : DoubleStream.generate(() -> mean)
                                    .limit(responses.get(i).length())
                                    .toArray());
        }
        return new GroupAdvantages(group, means, values);
    }

    /**
     * The shaped rewards (equations 3 and 5 of that paper).
     *
     * @param rewards one for each response; above 0 is right
     * @param entropies in nats, for each response one for each of its tokens
     */
    double[][] rewards(double[] rewards, double[][] entropies) {
        double[][] shaped = new double[rewards.length][];
        for (int i = 0; i < rewards.length; i++) {
            boolean right = rewards[i] > 0;
            shaped[i] = new double[entropies[i].length];
            for (int t = 0; t < entropies[i].length; t++) {
                int at = t;
                int[] peers = IntStream.range(0, rewards.length)
                        .filter(k -> rewards[k] > 0 == right && entropies[k].length > at)
                        .toArray();
                double sum = Arrays.stream(peers)
                        .mapToDouble(k -> part(entropies[k][at], right))
                        .sum();
                double share = peers.length * part(entropies[i][t], right) / sum;
                shaped[i][t] = right ? rewards[i] + weight * share : -1 - weight * share;
            }
        }
        return shaped;
    }

    private static double part(double entropy, boolean right) {
        double positive = Math.max(entropy, 0) + EPSILON;
        return right ? positive : 1 / positive;
    }
}
