package org.egpo.conformance;

import static org.egpo.conformance.CaseNumbers.doubles;
import static org.egpo.conformance.CaseNumbers.floats;
import static org.egpo.conformance.CaseNumbers.longs;
import static org.egpo.conformance.CaseNumbers.mask;
import static org.egpo.conformance.CaseNumbers.masks;
import static org.egpo.conformance.CaseNumbers.widened;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.egpo.policy.CausalLm;
import org.egpo.policy.Learner;
import org.egpo.policy.LearningBatch;
import org.egpo.policy.LossParts;
import org.egpo.policy.LossSettings;
import org.egpo.policy.OptimizerSettings;
import org.egpo.policy.TokenBatch;

/** Three whole optimisation steps against double-precision references: losses, gradients, weights ({@code egpo_step}). */
final class EgpoStepCheck {
    private static final Tolerance LOSS = new Tolerance(2e-5, 1e-4);
    private static final Tolerance NORM = new Tolerance(1e-6, 2e-3);
    private static final Tolerance GRADIENT = new Tolerance(1e-5, 2e-3);
    private static final Tolerance WEIGHT = new Tolerance(3e-6, 0);
    private static final Tolerance LOG_PROBABILITY = new Tolerance(5e-3, 0);

    private final JsonNode vector;
    private final JsonNode expected;
    private final Verdicts verdicts;

    private EgpoStepCheck(JsonNode vector, Verdicts verdicts) {
        this.vector = vector;
        this.expected = vector.path("expected").path("f64");
        this.verdicts = verdicts;
    }

    static void check(JsonNode vector, Path file, Verdicts verdicts) {
        run(vector, model(vector.path("model").asText(), file, verdicts), verdicts);
    }

    /** @param model the folder of the case's model */
    static void run(JsonNode vector, Path model, Verdicts verdicts) {
        new StepAdvantages(vector, verdicts).check();
        new EgpoStepCheck(vector, verdicts).steps(model);
    }

