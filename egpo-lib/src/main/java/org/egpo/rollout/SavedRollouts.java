package org.egpo.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.egpo.data.BadRecordException;
import org.egpo.data.Examples;
import org.egpo.data.JsonRecords;
import org.egpo.data.Question;
import org.egpo.data.WholeFile;

/**
 * Rollouts in a file: JSON Lines, one group a line, gzip where the name ends in {@code .gz}.
 *
 * <pre>{"id": "q1", "responses": [{"tokens": ["&lt;think&gt;", …], "ids": […], "entropies": […], "logprobs": […],
 *  "logprobs_at_temperature": […], "truncated": false, "opened": false}]}</pre>
 *
 * Episodes have {@code "steps": [[0, 0, 17], …]} too: turn, first token, and the one behind the last; where the context is another
 * one, its ids follow as a list.
 * All but {@code tokens} and {@code entropies} may be missing; a number that is not known is {@code null}.
 */
public final class SavedRollouts {
    private static final String TEMPERED = "logprobs_at_temperature";
    private static final JsonMapper JSON = new JsonMapper();

    private SavedRollouts() {}

    /**
     * Saved groups with the questions they answer.
     *
     * @throws BadRecordException naming file and line of a group whose question is not there; else as {@link #read(Path)}
     */
    public static List<Group> read(Path file, List<Question> questions) throws IOException {
        Map<String, Question> byId = new HashMap<>();
        questions.forEach(q -> byId.put(q.id(), q));
        List<Group> groups = new ArrayList<>();
        read(file, (id, responses) -> {
            Question question = byId.get(id);
            if (question == null) {
                throw new IllegalArgumentException(
                        "the questions hold no " + id + "; use the questions that the rollouts were made from");
            }
            groups.add(new Group(question, responses));
        });
        return groups;
    }

    /**
     * The responses by the id of their question, in the order of the file.
     *
     * @throws BadRecordException naming file, line and field where the file is not there or not as described above
     */
    public static Map<String, List<Response>> read(Path file) throws IOException {
        Map<String, List<Response>> groups = new LinkedHashMap<>();
        read(file, (id, responses) -> {
            if (groups.putIfAbsent(id, responses) != null) {
                throw new IllegalArgumentException("a group " + id + " was there before; each question has one group");
            }
        });
        return groups;
    }

    private static void read(Path file, BiConsumer<String, List<Response>> group) throws IOException {
        JsonRecords.read(
                file,
                (node, source) -> {
                    try {
                        group.accept(required(node, "id").asText(), responses(node));
                    } catch (IllegalArgumentException e) {
                        throw new BadRecordException(source, String.valueOf(e.getMessage()));
                    }
                },
                Examples::stop);
    }

    private static List<Response> responses(JsonNode node) {
        List<Response> responses = new ArrayList<>();
        required(node, "responses").forEach(r -> responses.add(response(r)));
        if (responses.isEmpty()) {
            throw new IllegalArgumentException("the group has no responses; a group needs at least one");
        }
        return responses;
    }

    /** Writes to a temporary file first, so that a file is either whole or not there. */
    public static void write(Path file, List<Group> groups) throws IOException {
        try (WholeFile out = new WholeFile(file)) {
            for (Group g : groups) {
                out.line(JSON.writeValueAsString(toJson(g.id(), g.responses())));
            }
            out.finish();
        }
    }

    private static Response response(JsonNode node) {
        List<String> tokens = new ArrayList<>();
        required(node, "tokens").forEach(t -> tokens.add(t.asText()));
        int n = tokens.size();
        return new Response(
                String.join("", tokens),
                tokens,
                node.has("ids") ? ids(node.get("ids")) : Response.noIds(n),
                node.has("logprobs") ? numbers(node.get("logprobs")) : Response.unknown(n),
                node.has(TEMPERED) ? numbers(node.get(TEMPERED)) : Response.unknown(n),
                numbers(required(node, "entropies")),
                node.path("truncated").asBoolean(false),
                null,
                node.path("opened").asBoolean(false),
                steps(node.path("steps"), n));
    }

    private static List<Response.Step> steps(JsonNode array, int tokens) {
        List<Response.Step> all = new ArrayList<>();
        for (JsonNode s : array) {
            int start = s.path(1).asInt(-1);
            int end = s.path(2).asInt(-1);
            int before = all.isEmpty() ? 0 : all.get(all.size() - 1).end();
            if (start < before || end < start || end > tokens) {
                throw new IllegalArgumentException("a step goes from token " + start + " to " + end
                        + "; steps must follow one another within the " + tokens + " tokens");
            }
            all.add(new Response.Step(s.path(0).asInt(), start, end, s.has(3) ? ids(s.get(3)) : null));
        }
        return all;
    }

    private static long[] ids(JsonNode array) {
        return array.valueStream().mapToLong(id -> id.asLong(-1)).toArray();
    }

    private static JsonNode required(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException("the field \"" + field + "\" is missing");
        }
        return value;
    }

    private static double[] numbers(JsonNode array) {
        return array.valueStream().mapToDouble(SavedRollouts::number).toArray();
    }

    private static double number(JsonNode n) {
        if (!n.isNumber() && !n.isNull()) {
            throw new IllegalArgumentException("\"" + n.asText() + "\" stands where a number or null is expected");
        }
        return n.isNull() ? Double.NaN : n.asDouble();
    }

    private static ObjectNode toJson(String id, List<Response> group) {
        ObjectNode node = JSON.createObjectNode().put("id", id);
        ArrayNode responses = node.putArray("responses");
        for (Response r : group) {
            ObjectNode one = responses.addObject();
            r.tokens().forEach(one.putArray("tokens")::add);
            if (Arrays.stream(r.ids()).anyMatch(token -> token >= 0)) {
                Arrays.stream(r.ids()).forEach(one.putArray("ids")::add);
            }
            put(one.putArray("entropies"), r.entropies());
            putKnown(one, "logprobs", r.logProbabilities());
            putKnown(one, TEMPERED, r.temperedLogProbabilities());
            if (r.truncated()) {
                one.put("truncated", true);
            }
            if (r.opened()) {
                one.put("opened", true);
            }
            if (!r.steps().isEmpty()) {
                ArrayNode steps = one.putArray("steps");
                for (Response.Step s : r.steps()) {
                    ArrayNode step =
                            steps.addArray().add(s.turn()).add(s.start()).add(s.end());
                    if (s.prompt() != null) {
                        Arrays.stream(s.prompt()).forEach(step.addArray()::add);
                    }
                }
            }
        }
        return node;
    }

    private static void putKnown(ObjectNode node, String field, double[] values) {
        if (!Arrays.stream(values).allMatch(Double::isNaN)) {
            put(node.putArray(field), values);
        }
    }

    private static void put(ArrayNode array, double[] values) {
        Arrays.stream(values).forEach(v -> array.add(Double.isNaN(v) ? null : (Double) v));
    }
}
