package org.egpo.bfcl;

import java.util.Set;
import org.egpo.call.ModelFormat;
import org.jspecify.annotations.Nullable;

/**
 * How to score.
 *
 * @param weights whose formulas make the overall figures; default v4
 * @param categories only these categories (v4 names); empty for all
 * @param ids only these tests; empty for all
 * @param strictFiles whether an unusable line or file stops everything instead of being left out and named
 * @param strict whether to judge by the strict rules as well
 * @param format how the model writes its calls; null for what the registry says of it
 * @param dotsToUnderscores also for models of which the registry does not say so: the official {@code underscore_to_dot} flag: the model's interface forbids dots in names
 */
public record ScoreOptions(
        Weights weights,
        Set<String> categories,
        Set<String> ids,
        boolean strictFiles,
        boolean strict,
        @Nullable ModelFormat format,
        boolean dotsToUnderscores) {
    public static final ScoreOptions DEFAULT =
            new ScoreOptions(Weights.V4, Set.of(), Set.of(), false, false, null, false);

    public ScoreOptions withWeights(Weights w) {
        return new ScoreOptions(w, categories, ids, strictFiles, strict, format, dotsToUnderscores);
    }

    public ScoreOptions withCategories(Set<String> c) {
        return new ScoreOptions(weights, c, ids, strictFiles, strict, format, dotsToUnderscores);
    }

    public ScoreOptions withIds(Set<String> i) {
        return new ScoreOptions(weights, categories, i, strictFiles, strict, format, dotsToUnderscores);
    }

    public ScoreOptions withStrictFiles(boolean s) {
        return new ScoreOptions(weights, categories, ids, s, strict, format, dotsToUnderscores);
    }

    public ScoreOptions withStrict(boolean s) {
        return new ScoreOptions(weights, categories, ids, strictFiles, s, format, dotsToUnderscores);
    }

    public ScoreOptions withFormat(@Nullable ModelFormat f) {
        return new ScoreOptions(weights, categories, ids, strictFiles, strict, f, dotsToUnderscores);
    }

    public ScoreOptions withDotsToUnderscores(boolean d) {
        return new ScoreOptions(weights, categories, ids, strictFiles, strict, format, d);
    }

    boolean wants(String category) {
        return categories.isEmpty() || categories.contains(category);
    }
}
