package org.egpo.apibank;

import java.util.LinkedHashMap;
import java.util.Map;
import org.egpo.call.PythonUnicode;
import org.jspecify.annotations.Nullable;

/**
 * A call as the official scripts read it from a text: nothing is evaluated, all values are text. Reading takes time in
 * proportion to the text's length.
 *
 * @param text the part of the answer that is the call, with its brackets
 * @param parameters by name, in the order in which each was first written; of a repeated name the last value
 */
public record BankCall(String text, String name, Map<String, String> parameters) {
    /** The first {@code [Name(…)]} in an answer, up to the last {@code )]} of its line; null where there is none. */
    public static @Nullable BankCall find(String answer) {
        for (int from = 0; from < answer.length(); ) {
            int newline = answer.indexOf('\n', from);
            String line = answer.substring(from, newline < 0 ? answer.length() : newline);
            int close = line.lastIndexOf(")]");
            for (int open = line.indexOf('['); open >= 0 && open < close; open = line.indexOf('[', open + 1)) {
                int end = word(line, open + 1);
                if (end > open + 1 && end < close && line.charAt(end) == '(') {
                    String name = line.substring(open + 1, end);
                    return new BankCall(
                            line.substring(open, close + 2), name, parameters(line.substring(end + 1, close)));
                }
            }
            from += line.length() + 1;
        }
        return null;
    }

    /** Where the word that begins here ends. */
    private static int word(String s, int from) {
        int i = from;
        for (int c = 0; i < s.length(); i += Character.charCount(c)) {
            c = s.codePointAt(i);
            if (!PythonUnicode.isWord(c)) {
                break;
            }
        }
        return i;
    }

    private static boolean isQuote(String s, int i) {
        return i < s.length() && (s.charAt(i) == '\'' || s.charAt(i) == '"');
    }

    private static Map<String, String> parameters(String s) {
        Map<String, String> parameters = new LinkedHashMap<>();
        int lastBracket = s.lastIndexOf(']');
        int i = 0;
        while (i < s.length()) {
            int end = word(s, i);
            int equals = PythonUnicode.skipSpace(s, end);
            if (end == i || equals >= s.length() || s.charAt(equals) != '=') {
                i = Math.max(end, i + 1);
                continue;
            }
            int from = PythonUnicode.skipSpace(s, equals + 1);
            int to = word(s, from);
            int next = to;
            if (isQuote(s, from)) {
                // At least one character, which may itself be a quote.
                from++;
                to = from + 1;
                while (to < s.length() && !isQuote(s, to)) {
                    to++;
                }
                to = to < s.length() ? to : from;
                next = to + 1;
            } else if (from < lastBracket && s.charAt(from) == '[') {
                to = lastBracket + 1;
                next = to;
            }
            if (to > from) {
                parameters.put(s.substring(i, end), s.substring(from, to));
                i = next;
            } else {
                i = end;
            }
        }
        return parameters;
    }
}
