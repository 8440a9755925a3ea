package org.egpo.bfcl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.egpo.call.Resources;

/**
 * The figures of one model on the leaderboard. Source: {@code generate_leaderboard_csv} of the official scorer, commits
 * 65a1c944 (v3) and 6ea57973 (v4).
 *
 * @param groups {@code non_live}, {@code live}, {@code multi_turn} and in v4 {@code agentic}, each with its overall figure
 *     first, then its summaries and categories
 * @param nonWeb overall without web search, whose answers change with the web: what is left of v4's weights, divided by their sum
 */
public record Leaderboard(
        Weights weights,
        Map<String, Map<String, Figure>> groups,
        Figure overall,
        Figure relevance,
        Figure irrelevance,
        Figure nonWeb) {
    /** Overall figures, shown even when a part is missing. */
    private static final Set<String> SHOWN = Set.of("non_live", "live", "multi_turn", "agentic", "overall", "non_web");

    /** Correct answers of a category. */
    public record Count(int correct, int total) {}

    /**
     * @param counts category → correct and total; categories that are missing were not evaluated
     */
    public static Leaderboard of(Weights weights, Map<String, Count> counts) {
        return of(weights, counts, Categories::size);
    }

    /** @param sizes number of tests of a category (v4 name) that was not evaluated */
    public static Leaderboard of(Weights weights, Map<String, Count> counts, ToIntFunction<String> sizes) {
        Map<String, Figure> f = new LinkedHashMap<>();
        for (String category : Categories.all()) {
            f.put(category, new Figure(0, sizes.applyAsInt(category), true));
        }
        counts.forEach((category, c) -> f.put(
                Categories.v4Name(category),
                new Figure(c.total == 0 ? 0 : (double) c.correct / c.total, c.total, false)));
        Map<String, Map<String, Figure>> groups = new LinkedHashMap<>();
        for (String line : Resources.lines(Leaderboard.class, "leaderboard.txt")) {
            List<String> row = List.of(line.split(" "));
            String name = row.get(1);
            List<String> names = row.subList(3, row.size());
            if (!row.get(0).contains(weights.name().toLowerCase(Locale.ROOT))) {
                continue;
            }
            Figure[] parts = names.stream().map(f::get).toArray(Figure[]::new);
            switch (row.get(2)) {
                case "group" -> groups.put(name, group(f, name, names));
                case "mean" -> f.put(name, Figure.mean(parts));
                case "weighted" -> f.put(name, Figure.weightedMean(parts));
                default -> f.put(name, Figure.weighted(row.get(2), parts));
            }
            if (SHOWN.contains(name)) {
                f.put(name, figure(f, name).shown());
            }
        }
        return new Leaderboard(
                weights,
                groups,
                figure(f, "overall"),
                figure(f, "live_relevance"),
                figure(f, "irrelevance_total"),
                figure(f, "non_web"));
    }

    /** A figure that there must be. */
    static Figure figure(Map<String, Figure> f, String name) {
        return Objects.requireNonNull(f.get(name), name);
    }

    /** The overall figure, then these. */
    private static Map<String, Figure> group(Map<String, Figure> f, String overall, List<String> names) {
        Map<String, Figure> group = new LinkedHashMap<>();
        group.put("overall", f.get(overall));
        for (String name : names) {
            group.put(name.equals("ast") || name.equals("live_ast") ? "ast_summary" : name, f.get(name));
        }
        return group;
    }
}
