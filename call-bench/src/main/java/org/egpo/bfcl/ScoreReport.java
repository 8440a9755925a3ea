package org.egpo.bfcl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The scores of one model.
 *
 * @param read how it was read: as registered, or as the user said
 * @param notes sentences about files left out
 */
public record ScoreReport(RegisteredModel read, Weights weights, List<CategoryReport> categories, List<String> notes) {

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
            counts.put(
                    c.category(), new Leaderboard.Count(c.correct(), c.cases().size()));
        }
        return Leaderboard.of(weights, counts);
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
