package org.egpo.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.egpo.bfcl.BfclEntry;
import org.egpo.rollout.Response;
import org.egpo.rollout.RolloutGroup;

/**
 * A group of responses with their rewards.
 *
 * @param query the question and its reference answer
 * @param responses the sampled responses
 * @param rewards one for each response
 */
public record ScoredGroup(BfclEntry query, List<Response> responses, List<Reward> rewards) {
    public ScoredGroup {
        responses = List.copyOf(responses);
        rewards = List.copyOf(rewards);
    }

    /** Judges every response of a group. */
    public static ScoredGroup of(BfclEntry query, RolloutGroup group, RewardFunction function) {
        List<Reward> rewards = group.responses().stream()
                .map(r -> function.of(query, r.text()))
                .toList();
        return new ScoredGroup(query, group.responses(), rewards);
    }

    /**
     * Judges all groups.
     *
     * @param queries by id
     * @throws IllegalArgumentException naming a group whose query is not there
     */
    public static List<ScoredGroup> all(
            Map<String, BfclEntry> queries, List<RolloutGroup> groups, RewardFunction function) {
        List<ScoredGroup> all = new ArrayList<>();
        for (RolloutGroup group : groups) {
            BfclEntry query = queries.get(group.id());
            if (query == null) {
                throw new IllegalArgumentException("the rollouts hold a group " + group.id()
                        + ", but the questions do not; use the question file the rollouts were made from");
            }
            all.add(of(query, group, function));
        }
        return all;
    }

    /** Id of the question. */
    public String id() {
        return query.id();
    }

    /** The benchmark's category of the question, such as {@code multiple}. */
    public String category() {
        return query.category();
    }

    /** The responses as they are saved. */
    public RolloutGroup rollouts() {
        return new RolloutGroup(id(), responses);
    }

    /** The rewards as numbers: r_1 … r_S. */
    public double[] rewardValues() {
        return rewards.stream().mapToDouble(Reward::value).toArray();
    }

    /** E_1 … E_S: mean token entropy of each response over its thinking tokens (paper, equation 4); 0 without thinking. */
    public double[] thinkingEntropies() {
        return responses.stream().mapToDouble(Response::thinkingEntropy).toArray();
    }

    /** Mean token entropy of each response over all its tokens, thinking and calls. */
    public double[] responseEntropies() {
        return responses.stream().mapToDouble(Response::meanEntropy).toArray();
    }

    /** Share of right responses. */
    public double meanReward() {
        return rewards.stream().mapToDouble(Reward::value).average().orElse(0);
    }
}
