package org.egpo.conformance;

import static org.egpo.conformance.CaseNumbers.byGroup;
import static org.egpo.conformance.CaseNumbers.doubles;
import static org.egpo.conformance.CaseNumbers.groups;
import static org.egpo.conformance.CaseNumbers.longs;
import static org.egpo.conformance.CaseNumbers.mask;
import static org.egpo.conformance.CaseNumbers.pick;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.egpo.advantage.Advantage;
import org.egpo.advantage.Egpo;
import org.egpo.advantage.Grpo;
import org.egpo.advantage.ThinkingSpan;

/** The advantages of an {@code egpo_step} case, from its rewards, tokens and entropies. */
final class StepAdvantages {
    private static final Tolerance EXACT = Tolerance.of(1e-8);

    private final JsonNode vector;
    private final Verdicts verdicts;
    private final double[] rewards;

    StepAdvantages(JsonNode vector, Verdicts verdicts) {
        this.vector = vector;
        this.verdicts = verdicts;
        this.rewards = doubles(vector.path("input").path("rewards"));
    }

    void check() {
        String name = vector.path("name").asText() + ": ";
        JsonNode want = vector.path("expected");
        double[] base = byGroup(
                groups(vector.path("input").path("uid")),
                rewards.length,
                g -> GroupAdvantageCheck.values(Grpo.flooredVariance(pick(rewards, g))));
        verdicts.add(name + "H", EXACT.row(want.path("H"), entropies()));
        verdicts.add(name + "A", EXACT.row(want.path("A"), base));
        verdicts.add(name + "advantages", EXACT.row(want.path("advantage_per_sequence"), values()));
    }

    double[] values() {
        double[] h = entropies();
        return byGroup(
                groups(vector.path("input").path("uid")),
                rewards.length,
                g -> GroupAdvantageCheck.values(advantages(pick(rewards, g), pick(h, g))));
    }

    private List<Advantage> advantages(double[] group, double[] h) {
        JsonNode p = vector.path("params");
        List<Advantage> base = Grpo.flooredVariance(group);
        Egpo paper = new Egpo(p.path("lambda").asDouble(), p.path("alpha").asDouble(), Egpo.Form.EQ5);
        return switch (p.path("advantage").asText()) {
            case "grpo" -> base;
            case "egpo_eq5" -> paper.enhance(base, h);
            case "egpo" -> paper.withForm(Egpo.Form.VERL_FORK).enhance(base, h);
            default ->
                throw new IllegalArgumentException("advantages this check does not know: " + p.path("advantage"));
        };
    }

    private double[] entropies() {
        JsonNode in = vector.path("input");
        JsonNode p = vector.path("params");
        double[] h = new double[rewards.length];
        for (int i = 0; i < h.length; i++) {
            h[i] = ThinkingSpan.of(
                            longs(in.path("responses").get(i)),
                            p.path("think_start_id").asLong(),
                            p.path("think_end_id").asLong())
                    .meanEntropy(
                            doubles(in.path("old_token_entropy").get(i)),
                            mask(in.path("response_mask").get(i)));
        }
        return h;
    }
}
