package org.egpo.call;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Classes of characters as CPython 3.11 knows them (Unicode 14). The JDK's own tables change from release to release; the
 * benchmark's spelling does not.
 */
public final class PythonUnicode {
    private static final int RADIX = 36;

    /** Where runs of each class begin and end, in turn; read when the first character outside ASCII asks for it. */
    private static final class Tables {
        static final Map<String, int[]> ALL = Resources.lines(PythonUnicode.class, "python-unicode.txt").stream()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(row -> row[0], Tables::places));

        private static int[] places(String[] row) {
            int[] at = new int[row.length - 1];
            for (int i = 0; i < at.length; i++) {
                at[i] = Integer.parseInt(row[i + 1], RADIX) + (i == 0 ? 0 : at[i - 1]);
            }
            return at;
        }
    }

    private PythonUnicode() {}

    /** {@code str.isprintable} of one character. */
    public static boolean isPrintable(int c) {
        return c < 127 ? c >= ' ' : in("printable", c);
    }

    public static boolean isIdentifierStart(int c) {
        return c < 128 ? c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' : in("identifier_start", c);
    }

    public static boolean isIdentifierPart(int c) {
        return c < 128 ? isIdentifierStart(c) || c >= '0' && c <= '9' : in("identifier_part", c);
    }

    /** {@code str.isspace} of one character; what {@code str.strip()} removes. */
    public static boolean isSpace(int c) {
        return c < 128 ? c == ' ' || c >= 9 && c <= 13 || c >= 28 && c <= 31 : in("space", c);
    }

    /** {@code \d} of Python's regular expressions: a decimal digit of any script. */
    public static boolean isDigit(int c) {
        return c < 128 ? c >= '0' && c <= '9' : in("digit", c);
    }

    /** {@code \w} of Python's regular expressions. */
    public static boolean isWord(int c) {
        return c < 128 ? isIdentifierPart(c) : in("word", c);
    }

    /** The value of a decimal digit, or -1. Digits of a script stand in a run of ten from zero. */
    public static int digit(int c) {
        if (c < 128 || !isDigit(c)) {
            return isDigit(c) ? c - '0' : -1;
        }
        int[] at = Tables.ALL.getOrDefault("digit", new int[0]);
        int i = Arrays.binarySearch(at, c);
        return (c - at[i >= 0 ? i : -i - 2]) % 10;
    }

    /** {@code s.strip()}: without white space at both ends. */
    public static String strip(String s) {
        int from = skipSpace(s, 0);
        int to = s.length();
        while (to > from && isSpace(s.charAt(to - 1))) {
            to--;
        }
        return s.substring(from, to);
    }

    /** The place of the next character that is no white space, or the end. */
    public static int skipSpace(String s, int from) {
        int i = from;
        while (i < s.length() && isSpace(s.charAt(i))) {
            i++;
        }
        return i;
    }

    /** @throws PythonError at this place where the text holds half a surrogate pair, for CPython turns it into UTF-8 first */
    static void requireNoSurrogates(String text, int at) {
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new PythonError("UnicodeEncodeError", "surrogates not allowed", at);
        }
    }

    private static boolean in(String name, int c) {
        int i = Arrays.binarySearch(Tables.ALL.get(name), c);
        return ((i >= 0 ? i : -i - 2) & 1) == 0;
    }
}
