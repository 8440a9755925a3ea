package org.egpo.apibank;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The F of ROUGE-L as the package {@code rouge} 1.0.1 computes it: over sets of words, part by part (Lin 2004, summary
 * level).
 */
public final class RougeL {
    /** Where the recursive original gives up. */
    private static final int MAX_STEPS = 980;

    private static final long MAX_CELLS = 50_000_000;

    private RougeL() {}

    /** @return between 0 and 1; NaN where the original ends with an error */
    public static double f(String hypothesis, String reference) {
        List<String[]> h = parts(hypothesis);
        List<String[]> r = parts(reference);
        if (h.isEmpty() || r.isEmpty()) {
            return Double.NaN;
        }
        Set<String> union = new HashSet<>();
        for (String[] a : r) {
            for (String[] b : h) {
                if (!collect(a, b, union)) {
                    return Double.NaN;
                }
            }
        }
        double recall = (double) union.size() / distinct(r);
        double precision = (double) union.size() / distinct(h);
        return 2 * (precision * recall) / (precision + recall + 1e-8);
    }

    private static List<String[]> parts(String text) {
        List<String[]> parts = new ArrayList<>();
        for (String part : text.split("\\.")) {
            if (!part.isEmpty()) {
                parts.add(joined(part).split(" ", -1));
            }
        }
        return parts;
    }

    private static String joined(String part) {
        return part.replaceAll("[\\s\\x1c-\\x1f\\x85\\p{Z}]+", " ").strip();
    }

    private static int distinct(List<String[]> parts) {
        Set<String> words = new HashSet<>();
        parts.forEach(p -> words.addAll(List.of(p)));
        return words.size();
    }

    private static boolean collect(String[] a, String[] b, Set<String> union) {
        if ((long) a.length * b.length > MAX_CELLS) {
            return false;
        }
        int[][] table = new int[a.length + 1][b.length + 1];
        for (int i = 1; i <= a.length; i++) {
            for (int j = 1; j <= b.length; j++) {
                table[i][j] = a[i - 1].equals(b[j - 1])
                        ? table[i - 1][j - 1] + 1
                        : Math.max(table[i - 1][j], table[i][j - 1]);
            }
        }
        int i = a.length;
        int j = b.length;
        int steps = 0;
        while (i > 0 && j > 0) {
            if (++steps > MAX_STEPS) {
                return false;
            }
            if (a[i - 1].equals(b[j - 1])) {
                union.add(a[i - 1]);
                i--;
                j--;
            } else if (table[i - 1][j] > table[i][j - 1]) {
                i--;
            } else {
                j--;
            }
        }
        return true;
    }
}
