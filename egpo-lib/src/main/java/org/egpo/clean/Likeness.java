package org.egpo.clean;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.egpo.call.FunctionCall;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.data.Answer;
import org.egpo.data.Example;

/**
 * What two records have in common, in a few numbers each: the question, or the dialogue before it, without case, spaces and
 * punctuation; its words without filler; the names of the tools; the answer without the order of arguments.
 *
 * @param question hash of the question as written, less case, spaces and punctuation
 * @param tools hash of the tools' names in any order
 * @param answer hash of the calls
 * @param words sorted hashes of the question's words that carry meaning
 */
record Likeness(long question, long tools, long answer, int[] words) {
    private static final Set<String> FILLER = Set.of(
            "a", "an", "the", "please", "could", "can", "would", "you", "i", "me", "my", "to", "of", "for", "in", "on",
            "at", "is", "are", "it", "hi", "hello", "hey", "thanks", "thank", "kindly", "want", "need", "like", "just",
            "do", "does", "will", "and", "so", "now", "tell", "us", "we", "be", "this", "that", "with", "by");

    static Likeness of(Example e, Answer answer) {
        String said = e.conversation();
        return new Likeness(question(said), tools(e), answer(answer), words(said));
    }

    static long question(String text) {
        long h = 1125899906842597L;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                h = 31 * h + Character.toLowerCase(c);
            } else if (c == '.' && i + 1 < text.length() && Character.isDigit(text.charAt(i + 1)) || c == '-') {
                h = 31 * h + c;
            }
        }
        return mix(h);
    }

    static int[] words(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int[] words = new int[lower.length() / 2 + 1];
        int n = 0;
        for (int i = 0; i < lower.length(); ) {
            int from = i;
            while (i < lower.length() && isPartOfAWord(lower, i)) {
                i++;
            }
            if (i > from) {
                String word = lower.substring(from, i);
                if (!FILLER.contains(word)) {
                    words[n++] = (int) mix(word.hashCode());
                }
            } else {
                i++;
            }
        }
        return Arrays.stream(words, 0, n).sorted().distinct().toArray();
    }

    /** Letters, digits, signs of units and money, and what joins digits. */
    private static boolean isPartOfAWord(String s, int i) {
        char c = s.charAt(i);
        if (Character.isLetterOrDigit(c) || "%$€£¥°".indexOf(c) >= 0) {
            return true;
        }
        boolean joins = c == '.' || c == '-' || c == '+' || c == ':';
        return joins && i + 1 < s.length() && Character.isDigit(s.charAt(i + 1));
    }

    private static long tools(Example e) {
        long h = 0;
        for (ToolSpec t : e.tools()) {
            h += mix(t.name().hashCode() * 0x9E3779B97F4A7C15L + t.name().length());
        }
        return h;
    }

    /** Calls in any order are the same answer. */
    private static long answer(Answer answer) {
        long h = answer.calls().size();
        for (FunctionCall c : answer.calls()) {
            h += mix(mix(c.name().hashCode()) * 31 + value(c.arguments()));
        }
        return h;
    }

    private static long value(Value v) {
        if (v instanceof Value.MapValue m) {
            long h = 17;
            for (int i = 0; i < m.size(); i++) {
                h += mix(value(m.key(i)) * 31 + value(m.value(i)));
            }
            return h;
        }
        if (v instanceof Value.ListValue l) {
            return items(l.items());
        }
        if (v instanceof Value.TupleValue t) {
            return items(t.items());
        }
        if (v instanceof Value.Text t) {
            long h = 7;
            for (int i = 0; i < t.value().length(); i++) {
                h = 31 * h + t.value().charAt(i);
            }
            return mix(h);
        }
        return mix(Value.pythonHash(v) + 0x51L);
    }

    private static long items(List<Value> items) {
        long h = 3;
        for (Value i : items) {
            h = mix(h * 31 + value(i));
        }
        return h;
    }

    /** Spreads every bit over all others (the finaliser of SplitMix64). */
    static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    /** Share of words in both among words in either, 0 to 1. */
    static double overlap(int[] a, int[] b) {
        int i = 0;
        int j = 0;
        int both = 0;
        while (i < a.length && j < b.length) {
            if (a[i] == b[j]) {
                both++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        int either = a.length + b.length - both;
        return either == 0 ? 1 : (double) both / either;
    }
}
