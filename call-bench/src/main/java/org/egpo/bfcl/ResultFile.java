package org.egpo.bfcl;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A result file as the official {@code bfcl generate} writes it: {@code result/MODEL/GROUP/BFCL_v4_CATEGORY_result.json},
 * JSON Lines with {@code id} and {@code result}.
 *
 * @param model the name of the model's folder
 * @param category by its v4 name
 */
record ResultFile(Path path, String model, String category) {
    private static final Set<String> GROUPS = Set.of(
            "non_live", "live", "multi_turn", "agentic", "format_sensitivity", "memory", "kv", "vector", "rec_sum");

    /**
     * Result files below a folder (of one model or of many), or the file itself.
     *
     * @throws BadInputException when there is none
     */
    static List<ResultFile> find(Path results) {
        Predicate<Path> wanted = p -> {
            String name = p.getFileName().toString();
            // Conversations that fill a memory before its tests are no tests, to the official runner neither.
            return Categories.ofFileName(name) != null
                    && !name.contains("_prereq_")
                    && (p.equals(results) || name.matches(".*_result\\.jsonl?"));
        };
        return JsonLines.find(results, wanted, "BFCL_v4_simple_python_result.json").stream()
                .map(ResultFile::of)
                .toList();
    }

    private static ResultFile of(Path path) {
        String name = path.getFileName().toString();
        Path folder = path.toAbsolutePath().normalize().resolveSibling("");
        while (folder.getParent() != null && GROUPS.contains(String.valueOf(folder.getFileName()))) {
            folder = folder.getParent();
        }
        String model =
                folder.getFileName() == null ? "model" : folder.getFileName().toString();
        return new ResultFile(path, model, Objects.requireNonNull(Categories.ofFileName(name)));
    }

    /** Where the official layout puts the file's scores, below the folder of all scores. */
    Path scorePath() {
        String name = path.getFileName().toString().replaceFirst("(_result)?\\.jsonl?$", "") + "_score.json";
        boolean old = name.matches("BFCL_v[123]_.*");
        Path folder = old ? Path.of(model) : Path.of(model, Categories.group(category));
        if (category.startsWith("memory_")) {
            folder = folder.resolve("memory").resolve(category.substring("memory_".length()));
        }
        return folder.resolve(name);
    }

    /** The results, one by one, and what they took; unusable lines go to {@code onProblem}. */
    void read(Consumer<ModelResult> each, Usage usage, Consumer<BadInputException> onProblem) {
        JsonLines.readFields(
                path,
                "result",
                Usage.FIELDS,
                (fields, line) -> {
                    int number = line.number();
                    each.accept(new ModelResult(fields.id(), fields.value(), path, number, line.from(), line.to()));
                    usage.add(fields.all());
                },
                onProblem);
    }
}
