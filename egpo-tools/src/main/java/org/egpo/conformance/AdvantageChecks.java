package org.egpo.conformance;

import static org.egpo.conformance.CaseFields.byGroup;
import static org.egpo.conformance.CaseFields.pick;
import static org.egpo.conformance.CaseFields.spread;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.egpo.advantage.Advantage;
import org.egpo.advantage.Egpo;
import org.egpo.advantage.GroupStatistics;
import org.egpo.advantage.Grpo;
import org.egpo.rollout.Response;

/** Advantages of GRPO, its relatives and EGPO, with the thinking entropy of the responses. */
final class AdvantageChecks {
    private static final Tolerance EXACT = Tolerance.of(1e-9);
    /** The published code rounds 1 + 10⁻⁶ to 32 bits where a group has one member. */
    private static final Tolerance SINGLE = Tolerance.of(2e-6);
    /** The published code adds 10⁻⁸ to the number of tokens. */
    private static final Tolerance ENTROPY = Tolerance.of(1e-7);

    private static final double FLOAT = 1e-5;

    private final NumberCase vector;
    private final double[] rewards;
    private final boolean[][] masks;
    private final List<int[]> groups;
    private final boolean singles;

    /** @param rewards one for each row of the batch */
    AdvantageChecks(NumberCase vector, double[] rewards) {
        this.vector = vector;
        this.rewards = rewards;
        this.masks = CaseFields.masks(vector.input("response_mask"));
        this.groups = CaseFields.groups(vector.input("uid"));
        this.singles = groups.stream().anyMatch(g -> g.length == 1);
    }

    /** The reward of a response is the sum over its tokens, masked or not. */
    private static AdvantageChecks of(NumberCase vector) {
        return new AdvantageChecks(
                vector,
                Arrays.stream(vector.matrix("token_level_rewards"))
                        .mapToDouble(row -> DoubleStream.of(row).sum())
                        .toArray());
    }

    /** {@code advantages_grpo}. */
    static void grpo(NumberCase vector) {
        AdvantageChecks c = of(vector);
        Tolerance tolerance = c.singles ? SINGLE : EXACT;
        double[] grpo = c.each(Grpo::advantages);
        c.vector.check("grpo_std", tolerance, grpo);
        c.vector.check("grpo_std_matrix", tolerance, spread(grpo, c.masks));
        c.vector.check("grpo_no_std", EXACT, c.each(Grpo::withoutStd));
        c.vector.check("rloo", EXACT, c.each(Grpo::leaveOneOut));
        // 32-bit results, where they mean something: equal rewards give noise there, and 0 here.
        if (!c.vector.flagged("f32_cancellation") && !c.vector.flagged("f32_rounding_noise")) {
            double[] rounding = byGroup(c.groups, grpo.length, c::rounding);
            for (String field : List.of("grpo_std_f32", "grpo_vectorized_f32")) {
                for (int i = 0; i < grpo.length; i++) {
                    Tolerance near = new Tolerance(FLOAT + rounding[i], 0);
                    c.vector.check(
                            field + " " + i,
                            near,
                            c.vector.expected().path(field).path(i),
                            grpo[i]);
                }
            }
        }
    }

    /** What rounding rewards to 32 bits can do to an advantage: it grows as their spread shrinks. */
    private double[] rounding(int[] group) {
        double[] some = pick(rewards, group);
        double largest = DoubleStream.of(some).map(Math::abs).max().orElse(0);
        double std = GroupStatistics.of(some).std();
        double[] all = new double[group.length];
        Arrays.fill(all, std == 0 ? 0 : 2 * Math.ulp((float) largest) / std);
        return all;
    }

    /** {@code advantages_egpo}: both forms, over the thinking with and without its tags and over the whole response. */
    static void egpo(NumberCase vector) {
        AdvantageChecks c = of(vector);
        double[][] entropies = c.vector.matrix("token_level_entropy");
        double[] thinking = c.entropies(entropies, c::thinking);
        double[] response = c.entropies(entropies, i -> new Response.Span(0, c.masks[i].length));
        c.vector.check("cot_mask_inclusive", EXACT, c.thinkingMasks());
        JsonNode h = c.vector.expected().path("H");
        c.vector.check("H cot_inclusive", ENTROPY, h.path("cot_inclusive"), thinking);
        c.vector.check("H response", ENTROPY, h.path("response"), response);
        if (Arrays.stream(thinking).anyMatch(e -> e < -1e-3)) {
            return; // The reference goes on with what no entropy is; Egpo refuses it.
        }
        c.enhanced("cot_inclusive", thinking);
        c.enhanced("response", response);
        c.enhanced("cot_exclusive", CaseFields.doubles(h.path("cot_exclusive")));
        c.vector.check("A_grpo", c.singles ? SINGLE : EXACT, c.each(c::base));
        if (c.flooredVariance()) {
            return;
        }
        c.vector.check("A", c.singles ? SINGLE : EXACT, c.each(c::base));
        double[][] tokens = spread(c.values(c.egpo(Egpo.Form.VERL_FORK), thinking), c.masks);
        c.vector.check("advantages_cot_inclusive", c.singles ? SINGLE : ENTROPY, tokens);
        if (c.vector.vector().path("flags").isEmpty()) {
            Tolerance near = Tolerance.of(FLOAT);
            c.vector.check("reference_f32stats_cot_inclusive", near, tokens);
            double[] all = c.values(c.egpo(Egpo.Form.VERL_FORK), response);
            c.vector.check("reference_f32stats_response", near, spread(all, c.masks));
        }
    }

