package org.egpo.bfcl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.egpo.bfcl.multiturn.MultiTurnEvaluator;

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
        return reports(results).stream().map(ScoredFiles::report).toList();
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

    /** A report with the files behind its categories. */
    record ScoredFiles(ScoreReport report, List<ResultFile> files) {}

    List<ScoredFiles> reports(Path results) {
        Map<String, List<ResultFile>> models = new LinkedHashMap<>();
        for (ResultFile file : ResultFile.find(results)) {
            if (options.wants(file.category())) {
                models.computeIfAbsent(file.model(), m -> new ArrayList<>()).add(file);
            }
        }
        if (models.isEmpty()) {
            throw new BadInputException(results + ": holds no result file of the categories asked for.");
        }
        List<ScoredFiles> reports = new ArrayList<>();
        models.forEach((model, files) -> reports.add(report(model, files)));
        return reports;
    }

    private ScoredFiles report(String model, List<ResultFile> files) {
        List<String> order = Categories.all();
        files.sort(Comparator.comparingInt(f -> order.indexOf(f.category())));
        List<String> notes = new ArrayList<>();
        RegisteredModel read = RegisteredModel.ofFolder(model).with(options.format(), options.dotsToUnderscores());
        List<CategoryEvaluator> evaluators = List.of(
                new SingleTurnEvaluator(read.format(), read.underscoreToDot(), options.strict()),
                multiTurn.reading(read.format()));
        List<ResultFile> usable = new ArrayList<>();
        for (ResultFile file : files) {
            String problem = problemOf(file, usable, evaluators);
            if (problem == null) {
                usable.add(file);
            } else {
                notes.add(problem);
            }
        }
        // The largest file first: with two cores the order decides how long the second one waits.
        CategoryReport[] scored = new CategoryReport[usable.size()];
        List<Integer> bySize = IntStream.range(0, scored.length)
                .boxed()
                .sorted(Comparator.comparingInt(
                        i -> -Categories.size(usable.get(i).category())))
                .toList();
        bySize.parallelStream().forEach(i -> scored[i] = score(usable.get(i), evaluators));
        return new ScoredFiles(new ScoreReport(read, options.weights(), List.of(scored), notes), usable);
    }

    /** Why a file is left out, or null. */
    private String problemOf(ResultFile file, List<ResultFile> before, List<CategoryEvaluator> evaluators) {
        BadInputException problem = null;
        if (!Categories.all().contains(file.category())) {
            problem = BadInputException.at(
                    file.path(), 0, "there is no category \"" + file.category() + "\" in this benchmark.");
        } else if (before.stream().anyMatch(b -> b.category().equals(file.category()))) {
            problem = BadInputException.at(
                    file.path(), 0, "the category " + file.category() + " has a second result file of the same model.");
        } else if (evaluatorOf(file.category(), evaluators) == null) {
            return file.path() + ": the category " + file.category()
                    + " is not scored here; it counts as not evaluated.";
        } else if (!file.category().equals("format_sensitivity") && !data.has(file.category())) {
            problem = new BadInputException(data.directory() + ": has no question file BFCL_v4_" + file.category()
                    + ".json, which " + file.path() + " needs.");
        }
        if (problem != null && !options.skipBad()) {
            throw problem;
        }
        return problem == null ? null : problem.getMessage();
    }

    private CategoryEvaluator evaluatorOf(String category, List<CategoryEvaluator> evaluators) {
        return evaluators.stream().filter(e -> e.accepts(category)).findFirst().orElse(null);
    }

    private CategoryReport score(ResultFile file, List<CategoryEvaluator> evaluators) {
        CategoryEvaluator evaluator = evaluatorOf(file.category(), evaluators);
        List<String> skipped = new ArrayList<>();
        Consumer<BadInputException> onProblem = e -> {
            if (!options.skipBad()) {
                throw e;
            }
            skipped.add(e.getMessage());
        };
        Set<String> seen = new HashSet<>();
        List<Found> found = new ArrayList<>();
        file.read(
                result -> {
                    BfclEntry entry = entryOf(file, evaluator, result);
                    if (!seen.add(result.id())) {
                        throw BadInputException.at(
                                result.file(), result.line(), "the id \"" + result.id() + "\" was used before.");
                    }
                    if (options.ids().isEmpty() || options.ids().contains(result.id())) {
                        found.add(new Found(entry, result));
                    }
                },
                onProblem);
        List<CaseReport> cases = found.parallelStream()
                .map(f -> evaluator.evaluate(data, f.entry, f.result))
                .toList();
        return new CategoryReport(file.category(), inOrder(file, cases), sizeOf(file), List.copyOf(skipped));
    }

    private record Found(BfclEntry entry, ModelResult result) {}

    private BfclEntry entryOf(ResultFile file, CategoryEvaluator evaluator, ModelResult result) {
        String category = Categories.ofId(result.id());
        if (!category.equals(file.category())) {
            throw BadInputException.at(
                    result.file(),
                    result.line(),
                    "the id \"" + result.id() + "\" does not belong to the category " + file.category() + ".");
        }
        BfclEntry entry = evaluator.entry(data, result.id());
        if (entry == null) {
            throw BadInputException.at(
                    result.file(), result.line(), "the data has no test with the id \"" + result.id() + "\".");
        }
        if (result.id().indexOf(':') >= 0) {
            checkFormat(result);
        }
        return entry;
    }

    private static void checkFormat(ModelResult result) {
        try {
            AnswerFormat.ofId(result.id());
        } catch (IllegalArgumentException e) {
            throw BadInputException.at(result.file(), result.line(), e.getMessage() + ".");
        }
    }

    private int sizeOf(ResultFile file) {
        return file.category().equals("format_sensitivity")
                ? Categories.size(file.category())
                : data.entries(file.category()).size();
    }

    /** The order of the data, so that score files do not depend on the order of generation. */
    private List<CaseReport> inOrder(ResultFile file, List<CaseReport> cases) {
        if (file.category().equals("format_sensitivity")) {
            return cases;
        }
        Map<String, Integer> place = new LinkedHashMap<>();
        data.entries(file.category()).keySet().forEach(id -> place.put(id, place.size()));
        return cases.stream()
                .sorted(Comparator.comparingInt(c -> place.getOrDefault(c.id(), 0)))
                .toList();
    }
}
