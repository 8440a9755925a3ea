package org.egpo.advantage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.egpo.reward.ScoredGroup;

/**
 * What a rule will add to GRPO, told from rollouts before anything is trained. A number added to all responses of a group alike
 * has no expected gradient; what acts is how the added numbers go with the rewards, and with the lengths, inside of a group.
 *
 * @param push mean over groups of Cov(added, r); for equation 5 below its bound this is λ·Cov(E, r). Above 0 the rule speeds up
 *     what the reward wants, below 0 it works against it
 * @param base mean over groups of Cov(A, r) of GRPO, to hold {@code push} against
 * @param lengthPush mean over groups of Cov(added, length in tokens); below 0 the rule favours short responses
 * @param baseLength the same of GRPO's advantages
 * @param flatGroups share of groups whose rewards are all equal: they teach nothing, and there the bound is 0
 * @param atBound share of the responses of the other groups whose bonus met its bound
 */
public record Forecast(
        double push, double base, double lengthPush, double baseLength, double flatGroups, double atBound) {
    private static final double ROUNDING = 1e-9;

    /** @throws IllegalArgumentException where there are no groups */
    public static Forecast of(AdvantageRule rule, List<ScoredGroup> groups) {
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("there are no groups to tell anything from");
        }
        List<Forecast> each = rule.advantages(groups).stream().map(Forecast::of).toList();
        double flat = mean(each, Forecast::flatGroups);
        return new Forecast(
                mean(each, Forecast::push),
                mean(each, Forecast::base),
                mean(each, Forecast::lengthPush),
                mean(each, Forecast::baseLength),
                flat,
                flat == 1 ? 0 : mean(each, Forecast::atBound) / (1 - flat));
    }

    private static Forecast of(GroupAdvantages all) {
        double[] rewards = all.group().rewardValues();
        List<Advantage> grpo = Grpo.advantages(rewards);
        double[] base = grpo.stream().mapToDouble(Advantage::value).toArray();
        double[] added = new double[base.length];
        double[] lengths = new double[base.length];
        for (int i = 0; i < added.length; i++) {
            double[] tokens = all.tokens().get(i);
            boolean[] written = all.group().responses().get(i).written();
            double mean = IntStream.range(0, tokens.length)
                    .filter(t -> written[t])
                    .mapToDouble(t -> tokens[t])
                    .average()
                    .orElse(base[i]);
            added[i] = Math.abs(mean - base[i]) < ROUNDING ? 0 : mean - base[i];
            lengths[i] = all.tokens().get(i).length;
        }
        boolean mixed = all.group().isMixed();
        return new Forecast(
                covariance(added, rewards),
                covariance(base, rewards),
                covariance(added, lengths),
                covariance(base, lengths),
                mixed ? 0 : 1,
                mean(all.advantages(), a -> mixed && a.clipped() ? 1 : 0));
    }

    private static double covariance(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElse(0);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - meanA) * b[i];
        }
        return sum / a.length;
    }

    private static <T> double mean(List<T> all, ToDoubleFunction<T> value) {
        return all.stream().mapToDouble(value).average().orElseThrow();
    }

    /** In a sentence. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "entropy adds %.4f to GRPO's push of %.4f towards right responses, and %.2f to its push of %.2f towards long ones;"
                        + " %.0f %% of the groups are flat; %.0f %% of the others' responses meet the bound",
                push,
                base,
                lengthPush,
                baseLength,
                100 * flatGroups,
                100 * atBound);
    }
}
