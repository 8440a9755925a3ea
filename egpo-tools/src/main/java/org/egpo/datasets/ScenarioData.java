package org.egpo.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.egpo.bfcl.multiturn.Apis;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import org.egpo.data.ToolJson;
import org.egpo.data.WholeFile;

/**
 * Our own multi-turn scenarios in the benchmark's layout: {@code train}, {@code dev} and {@code test}, of which half are plain, a
 * quarter miss a function and a quarter a value. No scenario comes twice, in one split or across splits.
 */
public final class ScenarioData {
    public static final long SEED = 2508;

    /** Scenarios for each split, in the order in which they are drawn. */
    public static final Map<String, Integer> SIZES = sizes();

    private ScenarioData() {}

    private static Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("test", 80);
        sizes.put("dev", 80);
        sizes.put("train", 240);
        return sizes;
    }

    /** Writes the splits below a folder, dev and test first, so that they stay what they are when train grows. */
    public static void write(Path folder, long seed, Map<String, Integer> sizes) throws IOException {
        Set<String> asked = new HashSet<>();
        Random random = new Random(seed);
        int first = 0;
        for (Map.Entry<String, Integer> split : sizes.entrySet()) {
            ScenarioGenerator generator = new ScenarioGenerator(random, asked);
            Path into = folder.resolve(split.getKey());
            for (int c = 0; c < 3; c++) {
                String category = ScenarioGenerator.CATEGORIES.get(c);
                int size = split.getValue() / (c == 0 ? 2 : 4);
                List<ScenarioGenerator.Drawn> drawn = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    drawn.add(generator.next(category, first + i));
                }
                String name = "BFCL_v4_" + category + ".json";
                WholeFile.writeLines(
                        into.resolve(name),
                        drawn.stream().map(d -> d.question().toString()).toList());
                WholeFile.writeLines(
                        into.resolve("possible_answer").resolve(name),
                        drawn.stream().map(ScenarioData::answer).toList());
            }
            first += 1000;
        }
        writeDocuments(folder.resolve("multi_turn_func_doc"));
    }

    private static String answer(ScenarioGenerator.Drawn drawn) {
        return ValueJson.write(Value.MapValue.of("id", drawn.id(), "ground_truth", drawn.truth()));
    }

    private static void writeDocuments(Path folder) throws IOException {
        for (Map.Entry<String, JsonNode> world : ScenarioGenerator.WORLDS.properties()) {
            List<String> lines = new ArrayList<>();
            for (Map.Entry<String, JsonNode> f :
                    world.getValue().get("functions").properties()) {
                Value.MapBuilder properties = new Value.MapBuilder();
                List<String> names = new ArrayList<>();
                f.getValue().get("takes").properties().forEach(p -> {
                    properties.put(
                            p.getKey(), Value.MapValue.of("type", p.getValue().asText()));
                    names.add(p.getKey());
                });
                String does = f.getValue().get("does").asText();
                Value.MapValue takes = GeneratedTool.schema(properties.build(), names);
                lines.add(ValueJson.write(ToolJson.of(new ToolSpec(f.getKey(), does, takes))));
            }
            WholeFile.writeLines(folder.resolve(Apis.documentFile(world.getKey())), lines);
        }
    }
}
