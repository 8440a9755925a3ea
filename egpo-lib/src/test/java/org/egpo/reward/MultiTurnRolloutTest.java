package org.egpo.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.multiturn.FunctionDocuments;
import org.egpo.bfcl.multiturn.MultiTurnEvaluator;
import org.egpo.bfcl.multiturn.Scenario;
import org.egpo.call.ToolSpec;
import org.egpo.data.Message;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;

/** A policy and the environments, message by message. */
class MultiTurnRolloutTest {
    private static final Path FOLDER = SharedVectors.root().resolve("datasets/bfcl-mini");
    private static final BfclData DATA = BfclData.at(FOLDER);
    private static final MultiTurnEvaluator EVALUATOR = new MultiTurnEvaluator(DATA);

    private final FunctionDocuments documents = FunctionDocuments.at(FOLDER);
    private final MultiTurnRollout rollout = new MultiTurnRollout(documents);

    /** Knows the reference: calls all of a turn at once, then says so. */
    private static MultiTurnRollout.DialoguePolicy knowing(Scenario scenario) {
        return (messages, tools) -> {
            if (!messages.get(messages.size() - 1).role().equals("user")) {
                return "<think>All done.</think>\nDone.";
            }
            int turn =
                    (int) messages.stream().filter(m -> m.role().equals("user")).count() - 1;
            return "<think>I know this.</think>\n["
                    + String.join(", ", scenario.groundTruth().get(turn)) + "]";
        };
    }

    @Test
    void aPolicyThatKnowsTheReferenceEarnsOneEverywhere() {
        for (Scenario scenario : scenarios()) {
            Episode episode = rollout.play(scenario, knowing(scenario));
            assertEquals(1, episode.reward(), () -> scenario.id() + " " + episode.reasons());
        }
    }

    @Test
    void resultsComeBackAsToolMessages() {
        Scenario scenario = scenario("multi_turn_base_0");
        List<Message> messages = rollout.play(scenario, knowing(scenario)).messages();
        assertEquals(
                List.of("user", "assistant", "tool", "tool", "assistant", "user"),
                messages.subList(0, 6).stream().map(Message::role).toList());
        assertEquals(
                "{\"current_working_directory\": \"plans\"}", messages.get(2).content());
    }

    @Test
    void aPolicyThatNeverStopsIsTerminated() {
        Scenario scenario = scenario("multi_turn_base_0");
        Episode episode = new MultiTurnRollout(documents, 3).play(scenario, (m, t) -> "[pwd()]");
        assertTrue(episode.isTerminated());
        assertEquals(0, episode.reward());
        assertEquals(4, episode.texts().get(0).size());
        assertFalse(episode.reasons().isEmpty());
    }

    @Test
    void silenceEarnsNothingAndSaysWhy() {
        Episode episode = rollout.play(scenario("multi_turn_base_0"), (m, t) -> "I cannot do that.");
        assertEquals(0, episode.reward());
        assertEquals(
                "Model response list is empty for turn 0", episode.reasons().get(0));
    }

    @Test
    void aMissedFunctionIsNotOfferedBeforeItsTurn() {
        Scenario scenario = scenario("multi_turn_miss_func_0");
        boolean[] offered = new boolean[3];
        rollout.play(scenario, (messages, tools) -> {
            int turn =
                    (int) messages.stream().filter(m -> m.role().equals("user")).count() - 1;
            offered[turn] = tools.stream().map(ToolSpec::name).anyMatch("diff"::equals);
            return "Nothing to do.";
        });
        assertFalse(offered[0]);
        assertTrue(offered[1]);
    }

    private static Scenario scenario(String id) {
        return EVALUATOR.scenario(DATA.entry(id));
    }

    private static List<Scenario> scenarios() {
        return Stream.of("base", "miss_func", "miss_param", "long_context")
                .flatMap(c -> DATA.entries("multi_turn_" + c).values().stream())
                .map(EVALUATOR::scenario)
                .toList();
    }
}
