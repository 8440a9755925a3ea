package org.egpo.advantage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.egpo.advantage.AdvantageSettings.LearnFrom;
import org.egpo.rollout.Response;

/** Leaves tokens of a step out of training: their advantage becomes 0. See {@link AdvantageSettings.LearnFrom}. */
final class TokenChoice {
    private static final double COVARIANCE_LEAST = 1;
    private static final double COVARIANCE_MOST = 5;

    private TokenChoice() {}

    /**
     * The same advantages, 0 where the policy does not learn.
     *
     * @param share of all tokens of the step, from 0 to 1
     */
    static List<GroupAdvantages> keep(List<GroupAdvantages> groups, LearnFrom which, double share) {
        if (which == LearnFrom.ALL) {
            return groups;
        }
        List<Response> responses =
                groups.stream().flatMap(g -> g.group().responses().stream()).toList();
        List<double[]> kept = groups.stream()
                .flatMap(g -> g.tokens().stream().map(double[]::clone))
                .toList();
        boolean[] dropped = which == LearnFrom.TOP_ENTROPY
                ? sure(flat(responses, Response::entropies), share)
                : steep(flat(responses, Response::temperedLogProbabilities), flat(kept, row -> row), share);
        int n = 0;
        for (double[] row : kept) {
            for (int t = 0; t < row.length; t++) {
                row[t] = dropped[n++] ? 0 : row[t];
            }
        }
        Iterator<double[]> next = kept.iterator();
        return groups.stream()
                .map(g -> new GroupAdvantages(
                        g.group(),
                        g.advantages(),
                        g.tokens().stream().map(row -> next.next()).toList()))
                .toList();
    }

    private static <T> double[] flat(List<T> rows, Function<T, double[]> values) {
        return rows.stream().map(values).flatMapToDouble(Arrays::stream).toArray();
    }

    private static boolean[] sure(double[] entropy, double share) {
        double[] sorted = entropy.clone();
        Arrays.sort(sorted);
        int first = (int) Math.ceil((1 - share) * sorted.length);
        double least = first == sorted.length ? Double.POSITIVE_INFINITY : sorted[first];
        boolean[] dropped = new boolean[entropy.length];
        for (int n = 0; n < entropy.length; n++) {
            dropped[n] = entropy[n] < least;
        }
        return dropped;
    }

    private static boolean[] steep(double[] logProbability, double[] advantage, double share) {
        double meanProbability = Arrays.stream(logProbability).average().orElse(0);
        double meanAdvantage = Arrays.stream(advantage).average().orElse(0);
        List<Integer> candidates = new ArrayList<>();
        for (int n = 0; n < advantage.length; n++) {
            double covariance = (logProbability[n] - meanProbability) * (advantage[n] - meanAdvantage);
            if (covariance > COVARIANCE_LEAST && covariance < COVARIANCE_MOST) {
                candidates.add(n);
            }
        }
        Collections.shuffle(candidates, new Random(advantage.length)); // the same step drops the same tokens
        boolean[] dropped = new boolean[advantage.length];
        candidates.stream()
                .limit(Math.max(1, (long) (share * advantage.length)))
                .forEach(n -> dropped[n] = true);
        return dropped;
    }
}
