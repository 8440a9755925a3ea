package org.egpo.call;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Classes of characters as CPython 3.11 knows them (Unicode 14). The JDK's own tables change from release to release; the
 * benchmark's spelling does not.
 */
public final class PythonUnicode {
    private static final int RADIX = 36;

    private final Map<String, int[]> starts = new HashMap<>();

    /** Loaded when the first character outside ASCII asks for it. */
    private static final class Tables {
        static final PythonUnicode ALL = new PythonUnicode();
        static final int[] PRINTABLE = ALL.starts.get("printable");
        static final int[] IDENTIFIER_START = ALL.starts.get("identifier_start");
        static final int[] IDENTIFIER_PART = ALL.starts.get("identifier_part");
        static final int[] SPACE = ALL.starts.get("space");
        static final int[] DIGIT = ALL.starts.get("digit");
        static final int[] WORD = ALL.starts.get("word");
    }

    private PythonUnicode() {
        Resources.lines(PythonUnicode.class, "python-unicode.txt").forEach(this::read);
    }

    private void read(String line) {
        String[] parts = line.split(" ");
        int[] at = new int[parts.length - 1];
        int sum = 0;
        for (int i = 0; i < at.length; i++) {
            sum += Integer.parseInt(parts[i + 1], RADIX);
            at[i] = sum;
        }
        starts.put(parts[0], at);
    }

    /** {@code str.isprintable} of one character. */
    public static boolean isPrintable(int c) {
        return c < 127 ? c >= ' ' : in(Tables.PRINTABLE, c);
    }

    public static boolean isIdentifierStart(int c) {
        return c < 128 ? c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' : in(Tables.IDENTIFIER_START, c);
    }

    public static boolean isIdentifierPart(int c) {
        return c < 128 ? isIdentifierStart(c) || c >= '0' && c <= '9' : in(Tables.IDENTIFIER_PART, c);
    }

    /** {@code str.isspace} of one character; what {@code str.strip()} removes. */
    public static boolean isSpace(int c) {
        return c < 128 ? c == ' ' || c >= 9 && c <= 13 || c >= 28 && c <= 31 : in(Tables.SPACE, c);
    }

    /** {@code \d} of Python's regular expressions: a decimal digit of any script. */
    public static boolean isDigit(int c) {
        return c < 128 ? c >= '0' && c <= '9' : in(Tables.DIGIT, c);
    }

    /** {@code \w} of Python's regular expressions. */
    public static boolean isWord(int c) {
        return c < 128 ? isIdentifierPart(c) : in(Tables.WORD, c);
    }

    /** The value of a decimal digit, or -1. Digits of a script stand in a run of ten from zero. */
    public static int digit(int c) {
        if (!isDigit(c)) {
            return -1;
        }
        if (c < 128) {
            return c - '0';
        }
        int[] at = Tables.DIGIT;
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

    private static boolean in(int[] starts, int c) {
        int i = Arrays.binarySearch(starts, c);
        return ((i >= 0 ? i : -i - 2) & 1) == 0;
    }
}
