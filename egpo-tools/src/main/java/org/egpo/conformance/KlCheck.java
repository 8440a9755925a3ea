package org.egpo.conformance;

import static org.egpo.conformance.CaseNumbers.masks;
import static org.egpo.conformance.CaseNumbers.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.egpo.train.BatchSizes;
import org.egpo.train.KlEstimator;
import org.egpo.train.TokenDistribution;

/** Divergence from the reference, estimated from samples and exact ({@code kl_penalty}). */
final class KlCheck {
    private static final Tolerance EXACT = Tolerance.of(1e-10);
    private static final Tolerance MEAN = Tolerance.of(1e-9);
    private static final Tolerance FLOAT = new Tolerance(1e-6, 1e-4);

    private KlCheck() {}

    static void check(JsonNode vector, Verdicts verdicts) {
        if (vector.path("input").has("logits")) {
            exact(vector, verdicts);
        } else {
            estimated(vector, verdicts);
        }
    }

    private static void estimated(JsonNode vector, Verdicts verdicts) {
        JsonNode input = vector.path("input");
        double[][] x = difference(matrix(input.path("log_prob")), matrix(input.path("ref_log_prob")));
        Iterator<Map.Entry<String, JsonNode>> all =
                vector.path("expected").path("estimators").fields();
        String name = vector.path("name").asText() + ": ";
        while (all.hasNext()) {
            Map.Entry<String, JsonNode> e = all.next();
            boolean straightThrough = e.getKey().endsWith("+");
            KlEstimator estimator = estimator(e.getKey().replace("+", ""));
            double[][] values = map(x, estimator::value);
            double[][] gradients = map(x, straightThrough ? KlEstimator::straightThroughGradient : estimator::gradient);
            JsonNode want = e.getValue();
            verdicts.add(name + e.getKey(), EXACT.matrix(want.path("value"), values));
            verdicts.add(name + e.getKey() + " 32-bit", FLOAT.matrix(want.path("value_f32"), values));
            verdicts.add(name + e.getKey() + " gradient", EXACT.matrix(want.path("grad_log_prob"), gradients));
        }
        boolean[][] masks = masks(input.path("response_mask"));
        double[][] k3 = map(x, KlEstimator.K3::value);
        Iterator<Map.Entry<String, JsonNode>> modes =
                vector.path("expected").path("k3_aggregated").fields();
        while (modes.hasNext()) {
            Map.Entry<String, JsonNode> mode = modes.next();
            double got = AggregationCheck.aggregation(mode.getKey()).of(k3, masks, BatchSizes.ofRows());
            verdicts.add(name + "k3, " + mode.getKey(), MEAN.number(mode.getValue(), got));
        }
    }

    private static KlEstimator estimator(String verlName) {
        return switch (verlName) {
            case "kl", "k1" -> KlEstimator.K1;
            case "abs" -> KlEstimator.ABSOLUTE;
            case "mse", "k2" -> KlEstimator.K2;
            case "low_var_kl", "k3" -> KlEstimator.K3;
            default -> throw new IllegalArgumentException("an estimator this check does not know: " + verlName);
        };
    }

    private static void exact(JsonNode vector, Verdicts verdicts) {
        double[][] logits = matrix(vector.path("input").path("logits"));
        double[][] reference = matrix(vector.path("input").path("ref_logits"));
        double[] forward = new double[logits.length];
        double[] backward = new double[logits.length];
        double[][] gradients = new double[logits.length][];
        for (int i = 0; i < logits.length; i++) {
            TokenDistribution policy = TokenDistribution.of(logits[i], 1);
            TokenDistribution other = TokenDistribution.of(reference[i], 1);
            forward[i] = policy.divergenceFrom(other);
            backward[i] = other.divergenceFrom(policy);
            gradients[i] = policy.divergenceGradient(other);
        }
        String name = vector.path("name").asText() + ": ";
        JsonNode want = vector.path("expected");
        verdicts.add(name + "policy from reference", EXACT.row(want.path("kl_policy_ref"), forward));
        verdicts.add(name + "reference from policy", EXACT.row(want.path("kl_ref_policy"), backward));
        verdicts.add(name + "gradient", EXACT.matrix(want.path("grad_logits_of_sum_kl_policy_ref"), gradients));
    }

    private static double[][] difference(double[][] a, double[][] b) {
        double[][] all = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            all[i] = new double[a[i].length];
            for (int t = 0; t < a[i].length; t++) {
                all[i][t] = a[i][t] - b[i][t];
            }
        }
        return all;
    }

    private static double[][] map(double[][] x, DoubleUnaryOperator f) {
        double[][] all = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            all[i] = java.util.Arrays.stream(x[i]).map(f).toArray();
        }
        return all;
    }
}
