package org.egpo.bfcl.multiturn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.egpo.call.PythonError;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * Runs a model's trajectory beside the reference calls and compares, turn by turn: was something called, is the state the
 * same, are the reference's results among the model's. Source: {@code multi_turn_checker} of the official scorer.
 */
public final class MultiTurnChecker {
    private final Scenario scenario;
    private final Simulation model;
    private final Simulation reference;
    private final List<String> allResults = new ArrayList<>();
    private final List<MultiTurnVerdict.TurnResults> turns = new ArrayList<>();

    private MultiTurnChecker(Scenario scenario, String modelName) {
        this.scenario = scenario;
        SharedObjects shared = new SharedObjects(scenario.constants());
        this.model = new Simulation(scenario, modelName, shared);
        this.reference = new Simulation(scenario, modelName + "_ground_truth", shared);
    }

    /**
     * Checks a trajectory that has as many turns as the reference.
     *
     * @param calls turns → steps → texts of calls
     */
    public static MultiTurnVerdict check(Scenario scenario, List<List<List<String>>> calls) {
        return check(scenario, calls, "model");
    }

    /**
     * The same for a model of that name, which the official executor uses in the names of variables.
     *
     * @throws IllegalArgumentException where the numbers of turns differ
     */
    public static MultiTurnVerdict check(Scenario scenario, List<List<List<String>>> calls, String modelName) {
        if (calls.size() != scenario.groundTruth().size()) {
            throw new IllegalArgumentException(
                    scenario.id() + " has " + scenario.groundTruth().size() + " turns, the trajectory " + calls.size());
        }
        MultiTurnChecker checker = new MultiTurnChecker(scenario, modelName);
        for (int turn = 0; turn < calls.size(); turn++) {
            MultiTurnVerdict failed = checker.turn(turn, calls.get(turn));
            if (failed != null) {
                return failed;
            }
        }
        return MultiTurnVerdict.valid(checker.turns);
    }

    /**
     * Whether the model called nothing in the turns where nothing is expected. The official runner does not use this for the
     * score.
     */
    public static boolean isSilentWhereExpected(Scenario scenario, List<List<List<String>>> calls) {
        List<List<String>> truth = scenario.groundTruth();
        return IntStream.range(0, truth.size())
                .allMatch(turn -> !truth.get(turn).isEmpty() || isEmpty(calls.get(turn)));
    }

    /** No step, or one without calls; two empty steps do not count as empty officially. */
    private static boolean isEmpty(List<List<String>> steps) {
        return steps.isEmpty() || steps.size() == 1 && steps.get(0).isEmpty();
    }

    /** The verdict where this turn fails, else null. */
    private @Nullable MultiTurnVerdict turn(int turn, List<List<String>> steps) {
        List<List<String>> results = steps.stream().map(model::execute).toList();
        List<String> expectedCalls = scenario.groundTruth().get(turn);
        List<String> expected = reference.execute(expectedCalls);
        results.forEach(allResults::addAll);
        turns.add(new MultiTurnVerdict.TurnResults(results, expected));
        if (expectedCalls.isEmpty()) {
            return null;
        }
        if (isEmpty(steps)) {
            String message = "Model response list is empty for turn " + turn;
            return invalid("empty_turn_model_response", message, turn, List.of(), List.of(), null);
        }
        try {
            MultiTurnVerdict state = state(turn);
            return state != null ? state : results(turn, expected);
        } catch (PythonError e) {
            return new MultiTurnVerdict(null, e.type, e.getMessage(), turn, List.of(), List.of(), null, turns);
        }
    }

    private MultiTurnVerdict invalid(
            String type,
            String message,
            int turn,
            List<String> attributes,
            List<Difference> all,
            MultiTurnVerdict.@Nullable States states) {
        return new MultiTurnVerdict("multi_turn:" + type, null, message, turn, attributes, all, states, turns);
    }

    private @Nullable MultiTurnVerdict state(int turn) {
        for (int i = 0; i < model.environments().size(); i++) {
            Environment got = model.environments().get(i);
            Environment expected = reference.environments().get(i);
            String name = got.name();
            List<String> attributes = new ArrayList<>();
            expected.forEachAttribute((attribute, value) -> {
                if (!Value.pythonEquals(got.get(attribute), value)) {
                    attributes.add(attribute);
                }
            });
            if (!attributes.isEmpty()) {
                String message = "Model instance for " + name + " does not match the state with ground truth instance.";
                List<Difference> all = differences(turn, name, attributes, got, expected);
                MultiTurnVerdict.States states = new MultiTurnVerdict.States(got, expected);
                return invalid("instance_state_mismatch", message, turn, attributes, all, states);
            }
        }
        return null;
    }

    /** The attributes, folders and files that differ or that only one side has. */
    private static List<Difference> differences(
            int turn, String name, List<String> attributes, Environment model, Environment reference) {
        List<Difference> all = new ArrayList<>();
        Map<String, String> expected = rows(reference, attributes);
        Map<String, String> got = rows(model, attributes);
        expected.forEach((path, value) -> {
            String other = got.remove(path);
            if (!value.equals(other) && (other == null || !value.startsWith("folder of "))) {
                all.add(new Difference(turn, name, path, value, other == null ? "" : other));
            }
        });
        got.forEach((path, value) -> all.add(new Difference(turn, name, path, "", value)));
        return all;
    }

    private static Map<String, String> rows(Environment environment, List<String> attributes) {
        Map<String, String> rows = new LinkedHashMap<>();
        for (StateRow row : StateRow.of(environment)) {
            if (attributes.contains(row.attribute()) || row.attribute().startsWith("/")) {
                rows.put(row.attribute(), row.value());
            }
        }
        return rows;
    }

    /** This turn's results of the reference must be among all results of the model so far, as often as they occur. */
    private @Nullable MultiTurnVerdict results(int turn, List<String> expected) {
        List<String> left = new ArrayList<>(allResults);
        List<Difference> missing = new ArrayList<>();
        for (String result : expected) {
            // Nearly always the results stand at the end.
            int at = left.lastIndexOf(result);
            if (at < 0) {
                missing.add(new Difference(turn, "", "result", result, ""));
            } else {
                left.remove(at);
            }
        }
        if (missing.isEmpty()) {
            return null;
        }
        String message = "Model response execution results so far does not contain all the ground truth response"
                + " execution results for turn " + turn + ".";
        return invalid("execution_response_mismatch", message, turn, List.of(), missing, null);
    }
}
