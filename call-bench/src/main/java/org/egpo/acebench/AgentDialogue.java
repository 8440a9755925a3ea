package org.egpo.acebench;

import java.util.ArrayList;
import java.util.List;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/**
 * The dialogue of an agent test: the agent, the services and, in tests of several turns, a simulated user.
 *
 * @param result the state in the end, class by class; empty where no message could be run
 * @param process the agent's messages that went to the services
 * @param observations what the services answered
 * @param senders one letter for each message: u, a or e
 */
public record AgentDialogue(List<Value> result, List<String> process, List<Value> observations, String senders) {
    /** Messages that a dialogue has at most, by default. */
    public static final int MAX_MESSAGES = 40;

    private static final String END = "finish conversation";
    private static final Value NO_QUESTIONS =
            Value.text("Please do not ask me any questions, use the known conditions to solve the problem");
    /** The official code forgot to fill the braces. */
    private static final Value FAILED = new Value.ListValue((AgentSimulation.ERROR + "{str(e)}")
            .codePoints()
            .mapToObj(c -> Value.text(Character.toString(c)))
            .toList());

    /** Somebody who takes part: the agent reads a system and a user message, the simulated user its whole conversation. */
    @FunctionalInterface
    public interface Speaker {
        String reply(List<AcePrompts.Message> messages);
    }

    /**
     * Runs a dialogue.
     *
     * @param user not asked in tests of several steps, where the question is all that the user says
     * @param limit of messages, such as {@link #MAX_MESSAGES}
     */
    public static AgentDialogue run(AceItem item, Speaker agent, Speaker user, int limit) {
        boolean steps = item.category().equals("agent_multi_step");
        AgentSimulation simulation = new AgentSimulation(item);
        List<AcePrompts.Message> said = new ArrayList<>(steps ? List.of() : AcePrompts.user(item));
        String message = steps ? item.question() : ask(user, said);
        StringBuilder history = new StringBuilder("user:" + message + "\n");
        StringBuilder senders = new StringBuilder("u");
        List<String> process = new ArrayList<>();
        List<Value> observations = new ArrayList<>();
        boolean collected = false;
        char next = 'a';
        boolean ended = false;
        for (int i = 0; i < limit && !ended; i++) {
            senders.append(next);
            if (next == 'e') {
                process.add(message);
                List<String> calls = AceDecoder.agentCalls(message, steps);
                Value.ListValue results = calls == null ? null : simulation.execute(calls, steps);
                collected |= results != null;
                observations.add(results != null ? results : calls == null ? NO_QUESTIONS : FAILED);
                history.append(steps ? "execution result:" : "execution:");
                history.append(PythonText.str(observations.get(observations.size() - 1)))
                        .append('\n');
                next = 'a';
                ended = i > 1 && results != null && results.items().contains(Value.text(END));
            } else {
                boolean agents = next == 'a';
                if (!agents) {
                    said.add(new AcePrompts.Message("user", message.replaceFirst("^(user|agent):", "")));
                }
                message = agents ? agent.reply(AcePrompts.agent(item, history.toString())) : ask(user, said);
                history.append(agents ? "agent:" : "user:").append(message).append('\n');
                next = !agents ? 'a' : steps || AceDecoder.isForExecution(message) ? 'e' : 'u';
                ended = i > 1 && message.contains(END);
            }
        }
        List<Value> result = collected ? simulation.state() : List.of();
        return new AgentDialogue(result, process, observations, senders.toString());
    }

    private static String ask(Speaker user, List<AcePrompts.Message> said) {
        String text = user.reply(List.copyOf(said));
        said.add(new AcePrompts.Message("system", text));
        return text;
    }
}
