package org.egpo.clean.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of English cut down until forms of the same word are equal; names of functions and parameters as words. */
final class Stems {
    private static final Pattern PARTS =
            Pattern.compile("[A-Z]+(?![a-z])|[A-Z]?\\p{Ll}[\\p{L}]*?(?=[A-Z]|[^\\p{L}]|$)|\\p{L}+|\\d+");
    private static final List<String> SUFFIXES = List.of(
            "ications",
            "ication",
            "ations",
            "ation",
            "ments",
            "ment",
            "ities",
            "ity",
            "ions",
            "ion",
            "ings",
            "ing",
            "ables",
            "able",
            "ers",
            "er",
            "ors",
            "or",
            "als",
            "al",
            "ied",
            "ies",
            "ed",
            "es",
            "ly",
            "s",
            "e",
            "y");
    private static final int SHORTEST = 3;

    /** Words that stand in questions of every kind. */
    static final Set<String> STOP = Set.of(
            "a",
            "an",
            "the",
            "of",
            "for",
            "in",
            "on",
            "at",
            "to",
            "from",
            "by",
            "with",
            "and",
            "or",
            "is",
            "are",
            "was",
            "were",
            "be",
            "been",
            "do",
            "does",
            "did",
            "i",
            "me",
            "my",
            "mine",
            "we",
            "us",
            "our",
            "you",
            "your",
            "it",
            "its",
            "this",
            "that",
            "these",
            "those",
            "there",
            "here",
            "what",
            "which",
            "who",
            "whose",
            "how",
            "when",
            "where",
            "why",
            "can",
            "could",
            "would",
            "will",
            "shall",
            "should",
            "may",
            "might",
            "please",
            "kindly",
            "if",
            "then",
            "than",
            "so",
            "as",
            "but",
            "not",
            "no",
            "any",
            "some",
            "all",
            "also",
            "just",
            "want",
            "need",
            "like",
            "get",
            "give",
            "tell",
            "show",
            "let",
            "have",
            "has",
            "had",
            "s",
            "t",
            "m",
            "d",
            "re",
            "ll",
            "ve",
            "up",
            "out",
            "into",
            "about",
            "much",
            "many",
            "one",
            "given",
            "set",
            "name",
            "number",
            "value",
            "type",
            "string",
            "e",
            "g",
            "optional",
            "default",
            "such",
            "used",
            "use",
            "using",
            "code",
            "id",
            "hi",
            "hello",
            "thanks",
            "thank",
            "per",
            "each",
            "him",
            "her",
            "his",
            "them",
            "they",
            "their",
            "too",
            "very",
            "now",
            "after",
            "before");

    private Stems() {}

    /** Without plural and possessive. */
    static String stem(String word) {
        String w = word.toLowerCase(Locale.ROOT);
        if (w.length() > 4 && w.endsWith("ies")) {
            return w.substring(0, w.length() - 3) + "y";
        }
        if (w.length() > 4 && (w.endsWith("ches") || w.endsWith("shes") || w.endsWith("sses") || w.endsWith("xes"))) {
            return w.substring(0, w.length() - 2);
        }
        return w.length() > 3 && w.endsWith("s") && !w.endsWith("ss") && !w.endsWith("us")
                ? w.substring(0, w.length() - 1)
                : w;
    }

    /** Irregular forms, and adjectives of size beside the nouns that parameters are named by. */
    private static final Map<String, String> IRREGULAR = Map.ofEntries(
            Map.entry("sent", "send"),
            Map.entry("bought", "buy"),
            Map.entry("paid", "pay"),
            Map.entry("gave", "give"),
            Map.entry("took", "take"),
            Map.entry("left", "leave"),
            Map.entry("flew", "fly"),
            Map.entry("flight", "fly"),
            Map.entry("spent", "spend"),
            Map.entry("wrote", "write"),
            Map.entry("ran", "run"),
            Map.entry("slept", "sleep"),
            Map.entry("wide", "width"),
            Map.entry("high", "height"),
            Map.entry("tall", "height"),
            Map.entry("long", "length"),
            Map.entry("deep", "depth"),
            Map.entry("heavy", "weight"),
            Map.entry("weigh", "weight"),
            Map.entry("old", "age"),
            Map.entry("weighs", "weight"),
            Map.entry("people", "person"),
            Map.entry("children", "child"));

    /** Without endings of any kind: {@code conversion}, {@code convert} and {@code converting} come close. */
    static String root(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        String w = IRREGULAR.getOrDefault(lower, lower);
        for (String s : SUFFIXES) {
            if (w.length() - s.length() >= SHORTEST && w.endsWith(s)) {
                w = w.substring(0, w.length() - s.length());
                break;
            }
        }
        int n = w.length();
        if (n > SHORTEST && w.charAt(n - 1) == w.charAt(n - 2)) {
            w = w.substring(0, n - 1);
        }
        return w.length() > SHORTEST && w.endsWith("s") ? w.substring(0, w.length() - 1) : w;
    }

    /** The words of a text or of a name in any spelling ({@code base_currency}, {@code getWeather}), in lower case. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher m = PARTS.matcher(text);
        while (m.find()) {
            words.add(m.group().toLowerCase(Locale.ROOT));
        }
        return words;
    }

    /** Roots of the words that mean something. */
    static List<String> roots(String text) {
        List<String> roots = new ArrayList<>();
        for (String w : words(text)) {
            if (!STOP.contains(w) && w.length() > 1) {
                roots.add(root(w));
            }
        }
        return roots;
    }
}
