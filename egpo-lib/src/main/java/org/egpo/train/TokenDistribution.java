package org.egpo.train;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What a model says of the next token: the softmax of its logits at a temperature, on plain numbers, to be looked at. Logits
 * of −∞ are tokens that cannot come.
 */
public final class TokenDistribution {
    private final double temperature;
    private final double[] logProbabilities;

    private TokenDistribution(double temperature, double[] logProbabilities) {
        this.temperature = temperature;
        this.logProbabilities = logProbabilities;
    }

    /**
     * @param logits one for each token of the vocabulary, at least one of them finite
     * @param temperature divides them; above 0
     */
    public static TokenDistribution of(double[] logits, double temperature) {
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("temperature is " + temperature + "; it must be above 0");
        }
        double max = Arrays.stream(logits).max().orElse(Double.NaN);
        if (!Double.isFinite(max)) {
            throw new IllegalArgumentException(
                    "the largest of " + logits.length + " logits is " + max + "; it must be a finite number");
        }
        double[] scaled =
                Arrays.stream(logits).map(z -> (z - max) / temperature).toArray();
        return new TokenDistribution(temperature, normalized(scaled));
    }

    private static double[] normalized(double[] shifted) {
        double norm = Math.log(Arrays.stream(shifted).map(Math::exp).sum());
        return Arrays.stream(shifted).map(z -> z - norm).toArray();
    }

    /** log p of a token. */
    public double logProbability(int token) {
        return logProbabilities[token];
    }

    /** p of every token. */
    public double[] probabilities() {
        return Arrays.stream(logProbabilities).map(Math::exp).toArray();
    }

    /** −Σ p log p in nats, tokens of probability 0 counting 0. */
    public double entropy() {
        double sum = 0;
        for (double l : logProbabilities) {
            sum -= term(l, l);
        }
        return sum;
    }

    /** Σ p (log p − log q) in nats; infinite where q excludes a token that p does not. */
    public double divergenceFrom(TokenDistribution q) {
        double sum = 0;
        for (int i = 0; i < logProbabilities.length; i++) {
            sum += term(logProbabilities[i], logProbabilities[i] - q.logProbabilities[i]);
        }
        return sum;
    }

    private static double term(double logProbability, double factor) {
        return logProbability == Double.NEGATIVE_INFINITY ? 0 : Math.exp(logProbability) * factor;
    }

    /** Derivatives of the entropy with respect to the logits: −p (log p + H) / temperature. */
    public double[] entropyGradient() {
        double entropy = entropy();
        return Arrays.stream(logProbabilities)
                .map(l -> -term(l, l + entropy) / temperature)
                .toArray();
    }

    /** Derivatives of log p of a token with respect to the logits: (1 for that token, else 0, less p) / temperature. */
    public double[] logProbabilityGradient(int token) {
        double[] gradient = probabilities();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = ((i == token ? 1 : 0) - gradient[i]) / temperature;
        }
        return gradient;
    }

    /** Derivatives of {@link #divergenceFrom} with respect to these logits: p (log p − log q − KL) / temperature. */
    public double[] divergenceGradient(TokenDistribution q) {
        double divergence = divergenceFrom(q);
        double[] gradient = new double[logProbabilities.length];
        for (int i = 0; i < gradient.length; i++) {
            double l = logProbabilities[i];
            gradient[i] = term(l, l - q.logProbabilities[i] - divergence) / temperature;
        }
        return gradient;
    }

    /**
     * What sampling draws from, in the order of Transformers: top-k, then top-p on what is left. The other tokens have
     * probability 0.
     *
     * @param topK keeps every token not less probable than the k-th, so ties may keep more; 0 keeps all
     * @param topP drops the least probable tokens while their sum is at most 1 − p, among equals the lower index first, and
     *     always keeps one; 1 keeps all
     */
    public TokenDistribution filtered(int topK, double topP) {
        double[] kept = logProbabilities.clone();
        if (topK > 0 && topK < kept.length) {
            double least = Arrays.stream(kept).sorted().toArray()[kept.length - topK];
            kept = normalized(Arrays.stream(kept)
                    .map(l -> l < least ? Double.NEGATIVE_INFINITY : l)
                    .toArray());
        }
        if (topP < 1) {
            double[] all = kept;
            int[] ascending = IntStream.range(0, all.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> all[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            double sum = 0;
            for (int i = 0; i < ascending.length - 1; i++) {
                sum += Math.exp(kept[ascending[i]]);
                if (sum > 1 - topP) {
                    break;
                }
                kept[ascending[i]] = Double.NEGATIVE_INFINITY;
            }
            kept = normalized(kept);
        }
        return new TokenDistribution(temperature, kept);
    }
}
