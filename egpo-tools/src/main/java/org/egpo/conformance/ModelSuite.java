package org.egpo.conformance;

import static org.egpo.conformance.CaseFields.longs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    private static final Tolerance NEAR = new Tolerance(3e-4, 0);
    private static final Tolerance SUM = new Tolerance(3e-3, 0);
    private static final Tolerance FREQUENCY = new Tolerance(0, 1e-6);
    private static final Tolerance SAME = new Tolerance(0, 0);

    @Override
    public boolean accepts(Path path) {
        return Files.isRegularFile(path.resolve("config.json")) && Files.isRegularFile(expectedFile(path));
    }

    private static Path expectedFile(Path folder) {
        Path packed = folder.resolve("expected.json.gz");
        return Files.isRegularFile(packed) ? packed : folder.resolve("expected.json");
    }

    @Override
    public void run(Path path, Verdicts verdicts) throws IOException {
        try (MappingIterator<JsonNode> file = VectorFile.read(expectedFile(path));
                CausalLm model = CausalLm.load(path, Compute.fromEnvironment())) {
            new Run(model, file.next(), verdicts).all();
        }
    }

    private record Run(CausalLm model, JsonNode expected, Verdicts verdicts) {
        private void all() {
            check(
                    "inv_freq",
                    FREQUENCY,
                    expected.path("inv_freq_f64"),
                    model.config().rope().frequencies(model.config().headSize()));
            expected.path("singles").forEach(this::single);
            JsonNode rows = expected.path("batch").path("expected");
            List<long[]> ids = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                JsonNode row = expected.path("batch")
                        .path("right_padded")
                        .path("input_ids")
                        .get(i);
                ids.add(Arrays.copyOf(longs(row), rows.get(i).path("length").asInt()));
            }
            // The same rows padded on the left or on the right must give the same values.
            batch(rows, ids, TokenBatch.leftPadded(ids, 0), true);
            batch(rows, ids, TokenBatch.rightPadded(ids, 0), false);
            greedy(rows, ids);
        }

        private void single(JsonNode want) {
            long[] ids = longs(want.path("input_ids"));
            String name = "single of " + ids.length + " tokens: ";
            TokenBatch batch = TokenBatch.rightPadded(List.of(ids), 0);
            float[][] logits = model.logits(batch)[0];
            float[] last = logits[ids.length - 1];
            check(name + "logits", NEAR, want.path("last_logits_f64"), last);
            for (int t = 0; t < want.path("all_logits_f64").size(); t++) {
                check(name + "logits at " + t, NEAR, want.path("all_logits_f64").get(t), logits[t]);
            }
            int[] best = Stream.of(logits)
                    .mapToInt(row -> IntStream.range(0, row.length).reduce(0, (a, b) -> row[b] > row[a] ? b : a))
                    .toArray();
            check(name + "argmax", SAME, want.path("argmax"), best);
            double entropy = verdicts.formulas()
                    .distribution(
                            IntStream.range(0, last.length)
                                    .mapToDouble(i -> last[i])
                                    .toArray(),
                            0,
                            1)
                    .entropy();
            check(name + "last entropy", NEAR, want.path("token_entropy_f64").path(ids.length - 1), entropy);
            if (ids.length > 1) {
                TokenScores scores = model.score(batch, 1, 1);
                scores(name, want, scores.logProbabilities()[0], scores.entropies()[0]);
                double sum = 0;
                for (float v : scores.logProbabilities()[0]) {
                    sum += v;
                }
                check(name + "sum of log-probabilities", SUM, want.path("sum_log_probs_f64"), sum);
            }
            JsonNode cool = want.path("temperature_0.7");
            if (ids.length > 1 && !cool.isMissingNode()) {
                TokenScores scores = model.score(batch, 1, 0.7);
                scores(name + "at 0.7 ", cool, scores.temperedLogProbabilities()[0], scores.entropies()[0]);
            }
        }

        /** Entropies are expected for the last token too, which predicts nothing that is there. */
        private void scores(String name, JsonNode want, float[] logProbabilities, float[] entropies) {
            check(name + "log-probabilities", NEAR, want.path("token_log_probs_f64"), logProbabilities);
            ArrayNode first = ValueJson.MAPPER.createArrayNode();
            IntStream.range(0, entropies.length)
                    .forEach(i -> first.add(want.path("token_entropy_f64").get(i)));
            check(name + "entropies", NEAR, first, entropies);
        }

        private void batch(JsonNode rows, List<long[]> ids, TokenBatch tokens, boolean left) {
            TokenScores s = model.score(tokens, 1, 1);
            float[][][] logits = model.logits(tokens);
            for (int i = 0; i < ids.size(); i++) {
                int n = ids.get(i).length;
                int from = left ? tokens.columns() - n : 0;
                String name = (left ? "left" : "right") + "-padded row " + i + ": ";
                scores(
                        name,
                        rows.get(i),
                        Arrays.copyOfRange(s.logProbabilities()[i], from, from + n - 1),
                        Arrays.copyOfRange(s.entropies()[i], from, from + n - 1));
                check(name + "last logits", NEAR, rows.get(i).path("last_logits_f64"), logits[i][from + n - 1]);
            }
        }

        /** Greedy continuations of the left-padded batch, with a cache. */
        private void greedy(JsonNode rows, List<long[]> ids) {
            int length = rows.get(0).path("greedy_tokens").size();
            List<List<Generated>> all =
                    new Generator(model).generate(ids, 1, Sampling.greedy().withMaxTokens(length));
            for (int i = 0; i < all.size(); i++) {
                Generated g = all.get(i).get(0);
                String name = "greedy row " + i;
                check(name, SAME, rows.get(i).path("greedy_tokens"), g.tokens());
                check(
                        name + ": log-probabilities",
                        NEAR,
                        rows.get(i).path("greedy_log_probs_f64"),
                        g.logProbabilities());
            }
        }

        private void check(String name, Tolerance tolerance, JsonNode want, Object got) {
            verdicts.add(name, tolerance.check(want, got));
        }
    }
}
