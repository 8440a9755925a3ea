package org.egpo.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.egpo.bfcl.multiturn.FunctionDocuments;
import org.egpo.bfcl.multiturn.MultiTurnEvaluator;
import org.egpo.bfcl.multiturn.Scenario;
import org.egpo.call.ModelFormat;
import org.egpo.call.ModelText;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;

/**
 * A question of several turns, played against simulated environments: in each turn the policy writes calls, reads their results
 * as tool messages, and goes on until it writes a text without calls; then the user speaks again.
 *
 * @param scenario environments, the user's messages and the reference calls
 * @param tools turn → the functions that are offered in it
 * @param maxSteps how often the policy may call within one turn and still be asked again (the benchmark's 20)
 * @param maxTokens an episode ends where the dialogue so far and one more step may have more tokens; a model's own positions
 *     bound it too
 */
public record Dialogue(Scenario scenario, List<List<ToolSpec>> tools, int maxSteps, int maxTokens) {
    /** The official limit of steps within a turn. */
    public static final int MAX_STEPS = 20;

    /** Tokens of a dialogue where nothing else is said. */
    public static final int MAX_TOKENS = 32_768;

    /** What the user says where functions are added and nothing else. */
    private static final String MORE_FUNCTIONS = "There are more functions now. Please go on.";

    public Dialogue {
        tools = tools.stream().map(List::copyOf).toList();
        if (maxSteps < 1 || maxTokens < 1) {
            throw new IllegalArgumentException("an episode has at most " + maxSteps + " steps a turn and " + maxTokens
                    + " tokens; both must be at least 1");
        }
    }

    /** A scenario with its functions. */
    static Dialogue of(Scenario scenario, FunctionDocuments documents, int maxSteps, int maxTokens) {
        IntStream turns = IntStream.range(0, scenario.turns().size());
        return new Dialogue(
                scenario, turns.mapToObj(t -> documents.offered(scenario, t)).toList(), maxSteps, maxTokens);
    }

    public int turns() {
        return tools.size();
    }

    /** What the user says in a turn, counted from 0. */
    public List<Message> messages(int turn) {
        List<Message> all = new ArrayList<>();
        for (Value message : scenario.turns().get(turn)) {
            Value role = PythonObjects.map(message).get(Value.text("role"), Value.text("user"));
            Value content = PythonObjects.map(message).get(Value.text("content"), PythonObjects.EMPTY);
            all.add(new Message(PythonText.str(role), PythonText.str(content)));
        }
        return all.isEmpty() ? List.of(Message.user(MORE_FUNCTIONS)) : all;
    }

    /**
     * What a step calls, as the benchmark's runner reads it: {@code [f(a=1)]}, or JSON in {@code <tool_call>}; empty where the text
     * holds no call, which ends the turn. Total and bounded in time.
     */
    public static List<String> calls(String said) {
        ModelText parts = ModelText.of(said);
        String behind = parts.thinking() == null
                ? said
                : said.substring(parts.thinking().end());
        boolean json = behind.contains("<tool_call>\n{") || behind.contains("<tool_call>{");
        return MultiTurnEvaluator.calls(
                Value.text(json ? behind : parts.answerText()), json ? ModelFormat.HERMES : ModelFormat.PROMPT);
    }
}
