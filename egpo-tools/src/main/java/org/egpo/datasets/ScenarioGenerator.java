package org.egpo.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.egpo.bfcl.multiturn.Constants;
import org.egpo.bfcl.multiturn.MultiTurnChecker;
import org.egpo.bfcl.multiturn.Scenario;
import org.egpo.bfcl.multiturn.Simulation;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import org.jspecify.annotations.Nullable;

/**
 * Draws multi-turn scenarios: one or two worlds of {@code scenarios.yaml}, one to four turns, one to six calls, some of which need
 * what an earlier call answered. Every scenario is played: no reference call may be refused, and the benchmark's checker must
 * accept the reference.
 *
 * @param asked what was asked before, so that no scenario comes twice; gets what is asked here
 */
record ScenarioGenerator(Random random, Set<String> asked) {
    /** The benchmark's categories of scenarios that are drawn. */
    static final List<String> CATEGORIES = List.of("multi_turn_base", "multi_turn_miss_func", "multi_turn_miss_param");

    static final JsonNode WORLDS = ToolCatalog.yaml("scenarios");

    private static final Pattern SLOT = Pattern.compile("\\{(\\$?[a-z_]+)}");
    private static final int MOST_CALLS = 6;
    private static final int DISTRACTORS = 2;

    /**
     * A scenario in the benchmark's form, while it is drawn and after.
     *
     * @param question a line of the question file
     * @param truth the reference calls of each turn
     */
    record Drawn(ObjectNode question, List<List<String>> truth) {
        String id() {
            return question.get("id").asText();
        }
    }

    /** What a turn asks for. */
    private record Wish(String world, JsonNode action, Map<String, String> drawn) {}

    Drawn next(String category, int number) {
        while (true) {
            Drawn drawn = draw(category, category + "_" + number);
            if (drawn != null && asked.add(drawn.question.get("question").toString())) {
                return drawn;
            }
        }
    }

    /** Null where what was drawn does not go together. */
    private @Nullable Drawn draw(String category, String id) {
        List<String> names = new ArrayList<>();
        WORLDS.fieldNames().forEachRemaining(names::add);
        Collections.shuffle(names, random);
        List<String> worlds = new ArrayList<>(new TreeSet<>(names.subList(0, random.nextInt(4) == 0 ? 2 : 1)));
        Map<String, List<String>> pools = new HashMap<>();
        ObjectNode question = ValueJson.MAPPER.createObjectNode().put("id", id);
        question.putArray("question");
        ObjectNode start = question.putObject("initial_config");
        worlds.forEach(w -> start.set(w, new WorldStart(random, pools).of(w)));
        question.set("involved_classes", ValueJson.MAPPER.valueToTree(worlds));
        question.putArray("path");
        List<Wish> wishes = new ArrayList<>();
        int wanted = 1 + random.nextInt(category.equals(CATEGORIES.get(0)) ? 4 : 3);
        for (int turn = 0; turn < wanted; turn++) {
            wishes.add(wish(worlds.get(random.nextInt(worlds.size())), pools));
        }
        Drawn drawn = new Drawn(question, new ArrayList<>());
        Simulation world = Simulation.start(scenario(drawn));
        Set<String> used = new LinkedHashSet<>();
        int special = wishes.contains(null) ? -1 : random.nextInt(wanted);
        for (int turn = 0; turn < wanted; turn++) {
            if (special < 0 || !add(drawn, wishes.get(turn), turn == special ? category : "", world, used)) {
                return null;
            }
        }
        question.set("path", question.remove("path"));
        question.set("excluded_function", excluded(worlds, used));
        List<List<List<String>>> played =
                drawn.truth.stream().map(t -> t.stream().map(List::of).toList()).toList();
        boolean right = question.get("path").size() <= MOST_CALLS
                && MultiTurnChecker.check(scenario(drawn), played).isValid();
        return right ? drawn : null;
    }

