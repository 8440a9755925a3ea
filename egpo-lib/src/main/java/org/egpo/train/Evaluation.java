package org.egpo.train;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.egpo.data.Question;
import org.egpo.policy.Sampling;
import org.egpo.reward.RewardFunction;
import org.egpo.reward.ScoredGroup;
import org.egpo.reward.StrictReward;
import org.egpo.rollout.Response;
import org.egpo.rollout.RolloutBackend;

/**
 * A model's responses to a set of questions with verdicts, by the strict reward whatever the model was trained with.
 *
 * @param groups one for each question, with one response or more; without any, every share and mean is NaN
 */
public record Evaluation(List<ScoredGroup> groups) {
    private static final RewardFunction STRICT = new StrictReward();

    public Evaluation {
        groups = List.copyOf(groups);
    }

    /**
     * Samples and judges.
     *
     * @param samples responses for each question, at least 1
     * @throws java.util.concurrent.CancellationException when interrupted
     */
    public static Evaluation of(RolloutBackend policy, List<Question> questions, int samples, Sampling sampling) {
        return new Evaluation(STRICT.judge(policy.rollouts(questions, samples, sampling)));
    }

    /** Share of right responses: the accuracy, with one response for each question, and pass@1. */
    public double accuracy() {
        return passAt(1);
    }

    /**
     * pass@k, the chance that at least one of k responses is right, by the unbiased estimator 1 − C(n − c, k) / C(n, k) of
     * arXiv:2107.03374, with n responses of which c are right; averaged over questions.
     *
     * @param k from 1 to the responses of a question
     */
    public double passAt(int k) {
        return mean(
                groups.stream(),
                g -> passAt(k, g.responses().size(), (int)
                        g.rewards().stream().filter(r -> r.value() == 1).count()));
    }

    /** The estimator for one question: n responses, c right. */
    static double passAt(int k, int n, int c) {
        if (k < 1 || k > n) {
            throw new IllegalArgumentException(
                    "k is " + k + "; it must be from 1 to the " + n + " responses of a question");
        }
        double allWrong = 1;
        for (int i = n - c + 1; i <= n; i++) {
            allWrong *= Math.max(0, 1 - (double) k / i);
        }
        return 1 - allWrong;
    }

    /** Share of responses that follow the thinking template. */
    public double wellFormed() {
        return mean(groups.stream().flatMap(g -> g.rewards().stream()), r -> r.wellFormed() ? 1 : 0);
    }

    /** Mean tokens of a response. */
    public double responseLength() {
        return mean(groups.stream().flatMap(g -> g.responses().stream()), Response::writtenLength);
    }

    /** Share of responses that met the length limit. */
    public double truncated() {
        return mean(groups.stream().flatMap(g -> g.responses().stream()), r -> r.truncated() ? 1 : 0);
    }

    private static <T> double mean(Stream<T> all, ToDoubleFunction<T> value) {
        return all.mapToDouble(value).average().orElse(Double.NaN);
    }

    /** The part of each category, in the order of their names. */
    public Map<String, Evaluation> byCategory() {
        return groups.stream()
                .collect(Collectors.groupingBy(
                        g -> g.question().category(),
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), Evaluation::new)));
    }
}
