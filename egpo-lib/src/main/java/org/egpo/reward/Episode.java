package org.egpo.reward;

import java.util.List;
import org.egpo.bfcl.multiturn.MultiTurnVerdict;
import org.egpo.data.Message;
import org.jspecify.annotations.Nullable;

/**
 * One trajectory of a policy through a scenario.
 *
 * @param id id of the scenario
 * @param texts turns → steps → what the policy wrote, as result files of the benchmark have it; fewer turns than the scenario
 *     where the step limit ended it
 * @param messages the whole dialogue, results included
 * @param verdict what the checker says; null where the step limit ended the episode
 */
public record Episode(String id, List<List<String>> texts, List<Message> messages, @Nullable MultiTurnVerdict verdict) {
    public Episode {
        texts = texts.stream().map(List::copyOf).toList();
        messages = List.copyOf(messages);
    }

    /** Whether the step limit ended it; the benchmark calls that force-terminated. */
    public boolean isTerminated() {
        return verdict == null;
    }

    /** 1 for a trajectory that passes the check as a whole, else 0. */
    public double reward() {
        return verdict != null && verdict.isValid() ? 1 : 0;
    }

    /** Why the reward is 0, in sentences; empty when it is 1. */
    public List<String> reasons() {
        return verdict == null
                ? List.of("The step limit ended the episode in turn " + (texts.size()) + ".")
                : verdict.reasons();
    }
}
