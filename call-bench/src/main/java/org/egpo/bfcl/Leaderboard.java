package org.egpo.bfcl;

import java.util.Arrays;
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
 * @param nonWeb overall without web search, whose answers change with the web: what is left of v4's weights, divided by their sum
 */
public record Leaderboard(
        Weights weights,
        Map<String, Map<String, Figure>> groups,
        Figure overall,
        Figure relevance,
        Figure irrelevance,
        Figure nonWeb) {

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
        return computed(weights, figures);
    }

    /** Figures by name while they are computed; groups name theirs in order. */
    private static Leaderboard computed(Weights weights, Map<String, Figure> f) {
        boolean v4 = weights == Weights.V4;
        f.put("simple_ast", mean(f, "simple_python simple_java simple_javascript"));
        f.put("ast", mean(f, "simple_ast multiple parallel parallel_multiple"));
        f.put("live_ast", weighted(f, "live_simple live_multiple live_parallel live_parallel_multiple"));
        f.put("irrelevance_total", mean(f, "irrelevance live_irrelevance"));
        f.put("web_search_summary", mean(f, "web_search_base web_search_no_snippet"));
        f.put("memory_summary", mean(f, "memory_kv memory_vector memory_rec_sum"));
        String all = "simple_ast multiple parallel parallel_multiple irrelevance";
        String live = "live_simple live_multiple live_parallel live_parallel_multiple live_irrelevance live_relevance";
        f.put("non_live", (v4 ? f.get("ast") : mean(f, all)).shown());
        f.put("live", (v4 ? f.get("live_ast") : weighted(f, live)).shown());
        String turns = "multi_turn_base multi_turn_miss_func multi_turn_miss_param multi_turn_long_context";
        f.put("multi_turn", mean(f, turns).shown());
        f.put("agentic", mean(f, "web_search_summary memory_summary").shown());
        Figure overall = v4
                ? Figure.weighted(
                        List.of(10, 10, 10, 30, 40), figures(f, "non_live live irrelevance_total multi_turn agentic"))
                : mean(f, "live non_live multi_turn");
        Figure nonWeb = Figure.weighted(
                List.of(10, 10, 10, 30, 20), figures(f, "non_live live irrelevance_total multi_turn memory_summary"));
        Map<String, Map<String, Figure>> groups = new LinkedHashMap<>();
        String nonLive = "ast simple_ast simple_python simple_java simple_javascript multiple parallel"
                + " parallel_multiple irrelevance";
        groups.put("non_live", group(f, "non_live", nonLive));
        groups.put("live", group(f, "live", "live_ast " + live));
        groups.put("multi_turn", group(f, "multi_turn", turns));
        if (v4) {
            String agentic = "web_search_summary web_search_base web_search_no_snippet memory_summary memory_kv"
                    + " memory_vector memory_rec_sum";
            groups.put("agentic", group(f, "agentic", agentic));
        }
        return new Leaderboard(
                weights, groups, overall.shown(), f.get("live_relevance"), f.get("irrelevance_total"), nonWeb.shown());
    }

    private static Figure[] figures(Map<String, Figure> f, String names) {
        return Arrays.stream(names.split(" ")).map(f::get).toArray(Figure[]::new);
    }

    private static Figure mean(Map<String, Figure> f, String names) {
        return Figure.mean(figures(f, names));
    }

    private static Figure weighted(Map<String, Figure> f, String names) {
        return Figure.weightedMean(figures(f, names));
    }

    /** The overall figure, then these. */
    private static Map<String, Figure> group(Map<String, Figure> f, String overall, String names) {
        Map<String, Figure> group = new LinkedHashMap<>();
        group.put("overall", f.get(overall));
        for (String name : names.split(" ")) {
            group.put(name.equals("ast") || name.equals("live_ast") ? "ast_summary" : name, f.get(name));
        }
        return group;
    }
}
