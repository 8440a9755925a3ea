package org.egpo.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.egpo.call.FunctionCall;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/**
 * Single-turn entries of the Berkeley Function Calling Leaderboard. The answer takes the first allowed value of each
 * parameter, and leaves out those that may be left out; all allowed values are under {@code possible_answer} of the
 * metadata.
 */
record BfclFormat(Map<String, JsonNode> answers) implements RecordFormat {
    static final String CATEGORY = "category";
    static final String POSSIBLE_ANSWER = "possible_answer";
    private static final Set<String> OWN = Set.of("id", "question", "function", "ground_truth");
    private static final Value MAY_BE_LEFT_OUT = Value.text("");

    /** Whether an entry is played in environments over several turns. */
    static boolean isDialogue(JsonNode record) {
        return record.has("involved_classes");
    }

    static BfclFormat of(Path questions) throws IOException {
        Map<String, JsonNode> answers = new HashMap<>();
        Path file = questions.toAbsolutePath().resolveSibling("possible_answer").resolve(questions.getFileName());
        if (Files.exists(file)) {
            JsonRecords.read(
                    file, (n, source) -> answers.put(n.path("id").asText(), n.path("ground_truth")), Examples::stop);
        }
        return new BfclFormat(answers);
    }

    @Override
    public Example read(JsonNode record, Source source) {
        String id = Fields.text(record, "id");
        JsonNode turns = Fields.array(record, "question");
        boolean nested = turns.path(0).isArray();
        if (isDialogue(record) || nested && turns.size() > 1) {
            throw Fields.problem("question", "has several turns; only single-turn entries are examples");
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode m : nested ? turns.get(0) : turns) {
            messages.add(new Message(Fields.text(m, "role"), Fields.text(m, "content")));
        }
        List<ToolSpec> tools = new ArrayList<>();
        JsonNode functions = Fields.jsonOrText(record, "function");
        for (JsonNode t : functions.isObject() ? List.of(functions) : functions) {
            tools.add(ToolJson.read(t));
        }
        Value truth = truth(id, record);
        Value.MapBuilder metadata = new Value.MapBuilder().put(CATEGORY, Value.text(id.replaceFirst("_\\d.*$", "")));
        if (truth != null) {
            metadata.put(POSSIBLE_ANSWER, truth);
        }
        return new Example(
                id,
                messages,
                tools,
                truth == null ? Answer.NO_CALL : firstAllowed(truth, tools),
                metadata.build(),
                Json.mapWithout(record, OWN),
                source);
    }

    private @Nullable Value truth(String id, JsonNode record) {
        JsonNode truth = record.has("ground_truth") ? record.get("ground_truth") : answers.get(id);
        if (truth != null) {
            return Json.value(truth);
        }
        if (id.contains("irrelevance")) {
            return null;
        }
        if (id.contains("relevance")) {
            throw new IllegalArgumentException("relevance entries say only that something is to be called, not what");
        }
        throw Fields.problem("ground_truth", "is missing, and possible_answer/ beside the file has none for " + id);
    }

    /** The first allowed value of each parameter; what may be left out is, where the function does not require it. */
    static Answer firstAllowed(Value truth, List<ToolSpec> tools) {
        List<FunctionCall> calls = new ArrayList<>();
        if (truth instanceof Value.ListValue list) {
            for (Value item : list.items()) {
                if (!(item instanceof Value.MapValue m)
                        || m.size() != 1
                        || !(m.value(0) instanceof Value.MapValue allowed)) {
                    throw Fields.problem("ground_truth", "must hold objects of one function name");
                }
                String name = ((Value.Text) m.key(0)).value();
                List<String> required = tools.stream()
                        .filter(t -> t.name().equals(name))
                        .findFirst()
                        .map(ToolSpec::required)
                        .orElse(List.of());
                calls.add(new FunctionCall(name, first(allowed, required)));
            }
        }
        return Answer.of(calls);
    }

    /** The official data have parameters for which no value is right: an answer can only leave them out. */
    private static Value.MapValue first(Value.MapValue allowed, List<String> required) {
        Value.MapBuilder arguments = new Value.MapBuilder();
        allowed.forEach((name, listed) -> {
            if (!(listed instanceof Value.ListValue values)) {
                throw Fields.problem("ground_truth", "must list the allowed values of each parameter");
            }
            List<Value> given = new ArrayList<>(values.items());
            boolean mayBeLeftOut = given.removeAll(List.of(MAY_BE_LEFT_OUT)) || given.isEmpty();
            boolean wanted = required.contains(((Value.Text) name).value());
            if (!mayBeLeftOut || wanted && !values.items().isEmpty()) {
                arguments.put(name, given.isEmpty() ? MAY_BE_LEFT_OUT : inner(given.get(0)));
            }
        });
        return arguments.build();
    }

    private static Value inner(Value v) {
        if (v instanceof Value.MapValue m) {
            boolean lists = m.values().stream()
                    .allMatch(value ->
                            value instanceof Value.ListValue l && !l.items().isEmpty());
            return lists ? first(m, List.of()) : m;
        }
        return v instanceof Value.ListValue l
                ? new Value.ListValue(l.items().stream().map(BfclFormat::inner).toList())
                : v;
    }
}