    /** A model lies among the language-model vectors: beside this folder, in the shared one, or where the user says. */
    private static Path model(String name, Path file, Verdicts verdicts) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        return Stream.of(folder.resolveSibling("lm"), Path.of("..", "shared", "vectors", "lm"))
                .map(f -> f.resolve(name))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseGet(() -> verdicts.data("lm").resolve(name));
    }

    private void steps(Path model) {
        LossSettings loss = loss(vector.path("params"));
        LearningBatch batch = batch();
        try (CausalLm lm = CausalLm.load(model);
                Learner learner = new Learner(lm, optimizer(vector.path("params")))) {
            for (int step = 0; step < 3; step++) {
                LossParts parts = half(learner, batch, loss, 0).plus(half(learner, batch, loss, 1));
                String name = "step " + (step + 1) + " ";
                parts(expected.path("steps").get(step), parts, name);
                if (step == 0) {
                    gradients(learner);
                }
                double norm = learner.step(vector.path("params").path("lr").asDouble());
                add(
                        name + "gradient norm",
                        NORM.number(expected.path("steps").get(step).path("grad_norm"), norm));
                if (step != 1) {
                    weights(lm, "after_step_" + (step + 1));
                }
            }
            logProbabilities(lm, batch);
        }
    }

    private static OptimizerSettings optimizer(JsonNode p) {
        return new OptimizerSettings(
                p.path("betas").path(0).asDouble(),
                p.path("betas").path(1).asDouble(),
                p.path("eps").asDouble(),
                p.path("weight_decay").asDouble(),
                p.path("max_grad_norm").asDouble(0));
    }

    private static LossSettings loss(JsonNode p) {
        return new LossSettings(
                true,
                p.path("temperature").asDouble(),
                p.path("clip_low").asDouble(),
                p.path("clip_high").asDouble(),
                p.path("clip_c").asDouble(),
                kind(p.path("kl_estimator").asText("low_var_kl")),
                p.path("kl_coef").asDouble(),
                p.path("entropy_coeff").asDouble());
    }

    private static int kind(String estimator) {
        return switch (estimator) {
            case "kl", "k1" -> 1;
            case "mse", "k2" -> 2;
            case "low_var_kl", "k3" -> 3;
            default -> throw new IllegalArgumentException("an estimator training does not have: " + estimator);
        };
    }

    private LearningBatch batch() {
        JsonNode in = vector.path("input");
        JsonNode p = vector.path("params");
        int rows = in.path("input_ids").size();
        long[][] ids = new long[rows][];
        boolean[][] valid = new boolean[rows][];
        float[][] advantages = new float[rows][p.path("response_length").asInt()];
        double[] perSequence = new StepAdvantages(vector, verdicts).values();
        for (int i = 0; i < rows; i++) {
            ids[i] = longs(in.path("input_ids").get(i));
            valid[i] = mask(in.path("attention_mask").get(i));
            Arrays.fill(advantages[i], (float) perSequence[i]);
        }
        boolean[][] masks = masks(in.path("response_mask"));
        return new LearningBatch(
                null,
                new TokenBatch(ids, valid),
                p.path("prompt_length").asInt(),
                AggregationCheck.aggregation(p.path("loss_agg_mode").asText()).weights(List.of(masks), masks[0].length),
                advantages,
                floats(in.path("old_log_probs")),
                floats(in.path("ref_log_probs")));
    }

    /** Half of the rows at a time: gradients of micro-batches add up to that of the batch. */
    private static LossParts half(Learner learner, LearningBatch b, LossSettings loss, int which) {
        int from = which * b.tokens().rows() / 2;
        int to = (which + 1) * b.tokens().rows() / 2;
        TokenBatch tokens = new TokenBatch(
                Arrays.copyOfRange(b.tokens().ids(), from, to),
                Arrays.copyOfRange(b.tokens().valid(), from, to));
        return learner.accumulate(
                new LearningBatch(
                        null,
                        tokens,
                        b.start(),
                        Arrays.copyOfRange(b.weights(), from, to),
                        Arrays.copyOfRange(b.advantages(), from, to),
                        Arrays.copyOfRange(b.oldLogProbabilities(), from, to),
                        Arrays.copyOfRange(b.referenceLogProbabilities(), from, to)),
                loss);
    }

    private void parts(JsonNode want, LossParts parts, String name) {
        add(name + "loss", LOSS.number(want.path("loss"), parts.loss()));
        add(name + "policy loss", LOSS.number(want.path("pg_loss"), parts.policyLoss()));
        add(name + "KL", LOSS.number(want.path("kl_loss"), parts.kl()));
        add(name + "entropy", LOSS.number(want.path("entropy"), parts.entropy()));
        add(name + "clip fraction", LOSS.number(want.path("pg_clipfrac"), parts.clipFraction()));
        add(name + "bounded fraction", LOSS.number(want.path("pg_clipfrac_lower"), parts.clipFractionNegative()));
        add(name + "approximate KL", LOSS.number(want.path("ppo_kl"), parts.approximateKl()));
    }

    private void gradients(Learner learner) {
        Iterator<Map.Entry<String, JsonNode>> all =
                expected.path("gradients_step_1").fields();
        while (all.hasNext()) {
            Map.Entry<String, JsonNode> e = all.next();
            double[] got = widened(learner.gradient(e.getKey()));
            double norm = Math.sqrt(Arrays.stream(got).map(v -> v * v).sum());
            add("gradient norm of " + e.getKey(), NORM.number(e.getValue().path("l2_norm"), norm));
            add("gradient of " + e.getKey(), GRADIENT.row(e.getValue().path("values"), samples(e.getKey(), got)));
        }
    }

    private void weights(CausalLm lm, String when) {
        Iterator<Map.Entry<String, JsonNode>> all =
                expected.path("parameters").path(when).fields();
        while (all.hasNext()) {
            Map.Entry<String, JsonNode> e = all.next();
            double[] got = widened(lm.weight(e.getKey()));
            add(e.getKey() + " " + when, WEIGHT.row(e.getValue().path("values"), samples(e.getKey(), got)));
        }
    }

    private double[] samples(String tensor, double[] all) {
        double[] indices =
                doubles(vector.path("expected").path("sample_indices").path(tensor));
        return Arrays.stream(indices).map(i -> all[(int) i]).toArray();
    }

    private void logProbabilities(CausalLm lm, LearningBatch batch) {
        float[][] got = lm.score(
                        batch.tokens(),
                        batch.start(),
                        vector.path("params").path("temperature").asDouble())
                .temperedLogProbabilities();
        double[][] masked = new double[got.length][];
        boolean[][] masks = masks(vector.path("input").path("response_mask"));
        for (int i = 0; i < got.length; i++) {
            masked[i] = widened(got[i]);
            for (int t = 0; t < masked[i].length; t++) {
                masked[i][t] = masks[i][t] ? masked[i][t] : 0;
            }
        }
        add("final log-probabilities", LOG_PROBABILITY.matrix(expected.path("final_log_probs"), masked));
    }

    private void add(String field, Outcome outcome) {
        verdicts.add(vector.path("name").asText() + ": " + field, outcome);
    }
}