    /**
     * Adds what a wish says and calls, in two turns where its function or a value is missing at first; false where that cannot be.
     *
     * @param category tells what is missing in this turn
     * @param used functions of earlier turns; gets those of this one
     */
    private boolean add(Drawn drawn, Wish wish, String category, Simulation world, Set<String> used) {
        List<String> calls = calls(wish, world);
        if (calls.isEmpty()) {
            return false;
        }
        List<String> functions =
                calls.stream().map(c -> c.substring(0, c.indexOf('('))).toList();
        boolean lacks = category.endsWith("miss_param");
        boolean missed = category.endsWith("miss_func");
        if (lacks && !wish.action.has("lacks") || missed && functions.stream().anyMatch(used::contains)) {
            return false;
        }
        used.addAll(functions);
        functions.forEach(f -> ((ArrayNode) drawn.question.get("path")).add(wish.world + "." + f));
        ArrayNode turns = (ArrayNode) drawn.question.get("question");
        if (lacks) {
            wish.action.get("lacks").forEach(says -> say(turns, filled(says.asText(), wish.drawn, false)));
        } else {
            JsonNode says = wish.action.get("says");
            say(turns, filled(says.get(random.nextInt(says.size())).asText(), wish.drawn, false));
        }
        if (missed) {
            turns.addArray();
            drawn.question
                    .putObject("missed_function")
                    .putArray("" + (turns.size() - 1))
                    .add(functions.get(random.nextInt(functions.size())));
        }
        if (lacks || missed) {
            drawn.truth.add(List.of());
        }
        drawn.truth.add(calls);
        return true;
    }

    private static Scenario scenario(Drawn drawn) {
        List<String> classes = new ArrayList<>();
        drawn.question.get("involved_classes").forEach(c -> classes.add(c.asText()));
        return new Scenario(
                drawn.id(),
                classes,
                (Value.MapValue) ValueJson.read(drawn.question.get("initial_config")),
                false,
                List.of(),
                Map.of(),
                List.of(),
                drawn.truth,
                Constants.official());
    }

    private static void say(ArrayNode turns, String text) {
        turns.addArray().addObject().put("role", "user").put("content", text);
    }

    /** Draws values that no other turn has; null where a pool is empty. */
    private @Nullable Wish wish(String world, Map<String, List<String>> pools) {
        JsonNode actions = WORLDS.get(world).get("actions");
        JsonNode action = actions.get(random.nextInt(actions.size()));
        Map<String, String> drawn = new LinkedHashMap<>();
        Matcher slots = SLOT.matcher(action.get("calls").toString());
        while (slots.find()) {
            String name = slots.group(1);
            if (name.startsWith("$") || drawn.containsKey(name)) {
                continue;
            }
            List<String> pool = pools.computeIfAbsent(
                    name,
                    n -> new ArrayList<>(List.of(
                            WORLDS.get(world).get("slots").get(n).asText().split(", "))));
            if (pool.isEmpty()) {
                return null;
            }
            drawn.put(name, pool.remove(random.nextInt(pool.size())));
        }
        return new Wish(world, action, drawn);
    }

    /** The reference calls, run; none where one is refused. */
    private static List<String> calls(Wish wish, Simulation world) {
        List<String> calls = new ArrayList<>();
        Map<String, String> values = new HashMap<>(wish.drawn);
        for (JsonNode template : wish.action.get("calls")) {
            String call = filled(template.asText(), values, true);
            String result = world.execute(call);
            if (result.contains("rror")) {
                return List.of();
            }
            calls.add(call);
            answered(result).forEach((name, value) -> values.put("$" + name, value));
        }
        return calls;
    }

    private static Map<String, String> answered(String result) {
        Map<String, String> all = new HashMap<>();
        try {
            ValueJson.MAPPER
                    .readTree(result)
                    .properties()
                    .forEach(e -> all.put(e.getKey(), e.getValue().asText()));
        } catch (JsonProcessingException e) {
            // Not every function answers with an object.
        }
        return all;
    }

    /** @param literal whether values are written as Python writes them */
    private static String filled(String template, Map<String, String> values, boolean literal) {
        return SLOT.matcher(template).replaceAll(m -> {
            String value = Objects.requireNonNull(values.get(m.group(1)), template);
            boolean number = value.matches("-?\\d+(\\.\\d+)?");
            return Matcher.quoteReplacement(literal && !number ? "'" + value + "'" : value);
        });
    }

    /** All functions that are not offered: but for those that are needed, two others stay. */
    private ArrayNode excluded(List<String> worlds, Set<String> used) {
        List<String> others = new ArrayList<>();
        worlds.forEach(w -> WORLDS.get(w).get("functions").fieldNames().forEachRemaining(others::add));
        others.removeAll(used);
        Collections.shuffle(others, random);
        ArrayNode all = ValueJson.MAPPER.createArrayNode();
        new TreeSet<>(new HashSet<>(others.subList(Math.min(DISTRACTORS, others.size()), others.size())))
                .forEach(all::add);
        return all;
    }
}
