package org.egpo.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.egpo.SharedVectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Three whole optimisation steps against double-precision references: losses, gradients, weights ({@code egpo_step}). */
class LearningVectorsTest {

    @TestFactory
    Stream<DynamicTest> steps() throws IOException {
        JsonNode cases;
        Path file = SharedVectors.shipped("rl").resolve("egpo_step.json.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            cases = new JsonMapper().readTree(in).get("cases");
        }
        return StreamSupport.stream(cases.spliterator(), false)
                .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> threeSteps(c)));
    }

    private static Path model(String name) {
        Path shipped = SharedVectors.shipped("lm").resolve(name);
        return Files.isDirectory(shipped) ? shipped : SharedVectors.shared("vectors/lm/" + name);
    }

    private static void threeSteps(JsonNode c) {
        JsonNode p = c.get("params");
        OptimizerSettings optimizer = new OptimizerSettings(
                p.get("betas").get(0).asDouble(),
                p.get("betas").get(1).asDouble(),
                p.get("eps").asDouble(),
                p.get("weight_decay").asDouble(),
                p.get("max_grad_norm").asDouble(0));
        LossSettings loss = new LossSettings(
                true,
                p.get("temperature").asDouble(),
                p.get("clip_low").asDouble(),
                p.get("clip_high").asDouble(),
                p.get("clip_c").asDouble(),
                3,
                p.get("kl_coef").asDouble(),
                p.get("entropy_coeff").asDouble());
        try (CausalLm lm = CausalLm.load(model(c.get("model").asText()));
                Learner learner = new Learner(lm, optimizer)) {
            LearningBatch batch = batch(c);
            for (int step = 0; step < 3; step++) {
                LossParts parts = half(learner, batch, loss, 0).plus(half(learner, batch, loss, 1));
                JsonNode want = c.get("expected").get("f64").get("steps").get(step);
                near(want.get("loss"), parts.loss(), 1e-4, 2e-5);
                near(want.get("pg_loss"), parts.policyLoss(), 1e-4, 2e-5);
                near(want.get("kl_loss"), parts.kl(), 1e-4, 2e-5);
                near(want.get("entropy"), parts.entropy(), 1e-4, 2e-5);
                near(want.get("pg_clipfrac"), parts.clipFraction(), 1e-4, 2e-5);
                near(want.get("pg_clipfrac_lower"), parts.clipFractionNegative(), 1e-4, 2e-5);
                near(want.get("ppo_kl"), parts.approximateKl(), 1e-4, 2e-5);
                if (step == 0) {
                    gradients(c, learner);
                }
                near(want.get("grad_norm"), learner.step(p.get("lr").asDouble()), 2e-3, 0);
                if (step != 1) {
                    weights(c, lm, step == 0 ? "after_step_1" : "after_step_3");
                }
            }
        }
    }

    /** Half of the rows at a time: gradients of micro-batches add up to that of the batch. */
    private static LossParts half(Learner learner, LearningBatch b, LossSettings loss, int which) {
        int from = which * b.tokens().rows() / 2;
        int to = (which + 1) * b.tokens().rows() / 2;
        TokenBatch tokens = new TokenBatch(
                java.util.Arrays.copyOfRange(b.tokens().ids(), from, to),
                java.util.Arrays.copyOfRange(b.tokens().valid(), from, to));
        return learner.accumulate(
                new LearningBatch(
                        tokens,
                        b.start(),
                        java.util.Arrays.copyOfRange(b.weights(), from, to),
                        java.util.Arrays.copyOfRange(b.advantages(), from, to),
                        java.util.Arrays.copyOfRange(b.oldLogProbabilities(), from, to),
                        java.util.Arrays.copyOfRange(b.referenceLogProbabilities(), from, to)),
                loss);
    }

    private static LearningBatch batch(JsonNode c) {
        JsonNode in = c.get("input");
        int rows = in.get("input_ids").size();
        int length = in.get("input_ids").get(0).size();
        long[][] ids = new long[rows][length];
        boolean[][] valid = new boolean[rows][length];
        float[][] mask = floats(in.get("response_mask"));
        float[][] advantages = new float[rows][mask[0].length];
        for (int i = 0; i < rows; i++) {
            for (int t = 0; t < length; t++) {
                ids[i][t] = in.get("input_ids").get(i).get(t).asLong();
                valid[i][t] = in.get("attention_mask").get(i).get(t).asInt() == 1;
            }
            java.util.Arrays.fill(advantages[i], (float)
                    c.get("expected").get("advantage_per_sequence").get(i).asDouble());
        }
        return new LearningBatch(
                new TokenBatch(ids, valid),
                c.get("params").get("prompt_length").asInt(),
                weights(c.get("params").get("loss_agg_mode").asText(), mask),
                advantages,
                floats(in.get("old_log_probs")),
                floats(in.get("ref_log_probs")));
    }

    /** What a token counts under each way of averaging (verl's names), by hand. */
    private static float[][] weights(String mode, float[][] mask) {
        float all = 0;
        float sequences = 0;
        for (float[] row : mask) {
            float sum = sum(row);
            all += sum;
            sequences += sum > 0 ? 1 : 0;
        }
        float[][] w = new float[mask.length][mask[0].length];
        for (int i = 0; i < mask.length; i++) {
            for (int t = 0; t < mask[i].length; t++) {
                w[i][t] = mask[i][t]
                        / switch (mode) {
                            case "token-mean" -> all;
                            case "seq-mean-token-sum" -> sequences;
                            case "seq-mean-token-mean" -> sequences * sum(mask[i]);
                            case "seq-mean-token-sum-norm" -> sequences * mask[i].length;
                            default -> throw new IllegalArgumentException(mode);
                        };
            }
        }
        return w;
    }

    private static float sum(float[] row) {
        float s = 0;
        for (float v : row) {
            s += v;
        }
        return s;
    }

    private static void gradients(JsonNode c, Learner learner) {
        JsonNode expected = c.get("expected").get("f64").get("gradients_step_1");
        for (Iterator<Map.Entry<String, JsonNode>> it = expected.fields(); it.hasNext(); ) {
            Map.Entry<String, JsonNode> e = it.next();
            float[] got = learner.gradient(e.getKey());
            near(e.getValue().get("l2_norm"), norm(got), 2e-3, 1e-6);
            JsonNode indices = c.get("expected").get("sample_indices").get(e.getKey());
            for (int i = 0; i < indices.size(); i++) {
                near(e.getValue().get("values").get(i), got[indices.get(i).asInt()], 2e-3, 1e-5);
            }
        }
    }

    private static void weights(JsonNode c, CausalLm lm, String when) {
        JsonNode expected = c.get("expected").get("f64").get("parameters").get(when);
        for (Iterator<Map.Entry<String, JsonNode>> it = expected.fields(); it.hasNext(); ) {
            Map.Entry<String, JsonNode> e = it.next();
            float[] got = lm.weight(e.getKey());
            JsonNode indices = c.get("expected").get("sample_indices").get(e.getKey());
            for (int i = 0; i < indices.size(); i++) {
                near(e.getValue().get("values").get(i), got[indices.get(i).asInt()], 0, 3e-6);
            }
        }
    }

    private static double norm(float[] v) {
        double s = 0;
        for (float x : v) {
            s += (double) x * x;
        }
        return Math.sqrt(s);
    }

    private static void near(JsonNode want, double got, double relative, double absolute) {
        assertEquals(want.asDouble(), got, relative * Math.abs(want.asDouble()) + absolute);
    }

    private static float[][] floats(JsonNode rows) {
        float[][] all = new float[rows.size()][];
        for (int i = 0; i < all.length; i++) {
            all[i] = new float[rows.get(i).size()];
            for (int t = 0; t < all[i].length; t++) {
                all[i][t] = (float) rows.get(i).get(t).asDouble();
            }
        }
        return all;
    }
}
