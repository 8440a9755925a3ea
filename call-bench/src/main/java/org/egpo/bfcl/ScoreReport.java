package org.egpo.bfcl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The scores of one model.
 *
 * @param read how it was read: as registered, or as the user said
 * @param notes sentences about files left out
 * @param warnings sentences about a format that does not seem to be the model's: the scores are then not to be believed
 * @param took cost in dollars, mean, standard deviation and 95th percentile of the seconds of an answer, as the official
 *     tables show them
 * @param data which questions and answers judged
 */
public record ScoreReport(
        RegisteredModel read,
        Weights weights,
        List<CategoryReport> categories,
        List<String> notes,
        List<String> warnings,
        List<String> took,
        String data) {
    /** The name of the folder with its results. */
    public String model() {
        return read.folder();
    }

    /** The score table, one row a category, in the order of the leaderboard. */
    public List<ScoreRow> table() {
        return categories.stream().map(CategoryReport::row).toList();
    }

    /** The leaderboard's figures; categories that were not scored count as the official formulas say. */
    public Leaderboard leaderboard() {
        Map<String, Leaderboard.Count> counts = new LinkedHashMap<>();
        for (CategoryReport c : categories) {
            if (!c.cases().isEmpty()) {
                counts.put(
                        c.category(),
                        new Leaderboard.Count(c.correct(), c.cases().size()));
            }
        }
        return Leaderboard.of(weights, counts);
    }

    /** Categories without an answer to every test, such as {@code simple_python 12 of 400}; empty when all is there. */
    public String incomplete() {
        return categories.stream()
                .filter(c -> c.cases().size() < c.of())
                .map(c -> c.category() + " " + c.cases().size() + " of " + c.of())
                .collect(Collectors.joining("; "));
    }

    /** Categories of the full benchmark of which there is no answer: they count as 0 in the overall figures. */
    public List<String> missing() {
        return Categories.all().stream()
                .filter(name -> !name.equals("format_sensitivity")
                        && categories.stream()
                                .noneMatch(c ->
                                        c.category().equals(name) && !c.cases().isEmpty()))
                .toList();
    }

    public List<CaseReport> cases() {
        return categories.stream().flatMap(c -> c.cases().stream()).toList();
    }

    /**
     * @throws BadInputException when no answer to that test was scored
     */
    public CaseReport caseOf(String id) {
        return cases().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new BadInputException("No answer to the test \"" + id + "\" was scored."));
    }

    /** Where official and strict rules disagree; empty when the strict rules were not asked for. */
    public List<Divergence> divergences() {
        return categories.stream().flatMap(c -> c.divergences().stream()).toList();
    }

    /** Sentences about every line and file left out. */
    public List<String> skipped() {
        return java.util.stream.Stream.concat(categories.stream().flatMap(c -> c.skipped().stream()), notes.stream())
                .toList();
    }

    /** From text to verdict, step by step. */
    public List<Explanation.Step> explain(String id) {
        return Explanation.of(caseOf(id), read);
    }
}
