package org.egpo.reward;

import java.util.List;
import org.egpo.data.Question;
import org.egpo.rollout.Group;
import org.egpo.rollout.Response;

/**
 * A group of responses with their rewards.
 *
 * @param group the question and what was answered
 * @param rewards one for each response
 */
public record ScoredGroup(Group group, List<Reward> rewards) {
    public ScoredGroup {
        rewards = List.copyOf(rewards);
        if (rewards.size() != group.responses().size()) {
            throw new IllegalArgumentException("the group of " + group.id() + " has "
                    + group.responses().size() + " responses and " + rewards.size() + " rewards; each needs one");
        }
    }

    public Question question() {
        return group.question();
    }

    public List<Response> responses() {
        return group.responses();
    }

    /** Id of the question. */
    public String id() {
        return group.id();
    }

    /** The rewards as numbers: r_1 … r_S. */
    public double[] rewardValues() {
        return rewards.stream().mapToDouble(Reward::value).toArray();
    }

    /** E_1 … E_S: mean token entropy of each response over its thinking tokens (paper, equation 4); 0 without thinking. */
    public double[] thinkingEntropies() {
        return responses().stream().mapToDouble(Response::thinkingEntropy).toArray();
    }

    /** Mean token entropy of each response over all its tokens, thinking and calls. */
    public double[] responseEntropies() {
        return responses().stream().mapToDouble(Response::meanEntropy).toArray();
    }

    /** Mean of the rewards: with the strict reward, the share of right responses. */
    public double meanReward() {
        return rewards.stream().mapToDouble(Reward::value).average().orElseThrow();
    }

    /** Whether some responses earned more than others: only such a group teaches. */
    public boolean isMixed() {
        return rewards.stream().anyMatch(r -> r.value() != rewards.get(0).value());
    }

    /** The group that has as many right as wrong responses, or comes closest: one worth looking at. */
    public static ScoredGroup mostMixed(List<ScoredGroup> groups) {
        return groups.stream()
                .min(java.util.Comparator.comparingDouble(g -> Math.abs(g.meanReward() - 0.5)))
                .orElseThrow(() -> new IllegalArgumentException("there are no groups to choose from"));
    }
}
