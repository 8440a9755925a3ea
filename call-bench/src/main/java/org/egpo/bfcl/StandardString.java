package org.egpo.bfcl;

import java.util.Locale;

/**
 * The form in which the official checker compares strings: without {@code space , . / - _ * ^}, in lower case, with
 * {@code '} turned into {@code "}. Source: {@code standardize_string} of the official AST checker.
 */
public final class StandardString {
    private static final boolean[] DROPPED = new boolean[128];
    private static final char[] ASCII = new char[128];

    static {
        for (char c : " ,./-_*^".toCharArray()) {
            DROPPED[c] = true;
        }
        for (char c = 0; c < 128; c++) {
            ASCII[c] = c == '\'' ? '"' : c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
    }

    private StandardString() {}

    /** The standard form of a string. */
    public static String of(String s) {
        char[] kept = s.toCharArray();
        int n = 0;
        for (char c : kept) {
            if (c >= 128) {
                return ofWide(s);
            }
            if (!DROPPED[c]) {
                kept[n++] = ASCII[c];
            }
        }
        return new String(kept, 0, n);
    }

    private static String ofWide(String s) {
        StringBuilder kept = new StringBuilder(s.length());
        for (char c : s.toCharArray()) {
            if (c >= 128 || !DROPPED[c]) {
                kept.append(c);
            }
        }
        return kept.toString().toLowerCase(Locale.ROOT).replace('\'', '"');
    }

    /** Whether the standard form of {@code s} is {@code standard}, without building it. */
    static boolean matches(String s, String standard) {
        int n = s.length();
        int m = standard.length();
        int j = 0;
        for (int i = 0; i < n; i++) {
            char c = s.charAt(i);
            if (c >= 128) {
                return of(s).equals(standard);
            }
            if (DROPPED[c]) {
                continue;
            }
            if (j == m || standard.charAt(j) != ASCII[c]) {
                return hasWide(s, i) && of(s).equals(standard);
            }
            j++;
        }
        return j == m;
    }

    /** Lower-casing is not character by character outside ASCII, so a mismatch before such a character decides nothing. */
    private static boolean hasWide(String s, int from) {
        for (int i = from; i < s.length(); i++) {
            if (s.charAt(i) >= 128) {
                return true;
            }
        }
        return false;
    }
}
