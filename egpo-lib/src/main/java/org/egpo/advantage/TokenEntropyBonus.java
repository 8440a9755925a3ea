package org.egpo.advantage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.Response;

/**
 * The entropy bonus of Cheng et al. (arXiv 2506.14758), for comparison with {@link Egpo}: each token gets its own bonus from
 * its own entropy, A_t + min(α·H_t, |A_t| / κ). The entropy carries no gradient.
 *
 * @param weight α ≥ 0, weight of the entropy; 0.4 with GRPO in that paper
 * @param kappa κ &gt; 1, how far the bonus stays below |A_t|, so that the sign stays; 2 in that paper
 */
public record TokenEntropyBonus(double weight, double kappa) implements AdvantageRule {
    public TokenEntropyBonus {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("weight is " + weight
                    + "; it must be a number of at least 0 (0.4 in arXiv 2506.14758), because entropy is to reward");
        }
        if (!(kappa > 1)) {
            throw new IllegalArgumentException("kappa is " + kappa
                    + "; it must be above 1 (2 in arXiv 2506.14758), or the bonus could flip the sign of an advantage");
        }
    }

    /** That paper's settings for GRPO: α = 0.4, κ = 2. */
    public static TokenEntropyBonus paper() {
        return new TokenEntropyBonus(0.4, 2);
    }

    /**
     * The advantage of each token of one response.
     *
     * @param base advantage of the response
     * @param entropies in nats, one for each token
     * @return one for each token, with its parts
     */
    public List<Advantage> advantages(Advantage base, double[] entropies) {
        Egpo sameBound = new Egpo(weight, kappa, Egpo.Form.EQ5);
        return Arrays.stream(entropies)
                .mapToObj(entropy -> sameBound.enhance(base, entropy))
                .toList();
    }

    /** The advantages of all tokens; a response's own is their mean. */
    @Override
    public GroupAdvantages advantages(ScoredGroup group) {
        return advantages(group, Response::entropies);
    }

    /** @param entropies of each token of a response, in nats */
    GroupAdvantages advantages(ScoredGroup group, Function<Response, double[]> entropies) {
        List<Advantage> base = Grpo.advantages(group.rewardValues());
        List<Advantage> means = new ArrayList<>();
        List<double[]> tokens = new ArrayList<>();
        for (int i = 0; i < base.size(); i++) {
            Response response = group.responses().get(i);
            boolean[] written = response.written();
            double[] used = entropies.apply(response);
            List<Advantage> all = advantages(base.get(i), used);
            tokens.add(all.stream().mapToDouble(Advantage::value).toArray());
            int[] own = IntStream.range(0, used.length).filter(t -> written[t]).toArray();
            double entropy =
                    Arrays.stream(own).mapToDouble(t -> used[t]).average().orElse(0);
            double bonus = Arrays.stream(own)
                    .mapToDouble(t -> all.get(t).bonus())
                    .average()
                    .orElse(0);
            boolean clipped = all.stream().anyMatch(Advantage::clipped);
            means.add(base.get(i).withBonus(entropy, Math.abs(base.get(i).base()) / kappa, bonus, clipped));
        }
        return new GroupAdvantages(group, means, tokens);
    }
}
