package org.egpo.bfcl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.egpo.bfcl.multiturn.MultiTurnEvaluator;
import org.jspecify.annotations.Nullable;

/**
 * Scores result files of models: {@code new BfclScorer(BfclData.at(dir)).score(results)}. Files and lines are judged in
 * parallel; the outcome does not depend on it.
 */
public final class BfclScorer {
    private final BfclData data;
    private final ScoreOptions options;
    private final MultiTurnEvaluator multiTurn;

    public BfclScorer(BfclData data) {
        this(data, ScoreOptions.DEFAULT);
    }

    public BfclScorer(BfclData data, ScoreOptions options) {
        this.data = data;
        this.options = options;
        this.multiTurn = new MultiTurnEvaluator(data);
    }

    /**
     * The scores of every model found.
     *
     * @param results a result file, the folder of one model, or the folder of many
     * @throws BadInputException with one sentence when something cannot be used and is not to be skipped
     */
    public List<ScoreReport> scoreAll(Path results) {
        Map<String, List<ResultFile>> models = new LinkedHashMap<>();
        for (ResultFile file : ResultFile.find(results)) {
            if (options.wants(file.category())) {
                models.computeIfAbsent(file.model(), m -> new ArrayList<>()).add(file);
            }
        }
        if (models.isEmpty()) {
            throw new BadInputException(results + ": holds no result file of the categories asked for.");
        }
        List<ScoreReport> reports = new ArrayList<>();
        models.forEach((model, files) -> reports.add(report(model, files)));
        return reports;
    }

    /**
     * The scores of one model.
     *
     * @throws BadInputException when there is more than one model, or something cannot be used and is not to be skipped
     */
    public ScoreReport score(Path results) {
        List<ScoreReport> all = scoreAll(results);
        if (all.size() > 1) {
            throw new BadInputException(results + ": holds results of several models ("
                    + all.stream().map(ScoreReport::model).collect(Collectors.joining(", ")) + "); give one of them.");
        }
        return all.get(0);
    }

    private ScoreReport report(String model, List<ResultFile> files) {
        List<String> order = Categories.all();
        files.sort(Comparator.comparingInt(f -> order.indexOf(f.category())));
        List<String> notes = new ArrayList<>();
        RegisteredModel read = RegisteredModel.ofFolder(model).with(options.format(), options.dotsToUnderscores());
        List<CategoryEvaluator> evaluators = List.of(
                new SingleTurnEvaluator(read.format(), read.underscoreToDot(), options.strict()),
                multiTurn.reading(read.format()),
                new AgenticEvaluator(read.format()));
        List<ResultFile> usable = new ArrayList<>();
        for (ResultFile file : files) {
            String problem = problemOf(file, usable);
            if (problem == null) {
                usable.add(file);
            } else {
                notes.add(leftOut(BadInputException.at(file.path(), 0, problem)));
            }
        }
        // The largest file first: with two cores the order decides how long the second one waits.
        CategoryReport[] scored = new CategoryReport[usable.size()];
        List<Integer> bySize = IntStream.range(0, scored.length)
                .boxed()
                .sorted(Comparator.comparingInt(
                        i -> -Categories.size(usable.get(i).category())))
                .toList();
        Usage usage = new Usage();
        bySize.parallelStream().forEach(i -> scored[i] = score(usable.get(i), read, evaluators, usage));
        List<CategoryReport> categories = List.of(scored);
        List<String> warnings = FormatAdvice.of(read, categories);
        String judges = provenance(categories);
        return new ScoreReport(read, options.weights(), categories, notes, warnings, usage.figures(read), judges);
    }

    /** Which data judged. */
    private String provenance(List<CategoryReport> categories) {
        String other = categories.stream()
                .map(CategoryReport::category)
                .filter(c -> data.has(c) && !data.isOfficial(c))
                .map(c -> c + " " + data.fingerprint(c))
                .collect(Collectors.joining(", "));
        return other.isEmpty()
                ? "the official questions and answers of bfcl-eval 2026.3.23, byte for byte"
                : "not those of bfcl-eval 2026.3.23: " + other;
    }

    /** Names what is left out, or stops there when the user wants that. */
    private String leftOut(BadInputException problem) {
        if (options.strictFiles()) {
            throw problem;
        }
        return String.valueOf(problem.getMessage());
    }

