package org.egpo.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.egpo.call.ValueJson;
import org.egpo.policy.CausalLm;
import org.egpo.policy.Compute;
import org.egpo.policy.Generated;
import org.egpo.policy.Generator;
import org.egpo.policy.Sampling;
import org.egpo.policy.TokenBatch;
import org.egpo.policy.TokenScores;

/**
 * A folder with a small model and {@code expected.json.gz}: frequencies, logits, log-probabilities, entropies and greedy
 * continuations, with both paddings. Tolerances are those of the vectors' own description, for 32-bit arithmetic.
 */
final class ModelSuite implements VectorSuite {
    private static final double TOLERANCE = 3e-4;
    private static final double SUM_TOLERANCE = 3e-3;

    @Override
    public boolean accepts(Path path) {
        return Files.isRegularFile(path.resolve("config.json")) && expectedFile(path) != null;
    }

    private static Path expectedFile(Path folder) {
        return List.of("expected.json.gz", "expected.json").stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void run(Path path, Verdicts verdicts) throws IOException {
        Path file = expectedFile(path);
        JsonNode expected;
        try (InputStream in = Files.newInputStream(file);
                InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            expected = ValueJson.MAPPER.readTree(text);
        }
        try (CausalLm model = CausalLm.load(path, Compute.fromEnvironment())) {
            float[] frequencies = model.config().frequencies();
            double[] want = doubles(expected.path("inv_freq_f64"));
            verdicts.add("inv_freq", relative(want, frequencies));
            for (JsonNode single : expected.path("singles")) {
                single(model, single, verdicts);
            }
            JsonNode batch = expected.path("batch");
            batch(model, batch, true, verdicts);
            batch(model, batch, false, verdicts);
            greedy(model, batch, verdicts);
        }
    }

    private static void single(CausalLm model, JsonNode single, Verdicts verdicts) {
        long[] ids = longs(single.path("input_ids"));
        String name = "single of " + ids.length + " tokens: ";
        TokenBatch batch = TokenBatch.rightPadded(List.of(ids), 0);
        float[][] logits = model.logits(batch)[0];
        verdicts.add(name + "logits", close(doubles(single.path("last_logits_f64")), logits[ids.length - 1]));
        for (int t = 0; t < single.path("all_logits_f64").size(); t++) {
            verdicts.add(
                    name + "logits at " + t,
                    close(doubles(single.path("all_logits_f64").get(t)), logits[t]));
        }
        verdicts.add(name + "argmax", Outcome.same(single.path("argmax").toString(), argmax(logits)));
        verdicts.add(
                name + "last entropy", close(last(single.path("token_entropy_f64")), entropy(logits[ids.length - 1])));
        if (ids.length < 2) {
            return;
        }
        scores(single, model.score(batch, 1, 1), name, verdicts);
        JsonNode cool = single.path("temperature_0.7");
        if (!cool.isMissingNode()) {
            TokenScores s = model.score(batch, 1, 0.7);
            verdicts.add(
                    name + "log-probabilities at 0.7",
                    close(doubles(cool.path("token_log_probs_f64")), s.temperedLogProbabilities()[0]));
            verdicts.add(
                    name + "entropies at 0.7",
                    close(first(cool.path("token_entropy_f64"), ids.length - 1), s.entropies()[0]));
        }
    }

    private static void scores(JsonNode expected, TokenScores s, String name, Verdicts verdicts) {
        float[] got = s.logProbabilities()[0];
        double[] want = doubles(expected.path("token_log_probs_f64"));
        verdicts.add(name + "log-probabilities", close(want, got));
        verdicts.add(
                name + "entropies", close(first(expected.path("token_entropy_f64"), got.length), s.entropies()[0]));
        double sum = 0;
        for (float v : got) {
            sum += v;
        }
        double wantSum = expected.path("sum_log_probs_f64").asDouble();
        verdicts.add(name + "sum of log-probabilities", near(wantSum, sum, SUM_TOLERANCE));
    }

    /** The same rows padded on the left or on the right must give the same values. */
    private static void batch(CausalLm model, JsonNode batch, boolean left, Verdicts verdicts) {
        List<long[]> rows = rows(batch);
        TokenBatch tokens = left ? TokenBatch.leftPadded(rows, 0) : TokenBatch.rightPadded(rows, 0);
        TokenScores s = model.score(tokens, 1, 1);
        float[][][] logits = model.logits(tokens);
        for (int i = 0; i < rows.size(); i++) {
            int n = rows.get(i).length;
            int from = left ? tokens.columns() - n : 0;
            JsonNode expected = batch.path("expected").get(i);
            String name = (left ? "left-padded row " : "right-padded row ") + i + ": ";
            float[] got = Arrays.copyOfRange(s.logProbabilities()[i], from, from + n - 1);
            verdicts.add(name + "log-probabilities", close(doubles(expected.path("token_log_probs_f64")), got));
            float[] entropies = Arrays.copyOfRange(s.entropies()[i], from, from + n - 1);
            verdicts.add(name + "entropies", close(first(expected.path("token_entropy_f64"), n - 1), entropies));
            verdicts.add(
                    name + "last logits", close(doubles(expected.path("last_logits_f64")), logits[i][from + n - 1]));
        }
    }

    /** Greedy continuations of the left-padded batch, with a cache. */
    private static void greedy(CausalLm model, JsonNode batch, Verdicts verdicts) {
        int length = batch.path("expected").get(0).path("greedy_tokens").size();
        List<List<Generated>> all =
                new Generator(model).generate(rows(batch), 1, Sampling.greedy().withMaxTokens(length));
        for (int i = 0; i < all.size(); i++) {
            JsonNode expected = batch.path("expected").get(i);
            Generated g = all.get(i).get(0);
            String tokens = Arrays.toString(g.tokens()).replace(" ", "");
            verdicts.add(
                    "greedy row " + i,
                    Outcome.same(expected.path("greedy_tokens").toString(), tokens));
            float[] got = new float[g.logProbabilities().length];
            for (int t = 0; t < got.length; t++) {
                got[t] = (float) g.logProbabilities()[t];
            }
            verdicts.add(
                    "greedy row " + i + ": log-probabilities",
                    close(doubles(expected.path("greedy_log_probs_f64")), got));
        }
    }

    private static List<long[]> rows(JsonNode batch) {
        List<long[]> rows = new ArrayList<>();
        for (int i = 0; i < batch.path("expected").size(); i++) {
            int n = batch.path("expected").get(i).path("length").asInt();
            rows.add(Arrays.copyOf(
                    longs(batch.path("right_padded").path("input_ids").get(i)), n));
        }
        return rows;
    }

    private static Outcome close(double[] want, float[] got) {
        if (want.length != got.length) {
            return Outcome.fail(want.length + " values", got.length + " values");
        }
        for (int i = 0; i < got.length; i++) {
            if (!(Math.abs(want[i] - got[i]) <= TOLERANCE)) {
                return Outcome.fail("value " + i + ": " + want[i], String.valueOf(got[i]));
            }
        }
        return Outcome.pass();
    }

    private static Outcome close(double want, double got) {
        return near(want, got, TOLERANCE);
    }

    private static Outcome near(double want, double got, double tolerance) {
        return Math.abs(want - got) <= tolerance ? Outcome.pass() : Outcome.fail("" + want, "" + got);
    }

    private static Outcome relative(double[] want, float[] got) {
        for (int i = 0; i < want.length; i++) {
            if (want.length != got.length || !(Math.abs(want[i] - got[i]) <= 1e-6 * want[i])) {
                return Outcome.fail("frequency " + i + ": " + want[i], Arrays.toString(got));
            }
        }
        return Outcome.pass();
    }

    private static String argmax(float[][] logits) {
        List<Integer> all = new ArrayList<>();
        for (float[] row : logits) {
            int best = 0;
            for (int i = 1; i < row.length; i++) {
                best = row[i] > row[best] ? i : best;
            }
            all.add(best);
        }
        return all.toString().replace(" ", "");
    }

    private static double entropy(float[] logits) {
        double max = Double.NEGATIVE_INFINITY;
        for (float z : logits) {
            max = Math.max(max, z);
        }
        double sum = 0;
        double weighted = 0;
        for (float z : logits) {
            double e = Math.exp(z - max);
            sum += e;
            weighted += e * (z - max);
        }
        return Math.log(sum) - weighted / sum;
    }

    private static double last(JsonNode values) {
        return values.get(values.size() - 1).asDouble();
    }

    private static double[] first(JsonNode values, int n) {
        return Arrays.copyOf(doubles(values), n);
    }

    private static double[] doubles(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static long[] longs(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
    }
}
