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
    private static final String NO_QUESTIONS =
            "Please do not ask me any questions, use the known conditions to solve the problem";
    /** The official code forgot to fill the braces. */
    private static final Value.ListValue FAILED = new Value.ListValue((AgentSimulation.ERROR + "{str(e)}")
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
        return new Running(item, agent, user).run(limit);
    }

    private static final class Running {
        private final AceItem item;
        private final boolean steps;
        private final Speaker agent;
        private final Speaker user;
        private final AgentSimulation simulation;
        private final List<AcePrompts.Message> said;
        private final StringBuilder history = new StringBuilder();
        private final StringBuilder senders = new StringBuilder("u");
        private final List<String> process = new ArrayList<>();
        private final List<Value> observations = new ArrayList<>();
        private boolean collected;

        Running(AceItem item, Speaker agent, Speaker user) {
            this.item = item;
            this.agent = agent;
            this.user = user;
            this.steps = item.category().equals("agent_multi_step");
            this.simulation = new AgentSimulation(item);
            this.said = steps ? List.of() : new ArrayList<>(AcePrompts.user(item));
        }

        AgentDialogue run(int limit) {
            String message = steps ? item.question() : askUser();
            history.append("user:").append(message).append('\n');
            char next = 'a';
            boolean ended = false;
            for (int i = 0; i < limit && !ended; i++) {
                senders.append(next);
                if (next == 'e') {
                    Value observed = execute(message);
                    observations.add(observed);
                    history.append(steps ? "execution result:" : "execution:");
                    history.append(PythonText.str(observed)).append('\n');
                    next = 'a';
                    ended = i > 1
                            && observed instanceof Value.ListValue l
                            && l.items().contains(Value.text(END));
                } else {
                    if (next == 'a') {
                        message = agent.reply(AcePrompts.agent(item, history.toString()));
                        history.append("agent:").append(message).append('\n');
                        next = steps || AceDecoder.isForExecution(message) ? 'e' : 'u';
                    } else {
                        said.add(new AcePrompts.Message("user", message.replaceFirst("^(user|agent):", "")));
                        message = askUser();
                        history.append("user:").append(message).append('\n');
                        next = 'a';
                    }
                    ended = i > 1 && message.contains(END);
                }
            }
            return new AgentDialogue(
                    collected ? simulation.state() : List.of(), process, observations, senders.toString());
        }

        private String askUser() {
            String text = user.reply(List.copyOf(said));
            said.add(new AcePrompts.Message("system", text));
            return text;
        }

        private Value execute(String message) {
            process.add(message);
            List<String> calls = AceDecoder.agentCalls(message, steps);
            if (calls == null) {
                return Value.text(NO_QUESTIONS);
            }
            Value.ListValue results = simulation.execute(calls, steps);
            collected |= results != null;
            return results == null ? FAILED : results;
        }
    }
}
