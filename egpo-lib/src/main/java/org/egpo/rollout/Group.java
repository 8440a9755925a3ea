package org.egpo.rollout;

import java.util.List;
import org.egpo.data.Question;

/**
 * The responses of a policy to one question.
 *
 * @param question with its reference
 * @param responses at least one
 */
public record Group(Question question, List<Response> responses) {
    public Group {
        responses = List.copyOf(responses);
        if (responses.isEmpty()) {
            throw new IllegalArgumentException(
                    "the group of " + question.id() + " has no responses; a group needs at least one");
        }
    }

    /** Id of the question. */
    public String id() {
        return question.id();
    }
}
