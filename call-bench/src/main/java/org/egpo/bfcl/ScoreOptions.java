package org.egpo.bfcl;

import java.util.List;
import java.util.Set;

/**
 * How to score.
 *
 * @param weights whose formulas make the overall figures; default v4
 * @param categories only these categories (v4 names); empty for all
 * @param ids only these tests; empty for all
 * @param skipBad whether unusable lines and files are counted and left out instead of stopping everything
 * @param strict whether to judge by the strict rules as well
 * @param dotsToUnderscores the official {@code underscore_to_dot} flag: the model's interface forbids dots in names
 * @param extra evaluators of further categories, such as multi-turn
 */
public record ScoreOptions(
        Weights weights,
        Set<String> categories,
        Set<String> ids,
        boolean skipBad,
        boolean strict,
        boolean dotsToUnderscores,
        List<CategoryEvaluator> extra) {

    public static final ScoreOptions DEFAULT =
            new ScoreOptions(Weights.V4, Set.of(), Set.of(), false, false, false, List.of());

    public ScoreOptions withWeights(Weights w) {
        return new ScoreOptions(w, categories, ids, skipBad, strict, dotsToUnderscores, extra);
    }

    public ScoreOptions withCategories(Set<String> c) {
        return new ScoreOptions(weights, c, ids, skipBad, strict, dotsToUnderscores, extra);
    }

    public ScoreOptions withIds(Set<String> i) {
        return new ScoreOptions(weights, categories, i, skipBad, strict, dotsToUnderscores, extra);
    }

    public ScoreOptions withSkipBad(boolean s) {
        return new ScoreOptions(weights, categories, ids, s, strict, dotsToUnderscores, extra);
    }

    public ScoreOptions withStrict(boolean s) {
        return new ScoreOptions(weights, categories, ids, skipBad, s, dotsToUnderscores, extra);
    }

    public ScoreOptions withDotsToUnderscores(boolean d) {
        return new ScoreOptions(weights, categories, ids, skipBad, strict, d, extra);
    }

    public ScoreOptions withExtra(List<CategoryEvaluator> e) {
        return new ScoreOptions(weights, categories, ids, skipBad, strict, dotsToUnderscores, e);
    }

    boolean wants(String category) {
        return categories.isEmpty() || categories.contains(category);
    }
}
