package org.egpo.bfcl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The figures of one model on the leaderboard. Source: {@code generate_leaderboard_csv} of the official scorer, commits
 * 65a1c944 (v3) and 6ea57973 (v4).
 *
 * @param groups {@code non_live}, {@code live}, {@code multi_turn} and in v4 {@code agentic}, each with its overall figure
 *     first, then its summaries and categories
 */
public record Leaderboard(
        Weights weights,
        Map<String, Map<String, Figure>> groups,
        Figure overall,
        Figure relevance,
        Figure irrelevance) {

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
        Map<String, Figure> figures = new LinkedHashMap<>();
        for (String category : Categories.all()) {
            figures.put(category, new Figure(0, sizes.applyAsInt(category), true));
        }
        counts.forEach((category, c) -> figures.put(
                Categories.v4Name(category),
                new Figure(c.total == 0 ? 0 : (double) c.correct / c.total, c.total, false)));
        return weights == Weights.V3 ? v3(figures) : v4(figures);
    }

    private static Leaderboard v4(Map<String, Figure> f) {
        Map<String, Figure> nonLive = nonLive(f);
        Map<String, Figure> live = live(f);
        Map<String, Figure> multiTurn = multiTurn(f);
        Map<String, Figure> agentic = agentic(f);
        nonLive.put("overall", nonLive.get("ast_summary").shown());
        live.put("overall", live.get("ast_summary").shown());
        Figure irrelevance = Figure.mean(f.get("irrelevance"), f.get("live_irrelevance"));
        Figure overall = Figure.weighted(
                        List.of(10, 10, 10, 30, 40),
                        nonLive.get("overall"),
                        live.get("overall"),
                        irrelevance,
                        multiTurn.get("overall"),
                        agentic.get("overall"))
                .shown();
        Map<String, Map<String, Figure>> groups = new LinkedHashMap<>();
        groups.put("non_live", nonLive);
        groups.put("live", live);
        groups.put("multi_turn", multiTurn);
        groups.put("agentic", agentic);
        return new Leaderboard(Weights.V4, groups, overall, f.get("live_relevance"), irrelevance);
    }

    private static Leaderboard v3(Map<String, Figure> f) {
        Map<String, Figure> nonLive = nonLive(f);
        Map<String, Figure> live = live(f);
        Map<String, Figure> multiTurn = multiTurn(f);
        nonLive.put(
                "overall",
                Figure.mean(
                                nonLive.get("simple_ast"),
                                f.get("multiple"),
                                f.get("parallel"),
                                f.get("parallel_multiple"),
                                f.get("irrelevance"))
                        .shown());
        live.put(
                "overall",
                Figure.weightedMean(
                                f.get("live_simple"),
                                f.get("live_multiple"),
                                f.get("live_parallel"),
                                f.get("live_parallel_multiple"),
                                f.get("live_irrelevance"),
                                f.get("live_relevance"))
                        .shown());
        Figure overall = Figure.mean(live.get("overall"), nonLive.get("overall"), multiTurn.get("overall"))
                .shown();
        Map<String, Map<String, Figure>> groups = new LinkedHashMap<>();
        groups.put("non_live", nonLive);
        groups.put("live", live);
        groups.put("multi_turn", multiTurn);
        Figure irrelevance = Figure.mean(f.get("irrelevance"), f.get("live_irrelevance"));
        return new Leaderboard(Weights.V3, groups, overall, f.get("live_relevance"), irrelevance);
    }

    /** Summary and categories; the overall figure, which differs by version, is put in its place first. */
    private static Map<String, Figure> nonLive(Map<String, Figure> f) {
        Map<String, Figure> group = new LinkedHashMap<>();
        Figure simple = Figure.mean(f.get("simple_python"), f.get("simple_java"), f.get("simple_javascript"));
        group.put("overall", null);
        group.put("ast_summary", Figure.mean(simple, f.get("multiple"), f.get("parallel"), f.get("parallel_multiple")));
        group.put("simple_ast", simple);
        copy(f, group, "simple_python", "simple_java", "simple_javascript");
        copy(f, group, "multiple", "parallel", "parallel_multiple", "irrelevance");
        return group;
    }

    private static Map<String, Figure> live(Map<String, Figure> f) {
        Map<String, Figure> group = new LinkedHashMap<>();
        group.put("overall", null);
        group.put(
                "ast_summary",
                Figure.weightedMean(
                        f.get("live_simple"),
                        f.get("live_multiple"),
                        f.get("live_parallel"),
                        f.get("live_parallel_multiple")));
        copy(f, group, "live_simple", "live_multiple", "live_parallel", "live_parallel_multiple");
        copy(f, group, "live_irrelevance", "live_relevance");
        return group;
    }

    private static Map<String, Figure> multiTurn(Map<String, Figure> f) {
        Map<String, Figure> group = new LinkedHashMap<>();
        String[] names = {"multi_turn_base", "multi_turn_miss_func", "multi_turn_miss_param", "multi_turn_long_context"
        };
        Figure[] parts = new Figure[names.length];
        for (int i = 0; i < names.length; i++) {
            parts[i] = f.get(names[i]);
        }
        group.put("overall", Figure.mean(parts).shown());
        copy(f, group, names);
        return group;
    }

    private static Map<String, Figure> agentic(Map<String, Figure> f) {
        Map<String, Figure> group = new LinkedHashMap<>();
        Figure web = Figure.mean(f.get("web_search_base"), f.get("web_search_no_snippet"));
        Figure memory = Figure.mean(f.get("memory_kv"), f.get("memory_vector"), f.get("memory_rec_sum"));
        group.put("overall", Figure.mean(web, memory).shown());
        group.put("web_search_summary", web);
        copy(f, group, "web_search_base", "web_search_no_snippet");
        group.put("memory_summary", memory);
        copy(f, group, "memory_kv", "memory_vector", "memory_rec_sum");
        return group;
    }

    private static void copy(Map<String, Figure> from, Map<String, Figure> to, String... names) {
        for (String name : names) {
            to.put(name, from.get(name));
        }
    }
}
