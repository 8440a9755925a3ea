package org.egpo.bfcl.multiturn;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** {@code int(text)} and {@code float(text)}. */
final class NumberTexts {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+(_\\d+)*");
    private static final Pattern REAL =
            Pattern.compile("[+-]?(\\d+(_\\d+)*\\.?(\\d+(_\\d+)*)?|\\.\\d+(_\\d+)*)([eE][+-]?\\d+(_\\d+)*)?");
    private static final int MAX_DIGITS = 4300;

    private NumberTexts() {}

    static Object integer(String s) {
        return integer(s, s);
    }

    /** @param given what the error names: the text, or the bytes that it stands for */
    static Object integer(String s, Object given) {
        if (isShortAndPlain(s)) {
            return Long.valueOf(s);
        }
        String t = s.strip();
        if (t.length() > MAX_DIGITS || !INTEGER.matcher(t).matches()) {
            throw PythonException.value("invalid literal for int() with base 10: " + PythonSpelling.repr(given));
        }
        return Numbers.integer(new BigInteger(t.replace("_", "").replaceFirst("^\\+", "")));
    }

    /** Digits alone, few enough for a long: what keys of scenarios are. */
    private static boolean isShortAndPlain(String s) {
        for (int i = 0; i < s.length(); i++) {
            if (s.charAt(i) < '0' || s.charAt(i) > '9') {
                return false;
            }
        }
        return !s.isEmpty() && s.length() <= 18;
    }

    static double real(String s) {
        return real(s, s);
    }

    static double real(String s, Object given) {
        String t = s.strip();
        if (t.length() <= MAX_DIGITS && REAL.matcher(t).matches()) {
            return Double.parseDouble(t.replace("_", ""));
        }
        String word = t.toLowerCase(Locale.ROOT);
        String bare = word.startsWith("+") || word.startsWith("-") ? word.substring(1) : word;
        double sign = word.startsWith("-") ? -1 : 1;
        return switch (bare) {
            case "inf", "infinity" -> sign * Double.POSITIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> throw PythonException.value("could not convert string to float: " + PythonSpelling.repr(given));
        };
    }
}
