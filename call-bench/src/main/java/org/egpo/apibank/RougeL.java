package org.egpo.apibank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The F of ROUGE-L as the package {@code rouge} 1.0.1 computes it: over sets of words, part by part (Lin 2004). */
public final class RougeL {
    /** Python's limit of 1,000 nested calls, less what is called before. */
    private static final int MAX_STEPS = 990;

    private static final Pattern SPACE = Pattern.compile("[\\s\\x1c-\\x1f]+", Pattern.UNICODE_CHARACTER_CLASS);

    private RougeL() {}

    /** @return between 0 and 1; NaN where the official package ends with an exception */
    public static double f(String hypothesis, String reference) {
        Map<String, Integer> numbers = new HashMap<>();
        List<int[]> h = parts(hypothesis, numbers);
        List<int[]> r = parts(reference, numbers);
        Set<Integer> union = new HashSet<>();
        for (int[] a : r) {
            for (int[] b : h) {
                if (!collect(a, b, union)) {
                    return Double.NaN;
                }
            }
        }
        double recall = (double) union.size() / distinct(r);
        double precision = (double) union.size() / distinct(h);
        return h.isEmpty() || r.isEmpty() ? Double.NaN : 2 * (precision * recall / (precision + recall + 1e-8));
    }

    /** The parts between points, each a list of numbers for its words; nothing but white space is one empty word. */
    private static List<int[]> parts(String text, Map<String, Integer> numbers) {
        List<int[]> parts = new ArrayList<>();
        for (String part : text.split("\\.")) {
            if (!part.isEmpty()) {
                String[] words = SPACE.split(part);
                int from = words.length > 1 && words[0].isEmpty() ? 1 : 0;
                parts.add(Arrays.stream(words.length == 0 ? new String[] {""} : words, from, Math.max(1, words.length))
                        .mapToInt(w -> numbers.computeIfAbsent(w, key -> numbers.size()))
                        .toArray());
            }
        }
        return parts;
    }

    private static long distinct(List<int[]> parts) {
        return parts.stream().flatMapToInt(Arrays::stream).distinct().count();
    }

    /** Adds one longest common subsequence of a and b, found from the ends; false where the recursion goes too deep. */
    private static boolean collect(int[] a, int[] b, Set<Integer> union) {
        // Only so many columns can be looked at again.
        int[][] columns = new int[Math.min(b.length, MAX_STEPS + 1) + 1][];
        columns[0] = new int[a.length + 1];
        for (int j = 1; j <= b.length; j++) {
            int[] before = columns[(j - 1) % columns.length];
            int[] column = columns[j % columns.length];
            column = column == null ? new int[a.length + 1] : column;
            columns[j % columns.length] = column;
            for (int i = 1; i <= a.length; i++) {
                column[i] = a[i - 1] == b[j - 1] ? before[i - 1] + 1 : Math.max(column[i - 1], before[i]);
            }
        }
        int i = a.length;
        int j = b.length;
        for (int step = 0; i > 0 && j > 0; step++) {
            if (step == MAX_STEPS) {
                return false;
            }
            if (a[i - 1] == b[j - 1]) {
                union.add(a[i - 1]);
                i--;
                j--;
            } else if (columns[j % columns.length][i - 1] > columns[(j - 1) % columns.length][i]) {
                i--;
            } else {
                j--;
            }
        }
        return true;
    }
}
