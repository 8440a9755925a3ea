package org.egpo.clean.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import opennlp.tools.stemmer.PorterStemmer;

/** Words of English cut down until forms of the same word are equal; names of functions and parameters as words. */
final class Stems {
    private static final Pattern PARTS =
            Pattern.compile("[A-Z]+(?![a-z])|[A-Z]?\\p{Ll}[\\p{L}]*?(?=[A-Z]|[^\\p{L}]|$)|\\p{L}+|\\d+");
    private static final ThreadLocal<PorterStemmer> STEMMER = ThreadLocal.withInitial(PorterStemmer::new);
    /** A data set asks for few words, and for the texts of few tools, again and again. */
    private static final ThreadLocal<Map<String, String>> ROOT = ThreadLocal.withInitial(HashMap::new);

    private static final ThreadLocal<Map<String, List<String>>> ROOTS = ThreadLocal.withInitial(HashMap::new);
    private static final ThreadLocal<Map<String, List<String>>> WORDS = ThreadLocal.withInitial(HashMap::new);
    private static final int MOST = 20_000;
    private static final Map<String, String> IRREGULAR = WordLists.table("irregular", w -> w);

    /** Words that stand in questions of every kind. */
    static final Set<String> STOP = WordLists.set("stop");

    private Stems() {}

    /** Without endings of any kind, by Porter's rules: {@code conversion} and {@code converting} come close. */
    static String root(String word) {
        return known(ROOT, word.toLowerCase(Locale.ROOT), w -> STEMMER.get().stem(IRREGULAR.getOrDefault(w, w)));
    }

    private static <T> T known(ThreadLocal<Map<String, T>> cache, String text, Function<String, T> made) {
        Map<String, T> known = cache.get();
        if (known.size() > MOST) {
            known.clear();
        }
        return known.computeIfAbsent(text, made);
    }

    /** The words of a text or of a name in any spelling ({@code base_currency}, {@code getWeather}), in lower case. */
    static List<String> words(String text) {
        return known(WORDS, text, t -> PARTS.matcher(t)
                .results()
                .map(m -> m.group().toLowerCase(Locale.ROOT))
                .toList());
    }

    /** Roots of the words that mean something. */
    static List<String> roots(String text) {
        return known(ROOTS, text, t -> words(t).stream()
                .filter(w -> !STOP.contains(w) && w.length() > 1)
                .map(Stems::root)
                .toList());
    }
}