    /** The reference holds a group's variance above 10⁻⁶, which training does not. */
    private boolean flooredVariance() {
        return vector.flagged("variance_floor_active");
    }

    private void enhanced(String mask, double[] h) {
        Tolerance tolerance = singles ? SINGLE : ENTROPY;
        for (String form :
                flooredVariance() ? List.of("egpo_from_A_grpo") : List.of("egpo_from_A_grpo", "egpo", "egpo_eq5")) {
            double[] got = values(egpo(form.equals("egpo_eq5") ? Egpo.Form.EQ5 : Egpo.Form.VERL_FORK), h);
            vector.check(
                    form + " " + mask, tolerance, vector.expected().path(form).path(mask), got);
        }
    }

    private List<Advantage> base(double[] group) {
        return vector.param("norm_by_std").asBoolean(true) ? Grpo.advantages(group) : Grpo.withoutStd(group);
    }

    private Egpo egpo(Egpo.Form form) {
        return new Egpo(vector.number("lambda"), vector.number("alpha"), form);
    }

    private double[] values(Egpo egpo, double[] h) {
        return byGroup(groups, rewards.length, g -> values(egpo.enhance(base(pick(rewards, g)), pick(h, g))));
    }

    private double[] each(Function<double[], List<Advantage>> advantages) {
        return byGroup(groups, rewards.length, g -> values(advantages.apply(pick(rewards, g))));
    }

    private static double[] values(List<Advantage> advantages) {
        return advantages.stream().mapToDouble(Advantage::value).toArray();
    }

    /** The advantages of an {@code egpo_step} case, checked on the way. */
    static double[] ofStep(NumberCase vector) {
        AdvantageChecks c = new AdvantageChecks(vector, CaseFields.doubles(vector.input("rewards")));
        double[] h = c.entropies(vector.matrix("old_token_entropy"), c::thinking);
        String kind = vector.param("advantage").asText();
        double[] all =
                switch (kind) {
                    case "grpo" -> c.each(c::base);
                    case "egpo_eq5" -> c.values(c.egpo(Egpo.Form.EQ5), h);
                    case "egpo" -> c.values(c.egpo(Egpo.Form.VERL_FORK), h);
                    default -> throw new IllegalArgumentException("advantages this check does not know: " + kind);
                };
        vector.check("H", ENTROPY, h);
        vector.check("A", EXACT, c.each(c::base));
        vector.check("advantages", ENTROPY, vector.expected().path("advantage_per_sequence"), all);
        return all;
    }

    /** The row as a response: its two tags as texts, any other token as a letter. */
    private Response.Span thinking(int row) {
        long open = vector.param("think_start_id").asLong();
        long close = vector.param("think_end_id").asLong();
        List<String> texts = LongStream.of(
                        CaseFields.longs(vector.input("responses").get(row)))
                .mapToObj(id -> id == open ? "<think>" : id == close ? "</think>" : "x")
                .toList();
        return Response.ofTexts(texts, new double[texts.size()], false).thinking();
    }

    private IntStream counted(int row, Response.Span span) {
        return IntStream.range(span.start(), span.end()).filter(t -> masks[row][t]);
    }

    /** The mean over the tokens of each span that the policy generated; a response has no others. */
    private double[] entropies(double[][] all, IntFunction<Response.Span> spans) {
        return IntStream.range(0, masks.length)
                .mapToDouble(i -> {
                    double[] some = counted(i, spans.apply(i))
                            .mapToDouble(t -> all[i][t])
                            .toArray();
                    List<String> texts = Collections.nCopies(some.length, "x");
                    return Response.ofTexts(texts, some, false).meanEntropy();
                })
                .toArray();
    }

    private double[][] thinkingMasks() {
        double[][] all = new double[masks.length][];
        for (int i = 0; i < all.length; i++) {
            double[] row = new double[masks[i].length];
            counted(i, thinking(i)).forEach(t -> row[t] = 1);
            all[i] = row;
        }
        return all;
    }
}
