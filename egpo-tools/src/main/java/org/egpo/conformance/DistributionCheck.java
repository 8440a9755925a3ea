package org.egpo.conformance;

import static org.egpo.conformance.CaseNumbers.doubles;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.egpo.train.TokenDistribution;

/** Log-probabilities and entropies of logits, with gradients ({@code distributions}). */
final class DistributionCheck {
    private static final Tolerance EXACT = Tolerance.of(1e-8);
    private static final double FLOAT = 1e-5;
    /** The formula of the 32-bit references loses digits where all logits lie far from 0. */
    private static final double FAR_FLOAT = 3e-3;

    private static final double FAR = 5e3;

    private DistributionCheck() {}

    static void check(JsonNode vector, Verdicts verdicts) {
        if (vector.path("input").has("labels")) {
            Iterator<Map.Entry<String, JsonNode>> all = vector.path("expected").fields();
            while (all.hasNext()) {
                Map.Entry<String, JsonNode> e = all.next();
                double temperature = Double.parseDouble(e.getKey().replace("temperature=", ""));
                String name = vector.path("name").asText() + " at " + temperature + ": ";
                atTemperature(vector.path("input"), temperature, e.getValue(), name, verdicts);
            }
        } else {
            excluded(vector, verdicts);
        }
    }

    private static void atTemperature(
            JsonNode input, double temperature, JsonNode want, String name, Verdicts verdicts) {
        for (int i = 0; i < input.path("labels").size(); i++) {
            for (int t = 0; t < input.path("labels").get(i).size(); t++) {
                double[] logits = doubles(input.path("logits").get(i).get(t));
                int label = input.path("labels").get(i).get(t).asInt();
                TokenDistribution d = TokenDistribution.of(logits, temperature);
                String at = name + "[" + i + "][" + t + "] ";
                Tolerance rounded = rounding(logits, temperature);
                verdicts.add(at + "entropy", EXACT.number(at(want, "entropy", i, t), d.entropy()));
                verdicts.add(at + "stable entropy", EXACT.number(at(want, "entropy_stable", i, t), d.entropy()));
                verdicts.add(at + "32-bit entropy", rounded.number(at(want, "entropy_f32", i, t), d.entropy()));
                double p = d.logProbability(label);
                verdicts.add(at + "log-probability", EXACT.number(at(want, "log_prob", i, t), p));
                verdicts.add(at + "32-bit log-probability", rounded.number(at(want, "log_prob_f32", i, t), p));
                if (want.has("grad_entropy_sum")) {
                    verdicts.add(
                            at + "entropy gradient",
                            EXACT.row(at(want, "grad_entropy_sum", i, t), d.entropyGradient()));
                    verdicts.add(
                            at + "log-probability gradient",
                            EXACT.row(at(want, "grad_log_prob_sum", i, t), d.logProbabilityGradient(label)));
                }
            }
        }
    }

    /** 32-bit references are off by a unit in the last place of the largest logit, too. */
    private static Tolerance rounding(double[] logits, double temperature) {
        double largest = Arrays.stream(logits).map(Math::abs).max().orElse(0);
        double rounding = Math.ulp((float) (largest / temperature));
        return new Tolerance(rounding + (largest > FAR ? FAR_FLOAT : FLOAT), 0);
    }

    private static JsonNode at(JsonNode want, String field, int i, int t) {
        return want.path(field).path(i).path(t);
    }

    /** Logits of −∞: a token of probability 0 adds nothing to the entropy. */
    private static void excluded(JsonNode vector, Verdicts verdicts) {
        JsonNode want = vector.path("expected");
        for (int i = 0; i < vector.path("input").path("logits").size(); i++) {
            TokenDistribution d = TokenDistribution.of(
                    doubles(vector.path("input").path("logits").get(i)), 1);
            String name = vector.path("name").asText() + " [" + i + "] ";
            JsonNode entropy = want.path("entropy_with_0_log_0_equal_0").path(i);
            verdicts.add(name + "entropy", new Tolerance(1e-8, 0).number(entropy, d.entropy()));
            verdicts.add(name + "probabilities", EXACT.row(want.path("probs").path(i), d.probabilities()));
        }
    }
}
