package org.egpo.bfcl.multiturn;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.egpo.bfcl.BadInputException;
import org.egpo.bfcl.BfclEntry;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * One multi-turn test: which environments, how they begin, what the user says, and the reference calls. Immutable.
 *
 * @param id such as {@code multi_turn_base_0}
 * @param classes the official names of the environments, in the order in which states are compared
 * @param configuration class → the state it begins with
 * @param longContext whether the environments add the texts of the long context
 * @param turns the messages of each turn as the data give them; a turn may be empty
 * @param later turn → the functions that are only offered from there on
 * @param excluded functions that are not offered at all
 * @param groundTruth the reference calls of each turn; an empty turn expects none
 */
public record Scenario(
        String id,
        List<String> classes,
        Value.MapValue configuration,
        boolean longContext,
        List<List<Value>> turns,
        Map<Integer, List<String>> later,
        List<String> excluded,
        List<List<String>> groundTruth,
        Constants constants) {
    public Scenario {
        classes = List.copyOf(classes);
        turns = List.copyOf(turns);
        later = Map.copyOf(later);
        excluded = List.copyOf(excluded);
        groundTruth = groundTruth.stream().map(List::copyOf).toList();
    }

    /**
     * The scenario that an entry of the data describes.
     *
     * @throws BadInputException naming the entry and the field where it describes none
     */
    public static Scenario of(BfclEntry entry, Constants constants) {
        Value.MapValue json = entry.json((field, value) -> value);
        List<String> classes = texts(field(json, entry, "involved_classes"));
        for (String name : classes) {
            if (!Apis.has(name)) {
                String known = "names \"" + name + "\"; there are " + String.join(", ", Apis.names());
                throw problem(entry, "involved_classes", known);
            }
        }
        if (!(field(json, entry, "initial_config") instanceof Value.MapValue configuration)) {
            throw problem(entry, "initial_config", "must be an object");
        }
        List<List<Value>> turns = items(field(json, entry, "question")).stream()
                .map(Scenario::items)
                .toList();
        boolean longContext = entry.id().contains("long_context") || entry.id().contains("composite");
        Map<Integer, List<String>> later = new TreeMap<>();
        if (json.get("missed_function") instanceof Value.MapValue missed) {
            missed.forEach((turn, names) -> {
                if (PythonText.str(turn).matches("\\d{1,6}")) {
                    later.put(Integer.valueOf(PythonText.str(turn)), texts(names));
                }
            });
        }
        List<String> excluded = texts(json.get("excluded_function"));
        List<Value> truth = items(entry.expected());
        if (!truth.stream().allMatch(Value.ListValue.class::isInstance)) {
            throw problem(entry, "ground_truth", "must be a list of turns, each a list of calls");
        }
        List<List<String>> calls = truth.stream().map(Scenario::texts).toList();
        return new Scenario(entry.id(), classes, configuration, longContext, turns, later, excluded, calls, constants);
    }

    /** The items of a list; none where there is no list. */
    private static List<Value> items(@Nullable Value v) {
        return v instanceof Value.ListValue l ? l.items() : List.of();
    }

    private static List<String> texts(@Nullable Value v) {
        return items(v).stream().map(PythonText::str).toList();
    }

    /** Whether a function is offered in a turn, counted from 0. */
    public boolean offers(String function, int turn) {
        return !excluded.contains(function)
                && later.entrySet().stream()
                        .noneMatch(e -> e.getKey() > turn && e.getValue().contains(function));
    }

    private static Value field(Value.MapValue json, BfclEntry entry, String name) {
        Value v = json.get(name);
        if (v == null) {
            throw problem(entry, name, "is missing");
        }
        return v;
    }

    private static BadInputException problem(BfclEntry entry, String field, String what) {
        return new BadInputException("the entry " + entry.id() + ": the field " + field + " " + what + ".");
    }

    /** A scenario of one class without dialogue, to try functions on. */
    public static Scenario single(
            String id, String name, Value.MapValue configuration, boolean longContext, Constants constants) {
        Value.MapValue all = new Value.MapBuilder().put(name, configuration).build();
        return new Scenario(id, List.of(name), all, longContext, List.of(), Map.of(), List.of(), List.of(), constants);
    }

    /** The state a class begins with; empty where the scenario gives none. */
    Value.MapValue configuration(String name) {
        return configuration.get(name) instanceof Value.MapValue m ? m : Value.MapValue.EMPTY;
    }
}
