package org.egpo.apibank;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call as the official scripts read it from a text: nothing is evaluated, and all values are text.
 *
 * @param text the part of the answer that is the call, with its brackets
 * @param parameters by name, in the order in which each was first written
 */
public record BankCall(String text, String name, Map<String, String> parameters) {
    private static final int FLAGS = Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES;
    private static final Pattern NAME = Pattern.compile("\\[(\\w++)\\(", FLAGS);
    private static final Pattern PARAMETER =
            Pattern.compile("(\\w++)\\s*+=\\s*+(?:['\"](.+?)['\"]|(\\[.*\\])|(\\w++))", FLAGS);

    /** The first call in an answer; null where there is none. Takes time in proportion to the text's length. */
    public static BankCall find(String answer) {
        int from = 0;
        Matcher m = NAME.matcher(answer);
        while (m.find(from)) {
            int newline = answer.indexOf('\n', m.end());
            int end = answer.substring(m.end(), newline < 0 ? answer.length() : newline).lastIndexOf(")]");
            if (end >= 0) {
                int close = m.end() + end;
                String inside = answer.substring(m.end(), close);
                return new BankCall(answer.substring(m.start(), close + 2), m.group(1), parameters(inside));
            }
            // What follows on this line has no end either.
            if (newline < 0) {
                return null;
            }
            from = newline;
        }
        return null;
    }

    private static Map<String, String> parameters(String inside) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher m = PARAMETER.matcher(inside);
        while (m.find()) {
            String value = m.group(2) != null ? m.group(2) : m.group(3) != null ? m.group(3) : m.group(4);
            parameters.put(m.group(1), value);
        }
        return parameters;
    }
}
