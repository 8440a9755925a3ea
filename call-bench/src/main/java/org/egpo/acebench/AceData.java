package org.egpo.acebench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.egpo.bfcl.BadInputException;
import org.egpo.bfcl.JsonLines;
import org.egpo.call.Resources;
import org.egpo.call.Value;

/**
 * The benchmark's data in the official layout: {@code data_en/data_CATEGORY.json} with answers of the same names in
 * {@code possible_answer/}, plain or gzip'd; the same for {@code zh}. Read when first asked for. Safe for many threads.
 */
public final class AceData {
    /** All categories, in the order of the official summary. */
    public static final List<String> CATEGORIES = Resources.lines(AceData.class, "categories.txt");

    private static final List<String> FIELDS =
            List.of("function", "time", "profile", "initial_config", "involved_classes");

    private final Path folder;
    private final Map<String, Map<String, AceItem>> loaded = new ConcurrentHashMap<>();

    private AceData(Path folder) {
        this.folder = folder;
    }

    /**
     * @param folder a clone of the official repository, its folder {@code data_all}, or one with {@code data_en} or {@code data_zh}
     * @throws BadInputException where it is none of these
     */
    public static AceData at(Path folder) {
        for (Path place : List.of(folder, folder.resolve("data_all"))) {
            if (Files.isDirectory(place.resolve("data_en")) || Files.isDirectory(place.resolve("data_zh"))) {
                return new AceData(place);
            }
        }
        throw new BadInputException(folder + ": holds no ACEBench data; give a clone of"
                + " github.com/chenchen0103/ACEBench or a folder with data_en or data_zh.");
    }

    private Path file(String language, String category) {
        return JsonLines.packedOrPlain(folder.resolve("data_" + language).resolve("data_" + category + ".json"));
    }

    public boolean has(String language, String category) {
        return Files.exists(file(language, category));
    }

    /**
     * The tests of a category by id, in the order of the file.
     *
     * @param language {@code en} or {@code zh}
     * @throws BadInputException where a file is missing or has an unusable line
     */
    public Map<String, AceItem> items(String language, String category) {
        return loaded.computeIfAbsent(language + "/" + category, key -> load(language, category));
    }

    private Map<String, AceItem> load(String language, String category) {
        Path questions = file(language, category);
        Path answers = questions.resolveSibling("possible_answer").resolve(questions.getFileName());
        Map<String, JsonLines.Fields> truths = new HashMap<>();
        read(answers, "ground_truth", List.of("mile_stone"), (fields, line) -> truths.put(fields.id(), fields));
        Map<String, AceItem> items = new LinkedHashMap<>();
        read(questions, "question", FIELDS, (fields, line) -> {
            JsonLines.Fields truth = truths.get(fields.id());
            if (truth == null) {
                throw line.problem("\"" + fields.id() + "\" has no answer in " + answers + ".");
            }
            Value milestones = truth.all().getOrDefault("mile_stone", Value.None.NONE);
            AceItem item = new AceItem(language, category, fields.id(), fields.all(), truth.value(), milestones);
            if (item.isAgent() && !item.classes().stream().allMatch(AgentService::exists)) {
                throw line.problem("involved_classes names a class that there is not: " + item.classes() + ".");
            }
            if (items.put(item.id(), item) != null) {
                throw line.problem("the id \"" + item.id() + "\" was used before.");
            }
        });
        return Collections.unmodifiableMap(items);
    }

    private static void read(
            Path file, String wanted, List<String> others, BiConsumer<JsonLines.Fields, JsonLines.Line> each) {
        JsonLines.readFields(file, wanted, others, each, JsonLines::stop);
    }
}
