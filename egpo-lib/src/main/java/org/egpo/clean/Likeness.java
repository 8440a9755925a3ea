package org.egpo.clean;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.egpo.call.FunctionCall;
import org.egpo.call.PythonObjects;
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

    /** Letters, digits, signs of units and money, and what joins digits. */
    private static final Pattern WORD = Pattern.compile("([\\p{L}\\p{Nd}%$€£¥°]|[-.+:](?=\\p{Nd}))+");

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
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .filter(word -> !FILLER.contains(word))
                .mapToInt(word -> (int) mix(word.hashCode()))
                .sorted()
                .distinct()
                .toArray();
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
            long[] h = {17};
            m.forEach((key, inner) -> h[0] += mix(value(key) * 31 + value(inner)));
            return h[0];
        }
        if (v instanceof Value.ListValue || v instanceof Value.TupleValue) {
            long h = 3;
            for (Value i : PythonObjects.items(v)) {
                h = mix(h * 31 + value(i));
            }
            return h;
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

    /** Spreads every bit over all others (the finaliser of SplitMix64). */
    static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    /** Share of words in both among words in either, 0 to 1. */
    static double overlap(int[] a, int[] b) {
        int both = (int) Arrays.stream(a)
                .filter(word -> Arrays.binarySearch(b, word) >= 0)
                .count();
        int either = a.length + b.length - both;
        return either == 0 ? 1 : (double) both / either;
    }
}
