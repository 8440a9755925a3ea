package org.egpo.advantage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.Response;

/**
 * What advantages are made of: the one setting that chooses among the published ways.
 *
 * @param algorithm GRPO, EGPO or entropy shares
 * @param egpo λ, α and form of the entropy term; read for EGPO only
 * @param entropyOver which tokens' entropy the bonus is made of; read for EGPO only
 * @param gate groups of a higher mean reward get GRPO's advantages: 1 for entropy in all groups, 0.5 for entropy in hard ones alone
 * @param learnFrom which tokens the policy learns from
 * @param tokenShare the share of tokens that {@code learnFrom} speaks of
 */
public record AdvantageSettings(
        Algorithm algorithm, Egpo egpo, EntropyOver entropyOver, double gate, LearnFrom learnFrom, double tokenShare)
        implements AdvantageRule {
    /** Where entropy comes in. */
    public enum Algorithm {
        /** Nowhere: {@link Grpo}. */
        GRPO,
        /** A bonus on the advantage: {@link Egpo}, or {@link TokenEntropyBonus} over single tokens. */
        EGPO,
        /** Rewards shared out among tokens: {@link EntropyShares}. */
        GTPO,
        /** Rewards shared out among responses: {@link EntropyShares}. */
        GRPO_S
    }

    /** Which tokens count for the entropy of the bonus. */
    public enum EntropyOver {
        /** The thinking, tags included (paper, equation 4). */
        THINKING,
        /** All tokens of the response, the calls included. */
        RESPONSE,
        /** The thinking of each step of an episode alone: each step then has a bonus of its own. */
        STEP,
        /** Each token alone, which then has a bonus of its own. */
        TOKEN
    }

    /** Which tokens of a step's responses the policy learns from; the advantage of the others becomes 0. */
    public enum LearnFrom {
        /** All of them. */
        ALL,
        /** The share of tokens with the highest entropy, the forks of a thought (arXiv 2506.01939; a share of 0.2 there). */
        TOP_ENTROPY,
        /**
         * All but a share of those that would make the policy surer fastest: drawn from the tokens whose log-probability and
         * advantage, each less its mean, multiply to between 1 and 5 (Clip-Cov, arXiv 2505.22617; a share of 0.0002 there).
         */
        CLIP_COV
    }

    public AdvantageSettings {
        if (!egpo.keepsSign() && egpo.form() != Egpo.Form.UNCLIPPED) {
            throw new IllegalArgumentException("alpha is " + egpo.alpha() + " with lambda " + egpo.lambda()
                    + "; alpha must be above 1 (equation 5) or above lambda (the fork's form), or the bonus could flip the"
                    + " sign of an advantage");
        }
        boolean parts = entropyOver == EntropyOver.TOKEN || entropyOver == EntropyOver.STEP;
        if (parts && egpo.form() != Egpo.Form.EQ5) {
            throw new IllegalArgumentException("bonus is " + egpo.form() + " with entropy over each " + entropyOver
                    + "; only EQ5 has a form for parts of a response (arXiv 2506.14758)");
        }
        if (!(gate >= 0 && gate <= 1) || !(tokenShare >= 0 && tokenShare <= 1)) {
            throw new IllegalArgumentException(
                    "gate is " + gate + " and token share " + tokenShare + "; both must be from 0 to 1");
        }
    }

    /** With the paper's λ and α, in all groups, learning from all tokens. */
    public static AdvantageSettings of(Algorithm algorithm) {
        return new AdvantageSettings(algorithm, Egpo.paper(), EntropyOver.THINKING, 1, LearnFrom.ALL, 0.2);
    }

    /** The ways that are compared, by name; λ is 0.4 unless the name tells. */
    public static Map<String, AdvantageSettings> variants() {
        AdvantageSettings grpo = of(Algorithm.GRPO);
        Map<String, AdvantageSettings> all = new LinkedHashMap<>();
        all.put("GRPO", grpo);
        all.put("EGPO", of(Algorithm.EGPO));
        all.put("EGPO, λ = 4", of(Egpo.paper().withLambda(4), EntropyOver.THINKING, 1));
        all.put("EGPO, fork's form", of(Egpo.paper().withForm(Egpo.Form.VERL_FORK), EntropyOver.THINKING, 1));
        all.put("EGPO, standardized", of(Egpo.paper().withForm(Egpo.Form.STANDARDIZED), EntropyOver.THINKING, 1));
        all.put("EGPO, hard groups", of(Egpo.paper(), EntropyOver.THINKING, 0.5));
        all.put("bonus per token", of(Egpo.paper(), EntropyOver.TOKEN, 1));
        all.put("GTPO", of(Algorithm.GTPO));
        all.put("GRPO-S", of(Algorithm.GRPO_S));
        all.put("top 20 % of tokens", grpo.from(LearnFrom.TOP_ENTROPY, 0.2));
        all.put("Clip-Cov", grpo.from(LearnFrom.CLIP_COV, 2e-4));
        return all;
    }

    private static AdvantageSettings of(Egpo egpo, EntropyOver over, double gate) {
        return new AdvantageSettings(Algorithm.EGPO, egpo, over, gate, LearnFrom.ALL, 0.2);
    }

    private AdvantageSettings from(LearnFrom tokens, double share) {
        return new AdvantageSettings(algorithm, egpo, entropyOver, gate, tokens, share);
    }

    /** Whether tokens are chosen by their place or number, which is another one where some tokens were given, as in dialogues. */
    public boolean countsTokens() {
        return algorithm == Algorithm.GTPO || learnFrom != LearnFrom.ALL;
    }

    /** The advantages of one group, before tokens are left out. */
    @Override
    public GroupAdvantages advantages(ScoredGroup group) {
        boolean gated = group.meanReward() > gate;
        return switch (gated ? Algorithm.GRPO : algorithm) {
            case GRPO -> new Grpo().advantages(group);
            case GTPO -> new EntropyShares(0.1, true).advantages(group);
            case GRPO_S -> new EntropyShares(0.1, false).advantages(group);
            case EGPO ->
                switch (entropyOver) {
                    case THINKING -> egpo.advantages(group);
                    case TOKEN -> new TokenEntropyBonus(egpo.lambda(), egpo.alpha()).advantages(group);
                    case STEP ->
                        new TokenEntropyBonus(egpo.lambda(), egpo.alpha()).advantages(group, Response::stepEntropies);
                    case RESPONSE ->
                        new GroupAdvantages(group, egpo.advantages(group.rewardValues(), group.responseEntropies()));
                };
        };
    }

    /** The advantages of a step's groups; which tokens are left out is found among all of them. */
    @Override
    public List<GroupAdvantages> advantages(List<ScoredGroup> groups) {
        return TokenChoice.keep(AdvantageRule.super.advantages(groups), learnFrom, tokenShare);
    }
}
