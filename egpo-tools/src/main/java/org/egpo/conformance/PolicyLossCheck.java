package org.egpo.conformance;

import static org.egpo.conformance.CaseNumbers.masks;
import static org.egpo.conformance.CaseNumbers.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.egpo.advantage.MaskedStatistics;
import org.egpo.train.Aggregation;
import org.egpo.train.BatchSizes;
import org.egpo.train.PolicyLoss;
import org.egpo.train.PolicyLoss.Token;

/** The clipped surrogate with its gradients under every way of averaging ({@code policy_loss}). */
final class PolicyLossCheck {
    private static final Tolerance EXACT = Tolerance.of(1e-9);
    private static final Tolerance FLOAT = Tolerance.of(2e-5);

    private PolicyLossCheck() {}

    static void check(JsonNode vector, Verdicts verdicts) {
        JsonNode input = vector.path("input");
        JsonNode p = vector.path("params");
        boolean[][] masks = masks(input.path("response_mask"));
        Token[][] tokens = new PolicyLoss(
                        p.path("clip_ratio_low").asDouble(),
                        p.path("clip_ratio_high").asDouble(),
                        p.path("clip_ratio_c").asDouble())
                .tokens(
                        matrix(input.path("log_prob")),
                        matrix(input.path("old_log_prob")),
                        matrix(input.path("advantages")));
        JsonNode rolloutWeights = input.path("rollout_is_weights");
        double[][] importance = rolloutWeights.isArray() ? matrix(rolloutWeights) : null;
        JsonNode expected = vector.path("expected");
        String name = vector.path("name").asText() + ": ";
        JsonNode metrics = expected.path("metrics");
        verdicts.add(name + "ppo_kl", EXACT.number(metrics.path("ppo_kl"), mean(tokens, masks, t -> -t.logRatio())));
        verdicts.add(
                name + "pg_clipfrac",
                EXACT.number(metrics.path("pg_clipfrac"), mean(tokens, masks, t -> t.clipped() ? 1 : 0)));
        verdicts.add(
                name + "pg_clipfrac_lower",
                EXACT.number(metrics.path("pg_clipfrac_lower"), mean(tokens, masks, t -> t.bounded() ? 1 : 0)));
        double[][] losses = times(values(tokens, Token::loss), importance);
        double[][] gradients = times(values(tokens, Token::gradient), importance);
        verdicts.add(name + "token_loss", EXACT.matrix(expected.path("token_loss"), losses));
        BatchSizes sizes = AggregationCheck.sizes(p.path("global_batch_info"));
        Iterator<Map.Entry<String, JsonNode>> modes = expected.path("by_mode").fields();
        while (modes.hasNext()) {
            Map.Entry<String, JsonNode> mode = modes.next();
            Aggregation aggregation = AggregationCheck.aggregation(mode.getKey());
            JsonNode want = mode.getValue();
            double loss = aggregation.of(losses, masks, sizes);
            verdicts.add(name + mode.getKey() + " loss", EXACT.number(want.path("loss"), loss));
            verdicts.add(name + mode.getKey() + " 32-bit loss", FLOAT.number(want.path("loss_f32"), loss));
            verdicts.add(
                    name + mode.getKey() + " gradient",
                    EXACT.matrix(want.path("grad_log_prob"), weighted(gradients, aggregation.weights(masks, sizes))));
        }
    }

    private static double mean(Token[][] tokens, boolean[][] masks, ToDoubleFunction<Token> value) {
        return MaskedStatistics.of(values(tokens, value), masks).mean();
    }

    private static double[][] values(Token[][] tokens, ToDoubleFunction<Token> value) {
        double[][] all = new double[tokens.length][];
        for (int i = 0; i < all.length; i++) {
            all[i] = java.util.Arrays.stream(tokens[i]).mapToDouble(value).toArray();
        }
        return all;
    }

    private static double[][] times(double[][] a, double[][] b) {
        return b == null ? a : weighted(a, b);
    }

    /** A weight of 0 leaves 0, whatever stands at the token. */
    private static double[][] weighted(double[][] a, double[][] weights) {
        double[][] all = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            all[i] = new double[a[i].length];
            for (int t = 0; t < a[i].length; t++) {
                all[i][t] = weights[i][t] == 0 ? 0 : a[i][t] * weights[i][t];
            }
        }
        return all;
    }
}
