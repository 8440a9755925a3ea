package org.egpo.bfcl;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.egpo.call.Resources;
import org.jspecify.annotations.Nullable;

/** The benchmark's categories by their v4 names, and the groups that the official command line knows. */
public final class Categories {
    private static final Pattern FILE = Pattern.compile("BFCL_v\\d+_(\\w+?)(?:_result|_score)?\\.jsonl?");

    /** Category → number of tests, fingerprint, groups, in the order of the leaderboard. */
    private static final Map<String, List<String>> ROWS = new LinkedHashMap<>();

    static {
        for (String line : Resources.lines(Categories.class, "categories.txt")) {
            List<String> row = List.of(line.split(" "));
            ROWS.put(row.get(0), row.subList(1, row.size()));
        }
    }

    private Categories() {}

    /** What is known of a category; nothing of what is none. */
    private static List<String> row(String category) {
        return ROWS.getOrDefault(category, List.of("0", "", ""));
    }

    /** Every category, in the order of the leaderboard. */
    public static List<String> all() {
        return List.copyOf(ROWS.keySet());
    }

    /** Number of tests of the full benchmark; 0 of what is no category of it. */
    public static int size(String category) {
        return Integer.parseInt(row(category).get(0));
    }

    /** What {@link BfclData#fingerprint} gives for the official data (commit 6ea57973, bfcl-eval 2026.3.23). */
    static String officialFingerprint(String category) {
        return row(category).get(1);
    }

    /** The category whose question file holds a category's tests: memory and web search share one each. */
    static String source(String category) {
        return category.startsWith("memory_") ? "memory" : category.startsWith("web_search_") ? "web_search" : category;
    }

    /** The v4 name of a category: v3 said {@code simple}, {@code java}, {@code javascript}. */
    public static String v4Name(String category) {
        return switch (category) {
            case "simple" -> "simple_python";
            case "java" -> "simple_java";
            case "javascript" -> "simple_javascript";
            default -> category;
        };
    }

    /** The category in a file name such as {@code BFCL_v4_live_simple_result.json}, by its v4 name; null for others. */
    static @Nullable String ofFileName(String name) {
        Matcher m = FILE.matcher(name);
        return m.matches() ? v4Name(m.group(1)) : null;
    }

    /** The category of a test: its id without the last number. */
    public static String ofId(String id) {
        int colon = id.indexOf(':');
        String first = colon < 0 ? id : id.substring(0, colon);
        int last = first.lastIndexOf('_');
        return v4Name(last < 0 ? first : first.substring(0, last));
    }

    public static boolean isRelevance(String category) {
        return category.contains("relevance");
    }

    public static boolean isSingleTurn(String category) {
        return !isMultiTurn(category) && !isAgentic(category);
    }

    public static boolean isMultiTurn(String category) {
        return category.contains("multi_turn");
    }

    public static boolean isAgentic(String category) {
        return category.contains("web_search") || category.contains("memory");
    }

    /** The official folder of result and score files: non_live, live, multi_turn, agentic or format_sensitivity. */
    public static String group(String category) {
        return row(category).get(2);
    }

    /**
     * Categories and groups as the user writes them ({@code all}, {@code single_turn}, {@code non_live}, {@code live},
     * {@code multi_turn}, {@code agentic}, {@code python}, {@code ast} or any category) as a set of categories.
     *
     * @throws BadInputException for a name that is neither
     */
    public static Set<String> parse(List<String> names) {
        Set<String> chosen = new LinkedHashSet<>();
        for (String name : names) {
            List<String> found = ROWS.keySet().stream()
                    .filter(c -> name.equals("all") || c.equals(v4Name(name)) || row(c).lastIndexOf(name) > 1)
                    .toList();
            if (found.isEmpty()) {
                throw new BadInputException("There is no category \"" + name + "\"; use one of "
                        + String.join(", ", ROWS.keySet())
                        + ", or a group: all, single_turn, non_live, live, multi_turn, agentic, ast, python.");
            }
            chosen.addAll(found);
        }
        return chosen;
    }
}
