package org.egpo.conformance;

import static org.egpo.conformance.CaseNumbers.byGroup;
import static org.egpo.conformance.CaseNumbers.groups;
import static org.egpo.conformance.CaseNumbers.longs;
import static org.egpo.conformance.CaseNumbers.masks;
import static org.egpo.conformance.CaseNumbers.matrix;
import static org.egpo.conformance.CaseNumbers.pick;
import static org.egpo.conformance.CaseNumbers.spread;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.egpo.advantage.Advantage;
import org.egpo.advantage.Egpo;
import org.egpo.advantage.Grpo;
import org.egpo.advantage.ThinkingSpan;

/** Entropy-enhanced advantages with the three masks and both forms ({@code advantages_egpo}). */
final class EgpoAdvantageCheck {
    private static final Tolerance EXACT = Tolerance.of(1e-9);
    private static final Tolerance SINGLE = Tolerance.of(2e-6);
    private static final Tolerance FLOAT = Tolerance.of(1e-5);
    private static final Map<String, UnaryOperator<ThinkingSpan>> MASKS =
            Map.of("cot_inclusive", s -> s, "cot_exclusive", ThinkingSpan::withoutTags);

    private final JsonNode vector;
    private final Verdicts verdicts;
    private final double[] rewards;
    private final double[][] entropies;
    private final boolean[][] masks;
    private final List<int[]> groups;
    private final Tolerance rounded;

    private EgpoAdvantageCheck(JsonNode vector, Verdicts verdicts) {
        JsonNode input = vector.path("input");
        this.vector = vector;
        this.verdicts = verdicts;
        this.rewards = GroupAdvantageCheck.rewards(input);
        this.entropies = matrix(input.path("token_level_entropy"));
        this.masks = masks(input.path("response_mask"));
        this.groups = groups(input.path("uid"));
        this.rounded = groups.stream().anyMatch(g -> g.length == 1) ? SINGLE : EXACT;
    }

    static void check(JsonNode vector, Verdicts verdicts) {
        EgpoAdvantageCheck c = new EgpoAdvantageCheck(vector, verdicts);
        c.base();
        MASKS.keySet().forEach(c::mask);
        c.mask("response");
        c.tokens();
    }

    private void base() {
        add("A", EXACT.row(expected("A"), base(this::forkBase)));
        add("A_grpo", rounded.row(expected("A_grpo"), base(this::grpoBase)));
        double[][] inclusive = spanMasks("cot_inclusive");
        add("cot_mask_inclusive", EXACT.matrix(expected("cot_mask_inclusive"), inclusive));
        add("cot_mask_exclusive", EXACT.matrix(expected("cot_mask_exclusive"), spanMasks("cot_exclusive")));
    }

    private void mask(String mask) {
        double[] h = entropies(mask);
        add("H " + mask, EXACT.row(expected("H").path(mask), h));
        Egpo fork = egpo(Egpo.Form.VERL_FORK);
        add("egpo " + mask, EXACT.row(expected("egpo").path(mask), enhanced(fork, this::forkBase, h)));
        add(
                "egpo_eq5 " + mask,
                EXACT.row(expected("egpo_eq5").path(mask), enhanced(egpo(Egpo.Form.EQ5), this::forkBase, h)));
        add(
                "egpo_from_A_grpo " + mask,
                rounded.row(expected("egpo_from_A_grpo").path(mask), enhanced(fork, this::grpoBase, h)));
    }

    private void tokens() {
        Egpo fork = egpo(Egpo.Form.VERL_FORK);
        double[][] inclusive = spread(enhanced(fork, this::forkBase, entropies("cot_inclusive")), masks);
        add("advantages_cot_inclusive", EXACT.matrix(expected("advantages_cot_inclusive"), inclusive));
        if (vector.path("flags").isEmpty()) {
            double[][] response = spread(enhanced(fork, this::forkBase, entropies("response")), masks);
            add(
                    "reference_f32stats_cot_inclusive",
                    FLOAT.matrix(expected("reference_f32stats_cot_inclusive"), inclusive));
            add("reference_f32stats_response", FLOAT.matrix(expected("reference_f32stats_response"), response));
        }
    }

    private Egpo egpo(Egpo.Form form) {
        JsonNode p = vector.path("params");
        return new Egpo(p.path("lambda").asDouble(), p.path("alpha").asDouble(), form);
    }

    private List<Advantage> forkBase(double[] group) {
        return vector.path("params").path("norm_by_std").asBoolean(true)
                ? Grpo.flooredVariance(group)
                : Grpo.withoutStd(group);
    }

    /** The same without a floor under the variance. */
    private List<Advantage> grpoBase(double[] group) {
        return vector.path("params").path("norm_by_std").asBoolean(true)
                ? Grpo.advantages(group)
                : Grpo.withoutStd(group);
    }

    private double[] base(Function<double[], List<Advantage>> base) {
        return byGroup(groups, rewards.length, g -> GroupAdvantageCheck.values(base.apply(pick(rewards, g))));
    }

    private double[] enhanced(Egpo egpo, Function<double[], List<Advantage>> base, double[] h) {
        return byGroup(
                groups,
                rewards.length,
                g -> GroupAdvantageCheck.values(egpo.enhance(base.apply(pick(rewards, g)), pick(h, g))));
    }

    private ThinkingSpan span(String mask, int row) {
        JsonNode p = vector.path("params");
        if (mask.equals("response")) {
            return ThinkingSpan.whole(masks[row].length);
        }
        long[] tokens = longs(vector.path("input").path("responses").get(row));
        return MASKS.get(mask)
                .apply(ThinkingSpan.of(
                        tokens,
                        p.path("think_start_id").asLong(),
                        p.path("think_end_id").asLong()));
    }

    private double[] entropies(String mask) {
        double[] h = new double[rewards.length];
        for (int i = 0; i < h.length; i++) {
            h[i] = span(mask, i).meanEntropy(entropies[i], masks[i]);
        }
        return h;
    }

    private double[][] spanMasks(String mask) {
        double[][] all = new double[masks.length][];
        for (int i = 0; i < all.length; i++) {
            ThinkingSpan span = span(mask, i);
            all[i] = new double[masks[i].length];
            for (int t = span.start(); t < span.end(); t++) {
                all[i][t] = masks[i][t] ? 1 : 0;
            }
        }
        return all;
    }

    private JsonNode expected(String field) {
        return vector.path("expected").path(field);
    }

    private void add(String field, Outcome outcome) {
        verdicts.add(vector.path("name").asText() + ": " + field, outcome);
    }
}
