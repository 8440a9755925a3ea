package org.egpo.rollout;

import java.util.Arrays;
import java.util.List;

/**
 * Between which values the entropy of each token's distribution lies, in nats at the sampling temperature, where only its most
 * probable tokens are known: the lower bound heaps what is left over on as few tokens as the least probable known one allows, the
 * upper bound spreads it over all the others.
 *
 * @param lower one for each token; NaN where nothing is known
 * @param upper one for each token, at least {@code lower}
 */
public record EntropyBounds(double[] lower, double[] upper) {
    /**
     * Bounds from the log-probabilities at temperature 1 of the most probable tokens.
     *
     * @param top of each token
     * @param asked how many were asked for; where there are fewer, those that are missing may be as probable as the first
     * @param vocabulary number of tokens, or more
     * @param temperature of the sampling; at 0 the distributions at 1 are meant
     */
    static EntropyBounds of(List<List<Double>> top, int asked, long vocabulary, double temperature) {
        double[] lower = Response.unknown(top.size());
        double[] upper = Response.unknown(top.size());
        for (int t = 0; t < lower.length; t++) {
            double[] p = top.get(t).stream().mapToDouble(Math::exp).sorted().toArray();
            if (p.length > 0) {
                double[] both = of(p, p.length < asked, vocabulary, temperature == 0 ? 1 : 1 / temperature);
                lower[t] = both[0];
                upper[t] = both[1];
            }
        }
        return new EntropyBounds(lower, upper);
    }

    /**
     * With p the known probabilities in ascending order and a = 1/T, tokens have the weights p^a, and those that are not known a
     * weight S together that lies between that of an even spread and that of a heap. With μ their share of all weight, h(μ) the
     * entropy of that share and A the entropy among the known ones, the whole is h(μ) + (1 − μ)·A + μ·B; B, the entropy among the
     * others, lies between log(S / largest weight) and log(their number).
     */
    private static double[] of(double[] p, boolean someMissing, long vocabulary, double a) {
        double known = 0;
        double entropy = 0;
        double sum = 0;
        for (double x : p) {
            sum += x;
            known += Math.pow(x, a);
        }
        for (double x : p) {
            double share = Math.pow(x, a) / known;
            entropy -= share == 0 ? 0 : share * Math.log(share);
        }
        double left = Math.max(0, 1 - sum);
        double most = Math.min(someMissing ? p[p.length - 1] : p[0], left);
        double others = Math.max(1, vocabulary - p.length);
        if (left < 1e-9 || most <= 0) {
            return new double[] {entropy, entropy};
        }
        double even = others * Math.pow(left / others, a);
        double heap = left * Math.pow(most, a - 1);
        double[] shares = {
            Math.min(even, heap) / (Math.min(even, heap) + known), Math.max(even, heap) / (Math.max(even, heap) + known)
        };
        double largest = Math.pow(most, a);
        // The lower bound is concave as long as one token may hold all that is left, and rises behind that.
        double bend = Math.max(shares[0], Math.min(shares[1], largest / (largest + known)));
        double low = Double.POSITIVE_INFINITY;
        for (double mu : new double[] {shares[0], bend, shares[1]}) {
            double among = Math.max(0, Math.log(mu / (1 - mu) * known / largest));
            low = Math.min(low, mixed(mu, entropy, among));
        }
        // The upper bound is concave and highest where both parts weigh as much as their numbers of tokens say.
        double best = 1 / (1 + Math.exp(entropy - Math.log(others)));
        return new double[] {low, mixed(Math.max(shares[0], Math.min(shares[1], best)), entropy, Math.log(others))};
    }

    private static double mixed(double mu, double known, double others) {
        double h = mu <= 0 || mu >= 1 ? 0 : -mu * Math.log(mu) - (1 - mu) * Math.log(1 - mu);
        return h + (1 - mu) * known + mu * others;
    }

    /** Bounds of the mean over some tokens, such as a response's thinking: lower, upper; 0 and 0 for none. */
    public double[] mean(Response.Span span) {
        return new double[] {mean(lower, span), mean(upper, span)};
    }

    private static double mean(double[] values, Response.Span span) {
        return Arrays.stream(values, span.start(), span.end()).average().orElse(0);
    }
}
