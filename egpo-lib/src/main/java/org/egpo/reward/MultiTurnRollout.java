package org.egpo.reward;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.egpo.bfcl.multiturn.FunctionDocuments;
import org.egpo.bfcl.multiturn.MultiTurnChecker;
import org.egpo.bfcl.multiturn.MultiTurnEvaluator;
import org.egpo.bfcl.multiturn.MultiTurnVerdict;
import org.egpo.bfcl.multiturn.Scenario;
import org.egpo.bfcl.multiturn.Simulation;
import org.egpo.call.ModelFormat;
import org.egpo.call.ModelText;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.data.Answer;
import org.egpo.data.Example;
import org.egpo.data.Message;
import org.egpo.data.Question;
import org.egpo.policy.Sampling;
import org.egpo.rollout.Prompt;
import org.egpo.rollout.RolloutBackend;

/**
 * Plays a policy through scenarios: in each turn the policy writes calls, gets their results as tool messages, and goes on
 * until it writes a text without calls. Lives here and not in {@code rollout} because it needs the benchmark's environments
 * and checker. Safe for many threads when the policy is.
 */
public final class MultiTurnRollout {
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

    /** A model that talks: one sample for each message, with the start tag of the thinking where the prompt has written it. */
    public static DialoguePolicy talking(RolloutBackend model, Sampling sampling) {
        Value.MapValue none = Value.MapValue.EMPTY;
        return (messages, tools) -> {
            Example soFar = new Example("dialogue", messages, tools, Answer.NO_CALL, none, none, null);
            List<Prompt> prompt = List.of(model.prompt(Question.of(soFar)));
            return model.sample(prompt, 1, sampling).get(0).get(0).said();
        };
    }

    /** The official limit of steps within a turn. */
    public static final int MAX_STEPS = 20;

    /** What the user says where functions are added and nothing else. */
    static final String MORE_FUNCTIONS = "There are more functions now. Please go on.";

    private final FunctionDocuments documents;
    private final int maxSteps;

    public MultiTurnRollout(FunctionDocuments documents) {
        this(documents, MAX_STEPS);
    }

    /** @param maxSteps how often the policy may call within one turn, at least 1 */
    public MultiTurnRollout(FunctionDocuments documents, int maxSteps) {
        if (maxSteps < 1) {
            throw new IllegalArgumentException("maxSteps is " + maxSteps + "; a turn needs at least 1 step");
        }
        this.documents = documents;
        this.maxSteps = maxSteps;
    }

    /** Plays one episode from the scenario's beginning and checks it. */
    public Episode play(Scenario scenario, DialoguePolicy policy) {
        Simulation simulation = Simulation.start(scenario);
        List<Message> messages = new ArrayList<>();
        List<List<String>> texts = new ArrayList<>();
        List<List<List<String>>> calls = new ArrayList<>();
        for (int turn = 0; turn < scenario.turns().size(); turn++) {
            List<String> written = new ArrayList<>();
            List<List<String>> called = new ArrayList<>();
            List<ToolSpec> tools = documents.offered(scenario, turn);
            addUser(scenario.turns().get(turn), messages);
            boolean ended = playTurn(simulation, policy, tools, messages, written, called);
            texts.add(written);
            calls.add(called);
            if (!ended) {
                return new Episode(scenario.id(), texts, messages, null);
            }
        }
        MultiTurnVerdict verdict = MultiTurnChecker.check(scenario, calls);
        return new Episode(scenario.id(), texts, messages, verdict);
    }

    /** False where the step limit ended the turn. */
    private boolean playTurn(
            Simulation simulation,
            DialoguePolicy policy,
            List<ToolSpec> tools,
            List<Message> messages,
            List<String> written,
            List<List<String>> called) {
        for (int step = 0; step <= maxSteps; step++) {
            String text = policy.answer(List.copyOf(messages), tools);
            written.add(text);
            messages.add(new Message("assistant", text));
            List<String> calls =
                    MultiTurnEvaluator.calls(Value.text(ModelText.of(text).answerText()), ModelFormat.PROMPT);
            if (calls.isEmpty()) {
                return true;
            }
            called.add(calls);
            simulation.execute(calls).forEach(result -> messages.add(new Message("tool", result)));
        }
        return false;
    }

    private static void addUser(JsonNode turn, List<Message> messages) {
        if (turn.isEmpty()) {
            messages.add(Message.user(MORE_FUNCTIONS));
        }
        for (JsonNode message : turn) {
            messages.add(new Message(
                    message.path("role").asText("user"), message.path("content").asText()));
        }
    }
}
