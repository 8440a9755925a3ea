package org.egpo.advantage;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.egpo.reward.ScoredGroup;

/**
 * A group of responses with their rewards and advantages.
 *
 * @param group the question, its responses and their rewards
 * @param advantages one for each response
 * @param tokens what trains: for each response one number for each of its tokens, the response's own unless the rule tells tokens
 *     apart
 */
public record GroupAdvantages(ScoredGroup group, List<Advantage> advantages, List<double[]> tokens) {
    public GroupAdvantages {
        advantages = List.copyOf(advantages);
        tokens = List.copyOf(tokens);
        if (advantages.size() != group.responses().size()) {
            throw new IllegalArgumentException("the group of " + group.id() + " has "
                    + group.responses().size() + " responses and " + advantages.size() + " advantages; each needs one");
        }
    }

    /** All tokens of a response have its advantage. */
    public GroupAdvantages(ScoredGroup group, List<Advantage> advantages) {
        this(group, advantages, spread(group, advantages));
    }

    private static List<double[]> spread(ScoredGroup group, List<Advantage> advantages) {
        return IntStream.range(0, Math.min(advantages.size(), group.responses().size()))
                .mapToObj(i -> DoubleStream.generate(advantages.get(i)::value)
                        .limit(group.responses().get(i).length())
                        .toArray())
                .toList();
    }

    /** The advantage of the i-th response, from 0. */
    public Advantage get(int i) {
        return advantages.get(i);
    }

    /** Number of the response, from 0, to which entropy gave most. */
    public int largestBonus() {
        return most(Advantage::bonus);
    }

    /** Number of the response, from 0, to which entropy gave least. */
    public int smallestBonus() {
        return most(a -> -a.bonus());
    }

    private int most(ToDoubleFunction<Advantage> of) {
        return Collections.max(
                IntStream.range(0, advantages.size()).boxed().toList(),
                Comparator.comparingDouble(i -> of.applyAsDouble(get(i))));
    }
}
