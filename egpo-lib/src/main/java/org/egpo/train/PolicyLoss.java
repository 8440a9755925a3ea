package org.egpo.train;

/**
 * The clipped surrogate of one token with every part of it, on plain numbers, to be looked at; training runs the same
 * formula on the engine ({@link org.egpo.policy.Learner}). With ρ = exp(log π − log π_old):
 *
 * <pre>
 * worse = max(−A ρ, −A clamp(ρ, 1 − low, 1 + high))        paper, equation 2; two clips as in DAPO, arXiv:2503.14476
 * loss  = A &lt; 0 ? min(worse, −A c) : worse                 dual clip, arXiv:1912.09729
 * </pre>
 *
 * which is verl's {@code compute_policy_loss_vanilla}. log π − log π_old is held within ±20.
 *
 * @param clipLow ratios under 1 − low bring nothing where A &lt; 0 (0.2)
 * @param clipHigh ratios over 1 + high bring nothing where A &gt; 0 (0.28)
 * @param clipNegative c &gt; 1, bound on the loss of negative advantages (3)
 */
public record PolicyLoss(double clipLow, double clipHigh, double clipNegative) {
    private static final double LARGEST_LOG_RATIO = 20;

    /**
     * @param logRatio log π − log π_old, held within ±20
     * @param ratio ρ
     * @param loss what the token adds, before it is averaged
     * @param gradient derivative of the loss with respect to log π; 0 where a clip holds
     * @param clipped whether the clipped term is the larger one
     * @param bounded whether c cut the loss of a negative advantage
     */
    public record Token(
            double logRatio, double ratio, double loss, double gradient, boolean clipped, boolean bounded) {}

    public PolicyLoss {
        if (!(clipLow > 0 && clipLow < 1) || !(clipHigh > 0) || !(clipNegative > 1)) {
            throw new IllegalArgumentException("clip low is " + clipLow + " (must be above 0 and below 1), clip high "
                    + clipHigh + " (above 0), clip negative " + clipNegative + " (above 1)");
        }
    }

    /** The defaults of {@link org.egpo.policy.LossSettings#paper}: 0.2, 0.28, 3. */
    public static PolicyLoss standard() {
        return new PolicyLoss(0.2, 0.28, 3);
    }

    /** The loss of one token. */
    public Token token(double logProbability, double oldLogProbability, double advantage) {
        double difference = logProbability - oldLogProbability;
        double d = Math.max(-LARGEST_LOG_RATIO, Math.min(difference, LARGEST_LOG_RATIO));
        double ratio = Math.exp(d);
        double held = Math.max(1 - clipLow, Math.min(ratio, 1 + clipHigh));
        double plain = -advantage * ratio;
        double cut = -advantage * held;
        double bound = -advantage * clipNegative;
        boolean clipped = cut > plain;
        double worse = clipped ? cut : plain;
        boolean bounded = advantage < 0 && worse > bound;
        // The cut term is constant in the ratio wherever it is the larger one; so is the bound.
        double gradient = clipped || bounded || d != difference ? 0 : plain;
        return new Token(d, ratio, bounded ? bound : worse, gradient, clipped, bounded);
    }

    /** The losses of a batch of tokens [B][T]. */
    public Token[][] tokens(double[][] logProbabilities, double[][] oldLogProbabilities, double[][] advantages) {
        Token[][] all = new Token[logProbabilities.length][];
        for (int i = 0; i < all.length; i++) {
            all[i] = new Token[logProbabilities[i].length];
            for (int t = 0; t < all[i].length; t++) {
                all[i][t] = token(logProbabilities[i][t], oldLogProbabilities[i][t], advantages[i][t]);
            }
        }
        return all;
    }
}
