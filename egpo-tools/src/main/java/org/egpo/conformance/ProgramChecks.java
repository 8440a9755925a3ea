package org.egpo.conformance;

import static org.egpo.conformance.CaseFields.doubles;
import static org.egpo.conformance.CaseFields.flat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.egpo.call.ValueJson;
import org.egpo.policy.OptimizerSettings;
import org.egpo.policy.TrainingFormulas;
import org.egpo.policy.TrainingFormulas.TokenDistribution;

/** What the model's program does with logits and gradients: distributions, filters, steps of AdamW. */
final class ProgramChecks {
    private static final Tolerance DISTRIBUTION = Tolerance.of(1e-8);
    private static final Tolerance FILTER = Tolerance.of(1e-12);
    private static final Tolerance STEP = Tolerance.of(1e-10);
    private static final Tolerance STEP_FLOAT = new Tolerance(2e-6, 1e-4);
    private static final List<String> WEIGHTS = List.of("w1", "b1", "w2", "b2");

    private ProgramChecks() {}

    /** {@code distributions}: log-probabilities and entropies of logits, with their gradients. */
    static void distributions(NumberCase v) {
        if (!v.vector().path("input").has("labels")) {
            excluded(v);
            return;
        }
        for (Map.Entry<String, JsonNode> e : v.expected().properties()) {
            double temperature = Double.parseDouble(e.getKey().replace("temperature=", ""));
            for (int i = 0; i < v.input("labels").size(); i++) {
                for (int t = 0; t < v.input("labels").get(i).size(); t++) {
                    token(v, e.getValue(), i, t, temperature);
                }
            }
        }
    }

    private static void token(NumberCase v, JsonNode want, int i, int t, double temperature) {
        double[] logits = doubles(v.input("logits").get(i).get(t));
        int label = v.input("labels").get(i).get(t).asInt();
        TokenDistribution got = v.verdicts().formulas().distribution(logits, label, temperature);
        Tolerance rounded = rounding(logits, temperature);
        Map<String, Object> values = Map.of(
                "entropy", got.entropy(),
                "entropy_stable", got.entropy(),
                "entropy_f32", got.entropy(),
                "log_prob", got.logProbability(),
                "log_prob_f32", got.logProbability(),
                "grad_entropy_sum", got.entropyGradient(),
                "grad_log_prob_sum", got.logProbabilityGradient());
        values.forEach((field, value) -> {
            if (want.has(field)) {
                Tolerance tolerance = field.endsWith("f32") ? rounded : DISTRIBUTION;
                String at = "at " + temperature + " [" + i + "][" + t + "] " + field;
                v.check(at, tolerance, want.path(field).path(i).path(t), value);
            }
        });
    }

    /** 32-bit references are off by a unit in the last place of the largest logit, and more where all lie far from 0. */
    private static Tolerance rounding(double[] logits, double temperature) {
        double largest = DoubleStream.of(logits).map(Math::abs).max().orElse(0);
        return new Tolerance(Math.ulp((float) (largest / temperature)) + (largest > 5e3 ? 3e-3 : 1e-5), 0);
    }

    /** Logits of −∞: a token of probability 0 adds nothing to the entropy. */
    private static void excluded(NumberCase v) {
        TrainingFormulas formulas = v.verdicts().formulas();
        for (int i = 0; i < v.input("logits").size(); i++) {
            double[] logits = doubles(v.input("logits").get(i));
            double entropy = formulas.distribution(logits, 0, 1).entropy();
            JsonNode want = v.expected().path("entropy_with_0_log_0_equal_0");
            v.check("entropy " + i, DISTRIBUTION, want.path(i), entropy);
            JsonNode probabilities = v.expected().path("probs").path(i);
            v.check("probabilities " + i, DISTRIBUTION, probabilities, formulas.sampling(logits, 1, 0, 1));
        }
    }

    /** {@code sampling_filters}: temperature, top-k and top-p. */
    static void filters(NumberCase v) {
        double[] logits = doubles(v.input("logits"));
        int most = v.param("top_k").asInt();
        TrainingFormulas formulas = v.verdicts().formulas();
        double[] got = formulas.sampling(logits, v.number("temperature"), most, v.number("top_p"));
        int[] kept = IntStream.range(0, got.length).filter(i -> got[i] > 0).toArray();
        v.check("kept_tokens", new Tolerance(0, 0), kept);
        v.check("probs", FILTER, got);
    }

    /** {@code adamw}: twenty steps along given gradients. Training decays every weight, so undecayed biases are left out. */
    static void adamW(NumberCase v) {
        List<String> names = v.param("no_decay_bias").asBoolean() ? List.of("w1", "w2") : WEIGHTS;
        TrainingFormulas.Steps steps = v.verdicts().formulas().steps(optimizer(v), arrays(v.input("initial_params")));
        for (int i = 0; i < v.param("steps").asInt(); i++) {
            JsonNode want = v.expected().path("f64").path(i);
            JsonNode rounded = v.expected().path("f32").path(i).path("params");
            double rate = v.param("lr_per_step").path(i).asDouble(v.number("lr"));
            double norm = steps.step(arrays(want.path("grad_before_clip")), rate);
            v.check("step " + i + " norm", STEP, want.path("grad_norm"), norm);
            double[][] got = steps.parameters();
            for (String name : names) {
                double[] values = got[WEIGHTS.indexOf(name)];
                String at = "step " + i + " " + name;
                v.check(at, STEP, row(want.path("params").path(name)), values);
                v.check(at + " 32-bit", STEP_FLOAT, row(rounded.path(name)), values);
            }
        }
    }

    static OptimizerSettings optimizer(NumberCase v) {
        return new OptimizerSettings(
                v.param("betas").path(0).asDouble(),
                v.param("betas").path(1).asDouble(),
                v.number("eps"),
                v.number("weight_decay"),
                v.number("max_grad_norm"));
    }

    private static double[][] arrays(JsonNode byName) {
        return WEIGHTS.stream().map(n -> flat(byName.path(n))).toArray(double[][]::new);
    }

    private static JsonNode row(JsonNode rows) {
        return ValueJson.MAPPER.valueToTree(flat(rows));
    }
}
