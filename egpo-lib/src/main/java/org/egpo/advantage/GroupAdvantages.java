package org.egpo.advantage;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.egpo.reward.ScoredGroup;

/**
 * A group of responses with their rewards and advantages.
 *
 * @param group the question, its responses and their rewards
 * @param advantages one for each response
 */
public record GroupAdvantages(ScoredGroup group, List<Advantage> advantages) {
    public GroupAdvantages {
        advantages = List.copyOf(advantages);
        if (advantages.size() != group.responses().size()) {
            throw new IllegalArgumentException("the group of " + group.id() + " has "
                    + group.responses().size() + " responses and " + advantages.size() + " advantages; each needs one");
        }
    }

    /** The advantage of the i-th response, from 0. */
    public Advantage get(int i) {
        return advantages.get(i);
    }

    /** Number of the response, from 0, to which entropy gave most. */
    public int largestBonus() {
        return IntStream.range(0, advantages.size())
                .boxed()
                .max(Comparator.comparingDouble(i -> get(i).bonus()))
                .orElseThrow();
    }

    /** Number of the response, from 0, to which entropy gave least. */
    public int smallestBonus() {
        return IntStream.range(0, advantages.size())
                .boxed()
                .min(Comparator.comparingDouble(i -> get(i).bonus()))
                .orElseThrow();
    }
}
