package org.egpo.conformance;

import static org.egpo.conformance.CaseNumbers.doubles;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.egpo.train.TokenDistribution;

/** Temperature, top-k and top-p ({@code sampling_filters}). */
final class SamplingFilterCheck {
    private static final Tolerance EXACT = new Tolerance(1e-12, 1e-12);

    private SamplingFilterCheck() {}

    static void check(JsonNode vector, Verdicts verdicts) {
        JsonNode p = vector.path("params");
        double[] got = TokenDistribution.of(
                        doubles(vector.path("input").path("logits")),
                        p.path("temperature").asDouble())
                .filtered(p.path("top_k").asInt(), p.path("top_p").asDouble())
                .probabilities();
        List<Integer> kept =
                IntStream.range(0, got.length).filter(i -> got[i] > 0).boxed().toList();
        JsonNode want = vector.path("expected");
        String name = vector.path("name").asText() + ": ";
        List<Integer> wantKept = Arrays.stream(doubles(want.path("kept_tokens")))
                .mapToObj(i -> (int) i)
                .toList();
        verdicts.add(name + "kept tokens", Outcome.same(wantKept, kept));
        verdicts.add(name + "probabilities", EXACT.row(want.path("probs"), got));
    }
}
