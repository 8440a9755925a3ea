package org.egpo.clean.rules;

import com.ibm.icu.text.RuleBasedNumberFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Numbers written as English words: {@code twenty-five}, {@code a hundred and twenty}, {@code two and a half}, {@code third}. */
final class NumberWords {
    private static final Map<String, Double> BELOW_THOUSAND =
            new HashMap<>(WordLists.table("number_words", Double::valueOf));
    private static final Map<String, Double> SCALES = WordLists.table("scales", Double::valueOf);
    private static final Set<String> DOUBTFUL = WordLists.set("doubtful");
    /** Words of "nine hundred and ninety nine". */
    private static final int LONGEST = 5;

    static {
        RuleBasedNumberFormat spelled = new RuleBasedNumberFormat(Locale.ENGLISH, RuleBasedNumberFormat.SPELLOUT);
        for (int i = 0; i < 1000; i++) {
            for (String rules : List.of("cardinal", "cardinal-verbose", "ordinal", "ordinal-verbose")) {
                String words = spelled.format(i, "%spellout-" + rules).replace('-', ' ');
                BELOW_THOUSAND.put(words, (double) i);
            }
        }
    }

    private NumberWords() {}

    /** What was read, and the index behind it. */
    record Read(double value, int to) {}

    /** The number that starts at that word, or null. */
    static Read read(List<Word> words, int from) {
        double total = 0;
        double least = Double.POSITIVE_INFINITY;
        int to = from;
        for (int at = from; at < words.size(); ) {
            Read part = belowThousand(words, at);
            if (part == null && at == from && isWord(words, at - 1, "a") && scale(words, at, from) > 0) {
                part = new Read(1, at);
            }
            if (part == null || part.value() >= least) {
                break;
            }
            double value = part.value();
            int end = part.to();
            for (double scale = scale(words, end, from); scale > 0; scale = scale(words, end, from)) {
                value *= scale;
                least = scale;
                end++;
            }
            total += value;
            to = end;
            if (end == part.to() || value < least) {
                break;
            }
            at = isWord(words, end, "and") ? end + 1 : end;
        }
        boolean and = isWord(words, to, "and");
        int half = !and ? 0 : isWord(words, to + 1, "half") ? to + 2 : isAHalf(words, to + 1) ? to + 3 : 0;
        return to == from ? null : half > 0 ? new Read(total + 0.5, half) : new Read(total, to);
    }

    /** The number that a word or digits alone say, or null. */
    static Double read(String word) {
        if (word.matches("\\d{1,2}")) {
            return Double.valueOf(word);
        }
        return BELOW_THOUSAND.get(word.toLowerCase(Locale.ROOT));
    }

    private static boolean isAHalf(List<Word> words, int i) {
        return isWord(words, i, "a") && isWord(words, i + 1, "half");
    }

    /** What the word there multiplies the number before it by; 0 for other words. */
    private static double scale(List<Word> words, int i, int from) {
        return i < words.size() && (i == from || !words.get(i).afterStop())
                ? scale(words.get(i).text())
                : 0;
    }

    static double scale(String word) {
        return SCALES.getOrDefault(word, 0.0);
    }

    private static boolean isWord(List<Word> words, int i, String text) {
        return i >= 0 && i < words.size() && words.get(i).text().equals(text);
    }

    /** The longest of the numbers that start there. */
    private static Read belowThousand(List<Word> words, int at) {
        StringBuilder phrase = new StringBuilder();
        Read longest = null;
        for (int i = at;
                i < Math.min(words.size(), at + LONGEST)
                        && (i == at || !words.get(i).afterStop());
                i++) {
            phrase.append(i == at ? "" : " ").append(words.get(i).text());
            Double value = BELOW_THOUSAND.get(phrase.toString());
            longest = value == null ? longest : new Read(value, i + 1);
        }
        return longest;
    }

    /** Whether the word alone is a number that may be meant otherwise ("second", "both", "one"). */
    static boolean isDoubtful(String word) {
        return DOUBTFUL.contains(word);
    }
}
