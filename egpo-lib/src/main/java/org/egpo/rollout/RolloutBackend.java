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
     * A text that this backend's model reads, as tokens; one token without an id where its tokenizer is not known.
     */
    default Response reading(String text) {
        return Response.ofTexts(List.of(text), new double[1], false);
    }

    /** Most tokens that the model can read and write, as far as is known. */
    default int positions() {
        return Integer.MAX_VALUE;
    }

    /**
     * Samples a group of responses for each question; of a question of several turns, a group of episodes.
     *
     * @param samples responses for each question (S), at least 1
     * @return one group for each question, in the same order
     * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
     */
    default List<Group> rollouts(List<Question> questions, int samples, Sampling sampling) {
        if (questions.stream().anyMatch(q -> q.dialogue() != null)) {
            return Episodes.play(this, questions, samples, sampling);
        }
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
