package org.egpo.clean.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers written as English words: {@code twenty-five}, {@code a hundred and twenty}, {@code two and a half}, {@code third}. */
final class NumberWords {
    private static final Map<String, Double> SMALL = new HashMap<>();
    private static final Map<String, Double> LARGE = Map.of(
            "hundred", 100.0, "thousand", 1e3, "million", 1e6, "billion", 1e9, "dozen", 12.0, "k", 1e3, "score", 20.0);

    static {
        String[] ones = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
                        + " sixteen seventeen eighteen nineteen")
                .split(" ");
        String[] ordinals = ("zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
                        + " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth")
                .split(" ");
        for (int i = 0; i < ones.length; i++) {
            SMALL.put(ones[i], (double) i);
            SMALL.put(ordinals[i], (double) i);
        }
        String[] tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
        for (int i = 0; i < tens.length; i++) {
            SMALL.put(tens[i], 20.0 + 10 * i);
        }
        SMALL.put("couple", 2.0);
        SMALL.put("pair", 2.0);
        SMALL.put("twice", 2.0);
        SMALL.put("both", 2.0);
        SMALL.put("once", 1.0);
        SMALL.put("half", 0.5);
        SMALL.put("quarter", 0.25);
        SMALL.put("single", 1.0);
    }

    private NumberWords() {}

    /** What was read, and the index behind it. */
    record Read(double value, int to) {}

    /** The number that starts at that word, or null. */
    static Read read(List<Word> words, int from) {
        double total = 0;
        double current = 0;
        int i = from;
        boolean any = false;
        for (; i < words.size(); i++) {
            String w = words.get(i).text();
            if (i > from && words.get(i).afterStop()) {
                break;
            }
            Double small = SMALL.get(w);
            Double large = LARGE.get(w);
            if (small != null) {
                boolean joins = !any
                        || current % 100 == 0 && small < 100
                        || current % 10 == 0 && current >= 20 && small < 10 && small > 0;
                if (!joins) {
                    break;
                }
                current += small;
            } else if (large != null && (any || isArticle(words, i - 1))) {
                if (large >= 1000) {
                    total += (current == 0 ? 1 : current) * large;
                    current = 0;
                } else {
                    current = (current == 0 ? 1 : current) * large;
                }
            } else if (w.equals("and") && any && i + 1 < words.size() && joinsAfterAnd(words, i + 1, current, total)) {
                if (words.get(i + 1).text().equals("a")
                        || words.get(i + 1).text().equals("half")) {
                    return new Read(
                            total + current + 0.5, words.get(i + 1).text().equals("a") ? i + 3 : i + 2);
                }
                continue;
            } else {
                break;
            }
            any = true;
        }
        return any ? new Read(total + current, i) : null;
    }

    private static boolean isArticle(List<Word> words, int i) {
        return i >= 0 && words.get(i).text().equals("a");
    }

    private static boolean joinsAfterAnd(List<Word> words, int next, double current, double total) {
        String w = words.get(next).text();
        if (w.equals("half")
                || w.equals("a")
                        && next + 1 < words.size()
                        && words.get(next + 1).text().equals("half")) {
            return true;
        }
        boolean round = current > 0 && current % 100 == 0 || current == 0 && total > 0;
        return round && SMALL.containsKey(w);
    }

    /** Whether the word alone is a number that may be meant otherwise ("second", "both", "one"). */
    static boolean isDoubtful(String word) {
        return switch (word) {
            case "one",
                    "once",
                    "second",
                    "first",
                    "single",
                    "both",
                    "pair",
                    "half",
                    "quarter",
                    "couple",
                    "twice",
                    "third" -> true;
            default -> false;
        };
    }
}