    /** Why a file is left out, or null. */
    private @Nullable String problemOf(ResultFile file, List<ResultFile> before) {
        String category = file.category();
        if (!Categories.all().contains(category)) {
            return "there is no category \"" + category + "\" in this benchmark.";
        }
        if (before.stream().anyMatch(b -> b.category().equals(category))) {
            return "the category " + category + " has a second result file of the same model.";
        }
        return category.equals("format_sensitivity") || data.has(category)
                ? null
                : data.directory() + " has no question file BFCL_v4_" + Categories.source(category)
                        + ".json, which it needs.";
    }

    private CategoryReport score(
            ResultFile file, RegisteredModel model, List<CategoryEvaluator> evaluators, Usage usage) {
        CategoryEvaluator evaluator = evaluators.stream()
                .filter(e -> e.accepts(file.category()))
                .findFirst()
                .orElseThrow();
        List<String> skipped = new ArrayList<>();
        Consumer<BadInputException> onProblem = e -> skipped.add(leftOut(e));
        Map<String, Found> found = new LinkedHashMap<>();
        boolean[] foreign = {model.isRegistered()};
        try {
            file.read(
                    result -> {
                        BfclEntry entry = entryOf(file, evaluator, result);
                        foreign[0] |= entry == null && isOfficialId(result.id());
                        if (entry == null) {
                            throw result.problem("the data has no test with the id \"" + result.id() + "\".");
                        }
                        if (found.putIfAbsent(result.id(), new Found(entry, result)) != null) {
                            throw result.problem("the id \"" + result.id() + "\" was used before.");
                        }
                    },
                    usage,
                    onProblem);
        } catch (BadInputException unreadable) {
            onProblem.accept(unreadable);
        }
        found.keySet().removeIf(id -> !options.ids().isEmpty() && !options.ids().contains(id));
        boolean variants = file.category().equals("format_sensitivity");
        List<String> ids =
                variants ? List.of() : List.copyOf(data.entries(file.category()).keySet());
        int size = variants ? Categories.size(file.category()) : ids.size();
        if (foreign[0] && !variants && !data.isFull(file.category()) && !found.isEmpty()) {
            found.clear();
            skipped.clear();
            skipped.add(leftOut(BadInputException.at(
                    file.path(),
                    0,
                    "answers to the official benchmark are not judged by the " + size + " tests of "
                            + data.directory()
                            + ", which has other questions under the same ids. Give --data auto or the"
                            + " folder of the official data; answers to tests of your own belong in a folder whose name"
                            + " is no registered model.")));
        }
        // The order of the data, so that score files do not depend on the order of generation.
        List<CaseReport> cases = (variants
                        ? found.keySet().stream().sorted(Comparator.comparingInt(BfclScorer::number))
                        : ids.stream())
                .map(found::get).filter(Objects::nonNull).toList().parallelStream()
                        .map(f -> evaluator.evaluate(data, f.entry, f.result))
                        .toList();
        List<String> missing = ids.stream().filter(id -> !found.containsKey(id)).toList();
        return new CategoryReport(file.category(), file.scorePath(), cases, size, List.copyOf(skipped), missing);
    }

    /** Whether the full benchmark has such a test. */
    private static boolean isOfficialId(String id) {
        String number = id.substring(id.lastIndexOf('_') + 1).split("-", 2)[0];
        return number.matches("[0-9]{1,6}") && Integer.parseInt(number) < Categories.size(Categories.ofId(id));
    }

    private record Found(BfclEntry entry, ModelResult result) {}

    private @Nullable BfclEntry entryOf(ResultFile file, CategoryEvaluator evaluator, ModelResult result) {
        String category = Categories.ofId(result.id());
        if (!category.equals(file.category())) {
            throw result.problem(
                    "the id \"" + result.id() + "\" does not belong to the category " + file.category() + ".");
        }
        BfclEntry entry = evaluator.entry(data, result.id());
        try {
            AnswerFormat.ofId(result.id());
            return entry;
        } catch (IllegalArgumentException e) {
            throw result.problem(e.getMessage() + ".");
        }
    }

    /** The number in {@code format_sensitivity_N:…}. */
    private static int number(String id) {
        String number = id.substring("format_sensitivity_".length(), id.indexOf(':'));
        return number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : Integer.MAX_VALUE;
    }
}
