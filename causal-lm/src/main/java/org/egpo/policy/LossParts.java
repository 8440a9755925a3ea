package org.egpo.policy;

/**
 * The parts of the loss of a batch; parts of micro-batches add up.
 *
 * @param loss what was minimised
 * @param policyLoss its clipped surrogate, or −log p for supervised learning
 * @param kl divergence from the reference, before its coefficient
 * @param entropy entropy of the policy, averaged as the loss is; logged, and part of the loss only with a coefficient
 * @param clipped tokens whose ratio was clipped
 * @param clippedNegative tokens with a negative advantage at the bound c
 * @param minusLogRatio sum over counted tokens of −log(π/π_old)
 * @param entropySum sum of entropies over counted tokens
 * @param tokens counted tokens
 */
public record LossParts(
        double loss,
        double policyLoss,
        double kl,
        double entropy,
        double clipped,
        double clippedNegative,
        double minusLogRatio,
        double entropySum,
        double tokens) {

    public static final LossParts ZERO = new LossParts(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** The sums that {@code learning.py} returns. */
    static LossParts of(double[] s) {
        return new LossParts(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8]);
    }

    public LossParts plus(LossParts o) {
        return new LossParts(
                loss + o.loss,
                policyLoss + o.policyLoss,
                kl + o.kl,
                entropy + o.entropy,
                clipped + o.clipped,
                clippedNegative + o.clippedNegative,
                minusLogRatio + o.minusLogRatio,
                entropySum + o.entropySum,
                tokens + o.tokens);
    }

    /** Share of tokens whose ratio was clipped. */
    public double clipFraction() {
        return tokens == 0 ? 0 : clipped / tokens;
    }

    public double clipFractionNegative() {
        return tokens == 0 ? 0 : clippedNegative / tokens;
    }

    /** Mean of −log(π/π_old), an estimate of how far the policy has moved from the one that sampled. */
    public double approximateKl() {
        return tokens == 0 ? 0 : minusLogRatio / tokens;
    }

    /** Mean entropy of a counted token, in nats. */
    public double meanEntropy() {
        return tokens == 0 ? 0 : entropySum / tokens;
    }
}
