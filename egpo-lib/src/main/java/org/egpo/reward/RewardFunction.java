package org.egpo.reward;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.egpo.data.Question;
import org.egpo.rollout.Group;
import org.egpo.rollout.Response;

/** What a response is worth. */
@FunctionalInterface
public interface RewardFunction {
    /**
     * Judges one response, or one episode of a question of several turns. Total: every response has a reward.
     *
     * @param question with its reference
     */
    Reward judge(Question question, Response response);

    /**
     * Judges a text.
     *
     * @param said what the policy said, tags included, also a start tag that the prompt had written
     */
    default Reward judge(Question question, String said) {
        return judge(question, Response.ofTexts(List.of(said), new double[1], false));
    }

    /** Judges every response of a group. */
    default ScoredGroup judge(Group group) {
        List<Reward> rewards =
                group.responses().stream().map(r -> judge(group.question(), r)).toList();
        return new ScoredGroup(group, rewards);
    }

    /** Judges every response of all groups, in their order. */
    default List<ScoredGroup> judge(List<Group> groups) {
        return groups.stream().map(this::judge).toList();
    }

    /**
     * A reward of one's own, from a question and the text of a response to a finite number; the checker's verdict stands beside
     * it. The text of an episode holds what was given to the policy too.
     *
     * <pre>RewardFunction brief = RewardFunction.of((question, response) -&gt; response.length() &lt; 200 ? 1 : 0);</pre>
     */
    static RewardFunction of(ToDoubleBiFunction<Question, String> value) {
        StrictReward strict = new StrictReward();
        return (question, response) ->
                strict.judge(question, response).withValue(value.applyAsDouble(question, response.said()));
    }
}
