package org.egpo.conformance;

import static org.egpo.conformance.CaseFields.flat;
import static org.egpo.conformance.CaseFields.masks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.egpo.policy.LossParts;
import org.egpo.policy.LossSettings;
import org.egpo.policy.TrainingFormulas;
import org.egpo.policy.TrainingFormulas.TokenLosses;
import org.egpo.train.Aggregation;
import org.jspecify.annotations.Nullable;

/** The loss that training minimises, token by token and averaged: surrogate, divergence, weights. */
final class LossChecks {
    private static final Tolerance EXACT = Tolerance.of(1e-9);
    /** The published code adds 10⁻⁸ to the number of tokens. */
    private static final Tolerance MEAN = Tolerance.of(1e-7);

    private static final Tolerance DIVERGENCE = Tolerance.of(1e-10);
    private static final Tolerance FLOAT = Tolerance.of(2e-5);
    private static final Tolerance DIVERGENCE_FLOAT = new Tolerance(1e-6, 1e-4);
    private static final Map<String, Integer> ESTIMATORS =
            Map.of("kl", 1, "k1", 1, "mse", 2, "k2", 2, "low_var_kl", 3, "k3", 3);

    private final NumberCase vector;
    private final TrainingFormulas formulas;
    private final boolean[][] masks;

    private LossChecks(NumberCase vector) {
        this.vector = vector;
        this.formulas = vector.verdicts().formulas();
        this.masks = masks(vector.input("response_mask"));
    }

    /** The way that verl calls so, such as {@code seq-mean-token-sum}. */
    static Aggregation aggregation(String verlName) {
        return Aggregation.valueOf(
                verlName.replace("seq-", "sequence-").replace('-', '_').toUpperCase(Locale.ROOT));
    }

    /** The kind of estimator that training has under verl's name; 0 for none. */
    static int estimator(String verlName) {
        return ESTIMATORS.getOrDefault(verlName, 0);
    }

    /** {@code policy_loss}. */
    static void policy(NumberCase v) {
        LossChecks c = new LossChecks(v);
        JsonNode info = v.param("global_batch_info");
        // Sizes of a batch that is spread over processes: training has one process, which sees the whole batch.
        boolean spread = info.has("dp_size");
        double length = info.path("loss_scale_factor").asDouble(c.masks[0].length);
        double[] importance = v.input("rollout_is_weights").isArray() ? flat(v.input("rollout_is_weights")) : null;
        TokenLosses plain = c.losses(flat(CaseFields.spread(ones(c.masks.length), c.masks)));
        JsonNode metrics = v.expected().path("metrics");
        LossParts means = plain.parts();
        v.check("ppo_kl", MEAN, metrics.path("ppo_kl"), means.approximateKl());
        v.check("pg_clipfrac", MEAN, metrics.path("pg_clipfrac"), means.clipFraction());
        v.check("pg_clipfrac_lower", MEAN, metrics.path("pg_clipfrac_lower"), means.clipFractionNegative());
        v.check("token_loss", EXACT, c.rows(times(plain.losses(), importance)));
        if (spread) {
            return;
        }
        for (Map.Entry<String, JsonNode> mode : v.expected("by_mode")) {
            String name = mode.getKey();
            JsonNode want = mode.getValue();
            TokenLosses got = c.losses(times(flat(aggregation(name).weights(c.masks, length)), importance));
            double loss = got.parts().loss();
            v.check(name + " loss", MEAN, want.path("loss"), loss);
            v.check(name + " 32-bit loss", FLOAT, want.path("loss_f32"), loss);
            v.check(name + " gradient", MEAN, want.path("grad_log_prob"), c.rows(got.gradients()));
        }
    }

    private TokenLosses losses(double[] weights) {
        double low = vector.number("clip_ratio_low");
        double high = vector.number("clip_ratio_high");
        return formulas.losses(
                new LossSettings(true, 1, low, high, vector.number("clip_ratio_c"), 3, 0, 0),
                flat(vector.input("log_prob")),
                weights,
                flat(vector.input("advantages")),
                flat(vector.input("old_log_prob")),
                null);
    }

    /** {@code kl_penalty}: the divergence as the only term of the loss. */
    static void divergence(NumberCase v) {
        LossChecks c = new LossChecks(v);
        double[] every = ones(c.masks.length * (c.masks.length == 0 ? 0 : c.masks[0].length));
        for (Map.Entry<String, JsonNode> e : v.expected("estimators")) {
            int kind = estimator(e.getKey());
            if (kind > 0) {
                TokenLosses got = c.divergence(kind, every);
                JsonNode want = e.getValue();
                String name = e.getKey();
                v.check(name, DIVERGENCE, want.path("value"), c.rows(got.losses()));
                v.check(name + " 32-bit", DIVERGENCE_FLOAT, want.path("value_f32"), c.rows(got.losses()));
                v.check(name + " gradient", DIVERGENCE, want.path("grad_log_prob"), c.rows(got.gradients()));
            }
        }
        for (Map.Entry<String, JsonNode> mode : v.expected("k3_aggregated")) {
            double[] weights = flat(aggregation(mode.getKey()).weights(c.masks, c.masks[0].length));
            LossParts parts = c.divergence(3, weights).parts();
            v.check("k3, " + mode.getKey(), MEAN, mode.getValue(), parts.kl());
        }
    }

    private TokenLosses divergence(int kind, double[] weights) {
        return formulas.losses(
                new LossSettings(true, 1, 0.2, 0.28, 3, kind, 1, 0),
                flat(vector.input("log_prob")),
                weights,
                null,
                flat(vector.input("log_prob")),
                flat(vector.input("ref_log_prob")));
    }

    /** {@code aggregation}, whose fields are such as {@code seq-mean-token-sum-norm/loss_scale_factor=10}. */
    static void aggregation(NumberCase v) {
        double[] losses = flat(v.input("loss_mat"));
        boolean[][] masks = masks(v.input("loss_mask"));
        for (Map.Entry<String, JsonNode> field : v.expected().properties()) {
            String[] parts = field.getKey().split("/loss_scale_factor=");
            boolean norm = parts.length == 2;
            if (!field.getKey().contains("masked") && (norm || !field.getKey().contains("/"))) {
                double length = norm ? Double.parseDouble(parts[1]) : masks[0].length;
                double[] weights = flat(aggregation(parts[0]).weights(masks, length));
                double sum = DoubleStream.of(times(losses, weights)).sum();
                v.check(field.getKey(), MEAN, field.getValue(), sum);
            }
        }
    }

    private static double[] ones(int length) {
        double[] all = new double[length];
        Arrays.fill(all, 1);
        return all;
    }

    private double[][] rows(double[] flat) {
        double[][] all = new double[masks.length][];
        for (int i = 0, from = 0; i < all.length; from += masks[i].length, i++) {
            all[i] = Arrays.copyOfRange(flat, from, from + masks[i].length);
        }
        return all;
    }

    private static double[] times(double[] a, double @Nullable [] b) {
        return b == null
                ? a
                : IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).toArray();
    }
}
