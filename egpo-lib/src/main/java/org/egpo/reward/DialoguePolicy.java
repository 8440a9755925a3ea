package org.egpo.reward;

import java.util.List;
import org.egpo.call.ToolSpec;
import org.egpo.data.Message;

/** A policy that talks: a local model, a server, a replay, or a script. */
@FunctionalInterface
public interface DialoguePolicy {

    /**
     * The next message of the assistant.
     *
     * @param messages the dialogue so far: user, assistant and tool messages
     * @param tools the functions that are offered now
     * @return what the policy writes: calls in Python's syntax, or a text without calls, which ends the turn
     */
    String answer(List<Message> messages, List<ToolSpec> tools);
}
