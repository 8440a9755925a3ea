package org.egpo.clean.rules;

import com.ibm.icu.text.RuleBasedNumberFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Numbers written as English words: {@code twenty-five}, {@code a hundred and twenty}, {@code two and a half}, {@code third}. */
final class NumberWords {
    private static final Map<String, Double> BELOW_HUNDRED =
            new HashMap<>(WordLists.table("number_words", Double::valueOf));
    private static final Map<String, Double> SCALES = WordLists.table("scales", Double::valueOf);
    /** They may be meant otherwise where they stand alone. */
    static final Set<String> DOUBTFUL = WordLists.set("doubtful");

    static {
        RuleBasedNumberFormat spelled = new RuleBasedNumberFormat(Locale.ENGLISH, RuleBasedNumberFormat.SPELLOUT);
        for (int i = 0; i < 100; i++) {
            BELOW_HUNDRED.put(spelled.format(i, "%spellout-cardinal"), (double) i);
            BELOW_HUNDRED.put(spelled.format(i, "%spellout-ordinal"), (double) i);
        }
    }

    private NumberWords() {}

    /** What was read, and the index behind it; where it began when nothing was. */
    record Read(double value, int to) {}

    /** The number that starts at that word. */
    static Read read(List<Word> words, int from) {
        double total = 0;
        double part = isWord(words, from - 1, "a") ? 1 : 0;
        // Only less than this can be added to what was read.
        double least = Double.POSITIVE_INFINITY;
        int to = from;
        for (int at = from; at < words.size() && (at == from || !words.get(at).afterStop()); at++) {
            String word = words.get(at).text();
            double scale = SCALES.getOrDefault(word, 0.0);
            boolean digits = words.get(at).isDigits();
            Double small = !digits ? BELOW_HUNDRED.get(word) : at == from ? Double.valueOf(word) : null;
            if (small != null && small < least) {
                part = to > from ? part + small : small;
                least = small >= 20 && !digits ? 10 : 0;
                to = at + 1;
            } else if (part > 0 && scale > 0) {
                least = scale;
                total += least < 1000 ? 0 : part * least;
                part = least < 1000 ? part * least : 0;
                to = at + 1;
            } else if (to == from || least < 100 || !word.equals("and")) {
                break;
            }
        }
        if (to == from) {
            return new Read(0, from);
        }
        int half = isWord(words, to + 1, "a") ? to + 2 : to + 1;
        boolean more = isWord(words, to, "and") && isWord(words, half, "half");
        return new Read(total + part + (more ? 0.5 : 0), more ? half + 1 : to);
    }

    /** The number that a word or digits alone say; NaN for none. */
    static double read(String word) {
        double said = BELOW_HUNDRED.getOrDefault(word.toLowerCase(Locale.ROOT), Double.NaN);
        return word.matches("\\d{1,2}") ? Double.parseDouble(word) : said;
    }

    private static boolean isWord(List<Word> words, int i, String text) {
        return i >= 0 && i < words.size() && words.get(i).text().equals(text);
    }
}
