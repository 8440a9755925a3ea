package org.egpo.conformance;

import static org.egpo.conformance.CaseNumbers.byGroup;
import static org.egpo.conformance.CaseNumbers.groups;
import static org.egpo.conformance.CaseNumbers.masks;
import static org.egpo.conformance.CaseNumbers.matrix;
import static org.egpo.conformance.CaseNumbers.pick;
import static org.egpo.conformance.CaseNumbers.spread;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.egpo.advantage.Advantage;
import org.egpo.advantage.GroupBaselines;
import org.egpo.advantage.GroupStatistics;
import org.egpo.advantage.Grpo;

/** GRPO and its relatives ({@code advantages_grpo}). */
final class GroupAdvantageCheck {
    private static final Tolerance EXACT = Tolerance.of(1e-9);
    /** The published code rounds 1 + 10⁻⁶ to 32 bits where a group has one member. */
    private static final Tolerance SINGLE = Tolerance.of(1e-6);

    private static final double FLOAT = 1e-5;

    private final JsonNode vector;
    private final Verdicts verdicts;
    private final double[] rewards;
    private final boolean[][] masks;
    private final List<int[]> groups;
    private final Tolerance tolerance;

    private GroupAdvantageCheck(JsonNode vector, Verdicts verdicts) {
        JsonNode input = vector.path("input");
        this.vector = vector;
        this.verdicts = verdicts;
        this.rewards = rewards(input);
        this.masks = masks(input.path("response_mask"));
        this.groups = groups(input.path("uid"));
        this.tolerance = groups.stream().anyMatch(g -> g.length == 1) ? SINGLE : EXACT;
    }

    /** The reward of a response is the sum over its tokens, masked or not. */
    static double[] rewards(JsonNode input) {
        return Arrays.stream(matrix(input.path("token_level_rewards")))
                .mapToDouble(row -> Arrays.stream(row).sum())
                .toArray();
    }

    static double[] values(List<Advantage> advantages) {
        return advantages.stream().mapToDouble(Advantage::value).toArray();
    }

    static void check(JsonNode vector, Verdicts verdicts) {
        new GroupAdvantageCheck(vector, verdicts).all();
    }

    private void all() {
        double[] grpo = each(Grpo::advantages);
        double[] withoutStd = each(Grpo::withoutStd);
        double[] lengths = new double[rewards.length];
        double[] learnt = new double[rewards.length];
        for (int i = 0; i < lengths.length; i++) {
            boolean[] mask = masks[i];
            lengths[i] = mask.length;
            learnt[i] = IntStream.range(0, mask.length).filter(t -> mask[t]).count();
        }
        verdicts.add(name("grpo_std"), tolerance.row(expected("grpo_std"), grpo));
        row("grpo_no_std", withoutStd);
        row("rloo", each(Grpo::leaveOneOut));
        row("rloo_vectorized", each(GroupBaselines::leaveOneOutOrZero));
        row("opo", lengthWeighted(lengths));
        if (vector.path("expected").has("grpo_passk")) {
            row("grpo_passk", each(GroupBaselines::bestOnly));
        }
        verdicts.add(name("grpo_std_matrix"), tolerance.matrix(expected("grpo_std_matrix"), spread(grpo, masks)));
        matrixOf("opo_matrix", spread(lengthWeighted(learnt), masks));
        matrixOf("reinforce_plus_plus_baseline_matrix", GroupBaselines.whitened(withoutStd, masks));
        floats("grpo_std_f32", grpo);
        floats("grpo_vectorized_f32", grpo);
    }

    private double[] each(Function<double[], List<Advantage>> advantages) {
        return byGroup(groups, rewards.length, g -> values(advantages.apply(pick(rewards, g))));
    }

    private double[] lengthWeighted(double[] lengths) {
        return byGroup(
                groups, rewards.length, g -> values(GroupBaselines.lengthWeighted(pick(rewards, g), pick(lengths, g))));
    }

    private void row(String field, double[] got) {
        verdicts.add(name(field), EXACT.row(expected(field), got));
    }

    private void matrixOf(String field, double[][] got) {
        verdicts.add(name(field), EXACT.matrix(expected(field), got));
    }

    /** 32-bit results, where they mean something: equal rewards give noise there, and 0 here. */
    private void floats(String field, double[] got) {
        String flags = vector.path("flags").toString();
        if (flags.contains("f32_cancellation") || flags.contains("f32_rounding_noise")) {
            return;
        }
        double[] rounding = byGroup(groups, rewards.length, this::rounding);
        for (int i = 0; i < got.length; i++) {
            Tolerance near = new Tolerance(FLOAT + rounding[i], 0);
            JsonNode want = expected(field).path(i);
            verdicts.add(name(field) + " " + i, near.number(want, got[i]));
        }
    }

    /** What rounding rewards to 32 bits can do to an advantage: it grows as their spread shrinks. */
    private double[] rounding(int[] group) {
        double[] some = pick(rewards, group);
        double largest = Arrays.stream(some).map(Math::abs).max().orElse(0);
        double std = GroupStatistics.of(some).std();
        double[] all = new double[group.length];
        Arrays.fill(all, std == 0 ? 0 : 2 * Math.ulp((float) largest) / std);
        return all;
    }

    private JsonNode expected(String field) {
        return vector.path("expected").path(field);
    }

    private String name(String field) {
        return vector.path("name").asText() + ": " + field;
    }
}
