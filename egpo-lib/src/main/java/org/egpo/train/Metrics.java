package org.egpo.train;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.egpo.advantage.Advantage;
import org.egpo.advantage.GroupAdvantages;
import org.egpo.policy.LossParts;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.Response;

/** Computes the metrics of a step. */
final class Metrics {
    private Metrics() {}

    static StepMetrics of(
            int step,
            List<GroupAdvantages> advantages,
            LossParts parts,
            double gradientNorm,
            double rate,
            double rolloutSeconds,
            double learnSeconds) {
        List<ScoredGroup> groups =
                advantages.stream().map(GroupAdvantages::group).toList();
        double[] rewards = groups.stream()
                .flatMapToDouble(g -> Arrays.stream(g.rewardValues()))
                .toArray();
        List<Response> responses =
                groups.stream().flatMap(g -> g.responses().stream()).toList();
        List<Advantage> all =
                advantages.stream().flatMap(a -> a.advantages().stream()).toList();
        double mean = mean(Arrays.stream(rewards));
        double tokens = responses.stream().mapToInt(Response::writtenLength).sum();
        return new StepMetrics(
                step,
                mean,
                Math.sqrt(mean(Arrays.stream(rewards).map(r -> (r - mean) * (r - mean)))),
                mean(groups.stream().mapToDouble(g -> g.isMixed() ? 0 : 1)),
                parts.kl(),
                responses.stream().flatMapToDouble(Response::writtenEntropies).sum() / tokens,
                mean(responses.stream().mapToDouble(Response::thinkingEntropy)),
                mean(all.stream().mapToDouble(Advantage::bonus)),
                mean(all.stream().mapToDouble(a -> a.clipped() && a.base() != 0 ? 1 : 0)),
                parts.clipFraction(),
                parts.clipFractionNegative(),
                parts.approximateKl(),
                parts.policyLoss(),
                tokens / responses.size(),
                mean(responses.stream().mapToDouble(r -> r.truncated() ? 1 : 0)),
                gradientNorm,
                rate,
                rolloutSeconds,
                learnSeconds,
                tokens / (rolloutSeconds + learnSeconds),
                ProcessMemory.peakMegabytes());
    }

    private static double mean(DoubleStream values) {
        return values.average().orElse(0);
    }
}
