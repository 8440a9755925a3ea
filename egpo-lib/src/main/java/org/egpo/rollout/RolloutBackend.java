package org.egpo.rollout;

import java.util.ArrayList;
import java.util.List;
import org.egpo.data.Question;
import org.egpo.policy.Sampling;

/** Where responses come from: a policy in this process, a server, or a file. */
public interface RolloutBackend extends AutoCloseable {

    /** The question as this backend's model reads it. */
    Prompt prompt(Question question);

    /**
     * Samples responses to prompts, one level below {@link #rollouts}.
     *
     * @param prompts what the policy reads
     * @param samples responses for each prompt (S), at least 1
     * @return for each prompt, in the same order, its responses
     * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
     */
    List<List<Response>> sample(List<Prompt> prompts, int samples, Sampling sampling);

    /**
     * Samples a group of responses for each question.
     *
     * @param samples responses for each question (S), at least 1
     * @return one group for each question, in the same order
     * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
     */
    default List<Group> rollouts(List<Question> questions, int samples, Sampling sampling) {
        List<List<Response>> responses =
                sample(questions.stream().map(this::prompt).toList(), samples, sampling);
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            groups.add(new Group(questions.get(i), responses.get(i)));
        }
        return groups;
    }

    @Override
    default void close() {}
}
