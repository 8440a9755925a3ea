package org.egpo.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.egpo.advantage.Advantage;
import org.egpo.advantage.GroupAdvantages;
import org.egpo.data.RecordCopy;
import org.egpo.policy.LossParts;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.Response;

/**
 * What is known of one step. Every name means one thing.
 *
 * @param step from 1
 * @param rewardMean mean reward of the step's responses
 * @param rewardStd its standard deviation over the responses
 * @param zeroVarianceShare share of groups whose rewards are all equal, which teach nothing
 * @param kl estimate of KL(π‖π_ref), averaged as the loss is
 * @param entropy mean entropy of the policy over all response tokens, in nats, at the sampling temperature
 * @param thinkingEntropy mean over responses of E_i, the entropy over the thinking tokens alone
 * @param bonusMean mean entropy bonus over responses; 0 for GRPO
 * @param bonusClippedShare share of responses whose bonus met its bound; those whose base advantage, and with it the bound, is
 *     0 are not counted as such
 * @param clipFraction share of tokens whose ratio was clipped
 * @param clipFractionNegative share of tokens with a negative advantage at the second bound
 * @param approximateKl mean of −log(π/π_old)
 * @param policyLoss the clipped surrogate, averaged as the loss is; no measure of progress, see docs/METRICS.md
 * @param responseLength mean tokens of a response
 * @param truncatedShare share of responses that met the length limit
 * @param gradientNorm norm of the gradient before clipping, of the last epoch
 * @param learningRate of the step
 * @param rolloutSeconds time to sample
 * @param learnSeconds time to learn, reference scores included
 * @param tokensPerSecond response tokens by the time of the whole step
 * @param peakMegabytes highest resident memory of the process so far; -1 where the system does not tell
 */
public record StepMetrics(
        int step,
        double rewardMean,
        double rewardStd,
        double zeroVarianceShare,
        double kl,
        double entropy,
        double thinkingEntropy,
        double bonusMean,
        double bonusClippedShare,
        double clipFraction,
        double clipFractionNegative,
        double approximateKl,
        double policyLoss,
        double responseLength,
        double truncatedShare,
        double gradientNorm,
        double learningRate,
        double rolloutSeconds,
        double learnSeconds,
        double tokensPerSecond,
        double peakMegabytes) {
    /** What differs between two runs of the same settings. */
    private static final List<String> MACHINE =
            List.of("rolloutSeconds", "learnSeconds", "tokensPerSecond", "peakMegabytes");

    /** The metrics of a step from what it has learnt from. */
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
        return values.average().orElse(Double.NaN);
    }

    /** Name → value in the order above, for tables and CSV. */
    public Map<String, Object> values() {
        return RecordCopy.values(this);
    }

    /** The values that the same run has again on the same machine: all but times and memory. */
    public Map<String, Object> repeatable() {
        Map<String, Object> all = values();
        all.keySet().removeAll(MACHINE);
        return all;
    }

    /** Step, times and memory. */
    Map<String, Object> timings() {
        Map<String, Object> all = values();
        all.keySet().removeIf(name -> !name.equals("step") && !MACHINE.contains(name));
        return all;
    }
}
