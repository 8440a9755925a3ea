package org.egpo.advantage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.egpo.reward.ScoredGroup;

/**
 * Entropy-enhanced group advantages (arXiv 2508.05118, equation 5): the more a rollout hesitated while thinking, the larger
 * its advantage, but never by more than |A_i| / α, so that the sign of A_i stays (see {@link #keepsSign}).
 *
 * @param lambda λ ≥ 0, weight of the entropy; the paper's 0.4
 * @param alpha α &gt; 0, how far the bonus stays below |A_i|; the paper's 2
 * @param form which of the two published forms
 */
public record Egpo(double lambda, double alpha, Form form) implements AdvantageRule {
    /** How far below 0 the entropy of a sure token may come out. */
    private static final double ROUNDING = 1e-4;

    /** The two forms in circulation; they differ in what bounds the bonus. */
    public enum Form {
        /** The paper's equation 5: A + min(λE, |A|/α). */
        EQ5,
        /** A public verl fork: A + λ·clip(E, −|A|/α, |A|/α), so the bonus is at most λ|A|/α. */
        VERL_FORK,
        /** A + λE without a bound, to see what the bound is for: signs may flip, and flat groups get a bonus too. */
        UNCLIPPED,
        /**
         * A + clip(λz, −|A|/α, |A|/α) with z the entropy less its group's mean, by its group's standard deviation: only differences
         * within the group act, and do so whatever their size. Not published; it shows what equation 5 leaves unused.
         */
        STANDARDIZED
    }

    public Egpo {
        if (!(lambda >= 0) || Double.isInfinite(lambda)) {
            throw new IllegalArgumentException("lambda is " + lambda
                    + "; it must be a number of at least 0 (the paper's is 0.4), because entropy is to reward");
        }
        if (!(alpha > 0) || Double.isInfinite(alpha)) {
            throw new IllegalArgumentException("alpha is " + alpha
                    + "; it must be a number above 0 (the paper's is 2), because |A| / alpha bounds the bonus");
        }
    }

    /**
     * Whether no bonus can turn the sign of an advantage round: α &gt; 1 under equation 5 (which the paper asks for), λ &lt; α in
     * the fork's form, never without a bound. Formulas may be looked at without it; training asks for it.
     */
    public boolean keepsSign() {
        return switch (form) {
            case EQ5, STANDARDIZED -> alpha > 1;
            case VERL_FORK -> lambda < alpha;
            case UNCLIPPED -> lambda == 0;
        };
    }

    /** The paper's settings: λ = 0.4, α = 2, equation 5. */
    public static Egpo paper() {
        return new Egpo(0.4, 2, Form.EQ5);
    }

    public Egpo withLambda(double value) {
        return new Egpo(value, alpha, form);
    }

    public Egpo withAlpha(double value) {
        return new Egpo(lambda, value, form);
    }

    public Egpo withForm(Form value) {
        return new Egpo(lambda, alpha, value);
    }

    /** The advantages of one group, from its rewards and the entropies of its thinking. */
    @Override
    public GroupAdvantages advantages(ScoredGroup group) {
        return new GroupAdvantages(group, advantages(group.rewardValues(), group.thinkingEntropies()));
    }

    /**
     * The advantages of one group.
     *
     * @param rewards one for each rollout
     * @param entropies E_i in nats, one for each rollout: the mean token entropy of its thinking (equation 4)
     */
    public List<Advantage> advantages(double[] rewards, double[] entropies) {
        return enhance(Grpo.advantages(rewards), entropies);
    }

    /**
     * Adds the entropy term to base advantages of any kind, such as {@link Grpo#withoutStd}.
     *
     * @param base one for each rollout
     * @param entropies E_i in nats, one for each rollout
     */
    public List<Advantage> enhance(List<Advantage> base, double[] entropies) {
        if (base.size() != entropies.length) {
            throw new IllegalArgumentException(base.size() + " rewards but " + entropies.length
                    + " entropies; each rollout of the group needs one of both");
        }
        Arrays.stream(entropies).forEach(Egpo::check);
        GroupStatistics group = form == Form.STANDARDIZED ? GroupStatistics.of(entropies) : null;
        List<Advantage> all = new ArrayList<>(entropies.length);
        for (int i = 0; i < entropies.length; i++) {
            double z = group == null ? entropies[i] : group.normalize(entropies[i]);
            all.add(enhance(base.get(i), entropies[i], z));
        }
        return all;
    }

    /**
     * What the entropy term makes of a base advantage A_i; its reward is not known (NaN).
     *
     * @throws UnsupportedOperationException for {@link Form#STANDARDIZED}, which needs a group
     */
    public Advantage enhance(double base, double entropy) {
        return enhance(Advantage.ofBase(base), entropy);
    }

    /** Adds the entropy term to a base advantage of any kind. */
    public Advantage enhance(Advantage base, double entropy) {
        check(entropy);
        if (form == Form.STANDARDIZED) {
            throw new UnsupportedOperationException(
                    "one response has no group to be standardized in; give the group's");
        }
        return enhance(base, entropy, entropy);
    }

    private static void check(double entropy) {
        if (!Double.isFinite(entropy) || entropy < -ROUNDING) {
            throw new IllegalArgumentException("a thinking entropy is " + entropy
                    + "; it must be a finite number of nats, at least 0"
                    + (Double.isNaN(entropy) ? " (a server's responses need the served model's weights beside)" : ""));
        }
    }

    /** @param used the entropy, or what stands for it */
    private Advantage enhance(Advantage base, double entropy, double used) {
        double bound = Math.abs(base.base()) / alpha;
        double wanted = lambda * used;
        double most = form == Form.VERL_FORK ? lambda * bound : form == Form.UNCLIPPED ? 0 : bound;
        double bonus =
                switch (form) {
                    case EQ5 -> Math.min(wanted, most);
                    case VERL_FORK -> lambda * Math.min(used, bound);
                    case UNCLIPPED -> wanted;
                    case STANDARDIZED -> Math.max(-most, Math.min(wanted, most));
                };
        boolean clipped = form != Form.UNCLIPPED && Math.abs(wanted) > most;
        return base.withBonus(entropy, most, bonus, clipped);
    }
}
