package org.egpo.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import org.egpo.data.BfclFiles;
import org.egpo.data.Example;
import org.egpo.data.ToolJson;
import org.egpo.data.WholeFile;

/** Writes examples as the benchmark keeps its questions: {@code BFCL_v4_CATEGORY.json}, allowed answers in {@code possible_answer/}. */
public final class BfclLayout {
    private BfclLayout() {}

    /** The examples with the benchmark's ids ({@code multiple_7}) under {@code bfcl_id} of their metadata. */
    public static List<Example> withIds(List<Example> examples) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        List<Example> all = new ArrayList<>(examples.size());
        for (Example e : examples) {
            String category = BfclFiles.category(e);
            int n = counts.merge(category, 1, Integer::sum) - 1;
            all.add(e.withMetadata(BfclFiles.ID, Value.text(category + "_" + n)));
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
                    e.getValue().stream().map(BfclLayout::question).toList());
            if (!e.getKey().equals("irrelevance")) {
                WholeFile.writeLines(
                        answers.resolve(name),
                        e.getValue().stream().map(BfclLayout::possibleAnswer).toList());
            }
        }
    }

    private static String question(Example e) {
        List<Value> messages = e.messages().stream()
                .<Value>map(m -> Value.MapValue.of("role", m.role(), "content", m.content()))
                .toList();
        return ValueJson.write(Value.MapValue.of(
                "id", BfclFiles.id(e),
                "question", List.of(messages),
                "function", e.tools().stream().map(ToolJson::of).toList()));
    }

    private static String possibleAnswer(Example e) {
        return ValueJson.write(Value.MapValue.of("id", BfclFiles.id(e), "ground_truth", BfclFiles.possibleAnswers(e)));
    }
}
