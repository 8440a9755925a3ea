package org.egpo.conformance;

import static org.egpo.conformance.CaseFields.doubles;
import static org.egpo.conformance.CaseFields.floats;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.egpo.policy.CausalLm;
import org.egpo.policy.Learner;
import org.egpo.policy.LearningBatch;
import org.egpo.policy.LossParts;
import org.egpo.policy.LossSettings;
import org.egpo.policy.TokenBatch;

/** Three whole optimisation steps against double-precision references: losses, gradients, weights ({@code egpo_step}). */
final class EgpoStepCheck {
    private static final Tolerance LOSS = new Tolerance(2e-5, 1e-4);
    private static final Tolerance NORM = new Tolerance(1e-6, 2e-3);
    private static final Tolerance GRADIENT = new Tolerance(1e-5, 2e-3);
    private static final Tolerance WEIGHT = new Tolerance(3e-6, 0);
    private static final Tolerance LOG_PROBABILITY = new Tolerance(5e-3, 0);

    private final NumberCase vector;
    private final JsonNode expected;
    private final boolean[][] masks;

    private EgpoStepCheck(NumberCase vector) {
        this.vector = vector;
        this.expected = vector.expected().path("f64");
        this.masks = CaseFields.masks(vector.input("response_mask"));
    }

    /** The case's model lies among the language-model vectors: beside this folder, in it, or where the user says. */
    static void check(NumberCase vector) {
        String name = vector.vector().path("model").asText();
        Path folder = vector.verdicts().vectors();
        run(
                vector,
                Stream.of(folder.resolveSibling("lm"), folder.resolve("lm"), Path.of("..", "shared", "vectors", "lm"))
                        .map(f -> f.resolve(name))
                        .filter(Files::isDirectory)
                        .findFirst()
                        .orElseGet(() -> vector.verdicts().data("lm").resolve(name)));
    }

    /** @param model the folder of the case's model */
    static void run(NumberCase vector, Path model) {
        new EgpoStepCheck(vector).steps(model);
    }

    private void steps(Path model) {
        LearningBatch batch = batch();
        try (CausalLm lm = CausalLm.load(model);
                Learner learner = new Learner(lm, ProgramChecks.optimizer(vector))) {
            for (int step = 0; step < 3; step++) {
                JsonNode want = expected.path("steps").get(step);
                String name = "step " + (step + 1) + " ";
                parts(want, half(learner, batch, 0).plus(half(learner, batch, 1)), name);
                if (step == 0) {
                    gradients(learner);
                }
                vector.check(name + "grad_norm", NORM, want.path("grad_norm"), learner.step(vector.number("lr")));
                if (step != 1) {
                    weights(lm, expected.path("parameters").path("after_step_" + (step + 1)), name);
                }
            }
            logProbabilities(lm, batch);
        }
    }

    private LossSettings loss() {
        return new LossSettings(
                true,
                vector.number("temperature"),
                vector.number("clip_low"),
                vector.number("clip_high"),
                vector.number("clip_c"),
                LossChecks.estimator(vector.param("kl_estimator").asText("low_var_kl")),
                vector.number("kl_coef"),
                vector.number("entropy_coeff"));
    }

    private LearningBatch batch() {
        long[][] ids = IntStream.range(0, masks.length)
                .mapToObj(i -> CaseFields.longs(vector.input("input_ids").get(i)))
                .toArray(long[][]::new);
        float[][] advantages = new float[masks.length][masks[0].length];
        double[] perSequence = AdvantageChecks.ofStep(vector);
        for (int i = 0; i < advantages.length; i++) {
            Arrays.fill(advantages[i], (float) perSequence[i]);
        }
        return new LearningBatch(
                null,
                new TokenBatch(ids, CaseFields.masks(vector.input("attention_mask"))),
                vector.param("prompt_length").asInt(),
                floats(LossChecks.aggregation(vector.param("loss_agg_mode").asText())
                        .weights(masks, masks[0].length)),
                advantages,
                floats(vector.matrix("old_log_probs")),
                floats(vector.matrix("ref_log_probs")));
    }

    /** Half of the rows at a time: gradients of micro-batches add up to that of the batch. */
    private LossParts half(Learner learner, LearningBatch b, int which) {
        int from = which * masks.length / 2;
        int to = (which + 1) * masks.length / 2;
        return learner.accumulate(
                new LearningBatch(
                        null,
                        new TokenBatch(
                                Arrays.copyOfRange(b.tokens().ids(), from, to),
                                Arrays.copyOfRange(b.tokens().valid(), from, to)),
                        b.start(),
                        Arrays.copyOfRange(b.weights(), from, to),
                        Arrays.copyOfRange(b.advantages(), from, to),
                        Arrays.copyOfRange(b.oldLogProbabilities(), from, to),
                        Arrays.copyOfRange(b.referenceLogProbabilities(), from, to)),
                loss());
    }

    private void parts(JsonNode want, LossParts parts, String name) {
        Map<String, Double> all = Map.of(
                "loss", parts.loss(),
                "pg_loss", parts.policyLoss(),
                "kl_loss", parts.kl(),
                "entropy", parts.entropy(),
                "pg_clipfrac", parts.clipFraction(),
                "pg_clipfrac_lower", parts.clipFractionNegative(),
                "ppo_kl", parts.approximateKl());
        all.forEach((field, value) -> vector.check(name + field, LOSS, want.path(field), value));
    }

    private void gradients(Learner learner) {
        for (Map.Entry<String, JsonNode> e : expected.path("gradients_step_1").properties()) {
            float[] got = learner.gradient(e.getKey());
            JsonNode want = e.getValue();
            double squares = IntStream.range(0, got.length)
                    .mapToDouble(i -> (double) got[i] * got[i])
                    .sum();
            vector.check("gradient norm of " + e.getKey(), NORM, want.path("l2_norm"), Math.sqrt(squares));
            vector.check("gradient of " + e.getKey(), GRADIENT, want.path("values"), samples(e.getKey(), got));
        }
    }

    private void weights(CausalLm lm, JsonNode want, String name) {
        for (Map.Entry<String, JsonNode> e : want.properties()) {
            double[] got = samples(e.getKey(), lm.weight(e.getKey()));
            vector.check(name + e.getKey(), WEIGHT, e.getValue().path("values"), got);
        }
    }

    private double[] samples(String tensor, float[] all) {
        JsonNode indices = vector.expected().path("sample_indices").path(tensor);
        return Arrays.stream(doubles(indices)).map(i -> all[(int) i]).toArray();
    }

    private void logProbabilities(CausalLm lm, LearningBatch batch) {
        float[][] got = lm.score(batch.tokens(), batch.start(), vector.number("temperature"))
                .temperedLogProbabilities();
        for (int i = 0; i < got.length; i++) {
            for (int t = 0; t < got[i].length; t++) {
                got[i][t] = masks[i][t] ? got[i][t] : 0;
            }
        }
        vector.check("final_log_probs", LOG_PROBABILITY, expected.path("final_log_probs"), got);
    }
}
