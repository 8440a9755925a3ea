package org.egpo.rollout;

import java.util.List;

/**
 * The responses sampled for one query.
 *
 * @param id id of the query, as in its question file
 * @param responses at least one
 */
public record RolloutGroup(String id, List<Response> responses) {
    public RolloutGroup {
        responses = List.copyOf(responses);
        if (responses.isEmpty()) {
            throw new IllegalArgumentException("group " + id + " has no responses; a group needs at least one");
        }
    }
}
