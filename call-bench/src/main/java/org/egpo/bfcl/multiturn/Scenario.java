package org.egpo.bfcl.multiturn;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.egpo.bfcl.BadInputException;
import org.egpo.bfcl.BfclEntry;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;

/**
 * One multi-turn test: which environments, how they begin, what the user says, and the reference calls. Immutable.
 *
 * @param id such as {@code multi_turn_base_0}
 * @param classes the official names of the environments, in the order in which states are compared
 * @param configuration class → the state it begins with
 * @param longContext whether the environments add the texts of the long context
 * @param turns the messages of each turn as JSON; a turn may be empty
 * @param later turn → the functions that are only offered from there on
 * @param excluded functions that are not offered at all
 * @param groundTruth the reference calls of each turn; an empty turn expects none
 */
public record Scenario(
        String id,
        List<String> classes,
        Value.MapValue configuration,
        boolean longContext,
        List<JsonNode> turns,
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
        JsonNode json;
        try {
            json = ValueJson.MAPPER.readTree(entry.json());
        } catch (JsonProcessingException e) {
            throw new BadInputException("the entry " + entry.id() + " is not valid JSON.");
        }
        List<String> classes = new ArrayList<>();
        for (JsonNode name : field(json, entry, "involved_classes")) {
            if (!Apis.has(name.asText())) {
                throw problem(
                        entry,
                        "involved_classes",
                        "names \"" + name.asText() + "\"; there are " + String.join(", ", Apis.names()));
            }
            classes.add(name.asText());
        }
        if (!(plain(field(json, entry, "initial_config")) instanceof Value.MapValue configuration)) {
            throw problem(entry, "initial_config", "must be an object");
        }
        List<JsonNode> turns = new ArrayList<>();
        field(json, entry, "question").forEach(turns::add);
        boolean longContext = entry.id().contains("long_context") || entry.id().contains("composite");
        return new Scenario(
                entry.id(),
                classes,
                configuration,
                longContext,
                turns,
                later(json),
                names(json.path("excluded_function")),
                truth(entry),
                constants);
    }

    private static Map<Integer, List<String>> later(JsonNode json) {
        Map<Integer, List<String>> later = new TreeMap<>();
        json.path("missed_function").properties().forEach(e -> {
            if (e.getKey().matches("\\d{1,6}")) {
                later.put(Integer.valueOf(e.getKey()), names(e.getValue()));
            }
        });
        return later;
    }

    private static List<String> names(JsonNode array) {
        List<String> names = new ArrayList<>();
        array.forEach(n -> names.add(n.asText()));
        return names;
    }

    /** Whether a function is offered in a turn, counted from 0. */
    public boolean offers(String function, int turn) {
        return !excluded.contains(function)
                && later.entrySet().stream()
                        .noneMatch(e -> e.getKey() > turn && e.getValue().contains(function));
    }

    private static JsonNode field(JsonNode json, BfclEntry entry, String name) {
        JsonNode v = json.get(name);
        if (v == null) {
            throw problem(entry, name, "is missing");
        }
        return v;
    }

    private static BadInputException problem(BfclEntry entry, String field, String what) {
        return new BadInputException("the entry " + entry.id() + ": the field " + field + " " + what + ".");
    }

    private static List<List<String>> truth(BfclEntry entry) {
        List<List<String>> turns = new ArrayList<>();
        if (entry.expected() instanceof Value.ListValue all) {
            for (Value turn : all.items()) {
                turns.add(texts(entry, turn));
            }
        }
        return turns;
    }

    private static List<String> texts(BfclEntry entry, Value turn) {
        if (!(turn instanceof Value.ListValue calls)) {
            throw problem(entry, "ground_truth", "must be a list of turns, each a list of calls");
        }
        return calls.items().stream().map(org.egpo.call.PythonText::str).toList();
    }

    /** JSON as it is: nothing in it is a tag. */
    private static Value plain(JsonNode node) {
        try (JsonParser json = node.traverse()) {
            json.nextToken();
            return ValueJson.readPlain(json);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
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
