package org.egpo.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.egpo.bfcl.Categories;
import org.egpo.call.Value;

/**
 * Examples in the layout of the Berkeley Function Calling Leaderboard: question files {@code BFCL_v4_CATEGORY.json} and
 * allowed answers of the same names in {@code possible_answer/}, so that the benchmark's scorer can judge responses.
 */
public final class BfclFiles {
    private static final String ID = "bfcl_id";

    private BfclFiles() {}

    /** The benchmark's category for an example: how many tools are offered and how many calls expected. */
    public static String category(Example e) {
        if (e.calls().isEmpty()) {
            return "irrelevance";
        }
        boolean oneTool = e.tools().size() == 1;
        if (e.calls().size() == 1) {
            return oneTool ? "simple_python" : "multiple";
        }
        return oneTool ? "parallel" : "parallel_multiple";
    }

    /** Whether the entries of a category are single questions with a reference answer. */
    static boolean isSingleQuestion(String category) {
        return Categories.isSingleTurn(category)
                && !category.equals("format_sensitivity")
                && !category.equals("live_relevance");
    }

    /** The examples with the benchmark's ids ({@code multiple_7}) under {@code bfcl_id} of their metadata. */
    public static List<Example> withIds(List<Example> examples) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        List<Example> all = new ArrayList<>(examples.size());
        for (Example e : examples) {
            String category = category(e);
            int n = counts.merge(category, 1, Integer::sum) - 1;
            all.add(e.withMetadata(ID, Value.text(category + "_" + n)));
        }
        return all;
    }

    /**
     * Writes the files below a folder.
     *
     * @param examples as {@link #withIds} gives them
     */
    public static void write(Path folder, List<Example> examples) throws IOException {
        Map<String, List<Example>> byCategory = examples.stream()
                .collect(Collectors.groupingBy(BfclFiles::category, LinkedHashMap::new, Collectors.toList()));
        Path answers = folder.resolve("possible_answer");
        for (Map.Entry<String, List<Example>> e : byCategory.entrySet()) {
            String name = "BFCL_v4_" + e.getKey() + ".json";
            WholeFile.writeLines(
                    folder.resolve(name),
                    e.getValue().stream().map(BfclFiles::question).toList());
            if (!e.getKey().equals("irrelevance")) {
                WholeFile.writeLines(
                        answers.resolve(name),
                        e.getValue().stream().map(BfclFiles::possibleAnswer).toList());
            }
        }
    }

    /** The benchmark's id of an example where it has one, else its own. */
    public static String id(Example e) {
        String id = e.metadata(ID);
        return id == null ? e.id() : id;
    }

    private static String question(Example e) {
        List<Value> messages = e.messages().stream()
                .<Value>map(m -> Value.MapValue.of("role", m.role(), "content", m.content()))
                .toList();
        return Json.text(Value.MapValue.of(
                "id", id(e),
                "question", List.of(messages),
                "function", e.tools().stream().map(ToolJson::of).toList()));
    }

    private static String possibleAnswer(Example e) {
        return Json.text(Value.MapValue.of("id", id(e), "ground_truth", possibleAnswers(e)));
    }

    /** The function documents of an example as the question files hold them. */
    public static Value functions(Example e) {
        return Value.of(e.tools().stream()
                .map(t -> Value.MapValue.of(
                        "name", t.name(), "description", t.description(), "parameters", t.parameters()))
                .toList());
    }

    /** The possible answer of an example: function → parameter → allowed values; None where no call is wanted. */
    public static Value possibleAnswers(Example e) {
        return e.calls().isEmpty()
                ? Value.None.NONE
                : Value.of(e.calls().stream()
                        .map(c -> Value.MapValue.of(c.name(), allowed(c.arguments())))
                        .toList());
    }

    private static Value.MapValue allowed(Value.MapValue arguments) {
        return arguments.mapped((name, value) -> Value.of(List.of(inner(value))));
    }

    private static Value inner(Value v) {
        if (v instanceof Value.MapValue m) {
            return allowed(m);
        }
        return v instanceof Value.ListValue l
                ? Value.of(l.items().stream()
                        .map(i -> i instanceof Value.MapValue m ? allowed(m) : i)
                        .toList())
                : v;
    }
}
