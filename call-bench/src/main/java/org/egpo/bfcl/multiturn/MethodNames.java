package org.egpo.bfcl.multiturn;

import java.util.function.UnaryOperator;
import org.egpo.call.PythonUnicode;

/**
 * What the official executor does to a call's text before it evaluates it: every name in front of a parenthesis, even
 * inside a string, loses the white space behind it and gets the instance in front that has a method of that name.
 */
final class MethodNames {
    private MethodNames() {}

    /** @param instanceOf the name of the instance that has a method, or null */
    static String qualify(String text, UnaryOperator<String> instanceOf) {
        StringBuilder out = null;
        int copied = 0;
        for (int open = text.indexOf('('); open >= 0; open = text.indexOf('(', open + 1)) {
            int end = open;
            while (end > copied && PythonUnicode.isSpace(text.charAt(end - 1))) {
                end--;
            }
            int start = end;
            while (start > copied && PythonUnicode.isWord(text.charAt(start - 1))) {
                start--;
            }
            if (start == end || !isNameStart(text.charAt(start))) {
                continue;
            }
            String name = text.substring(start, end);
            String instance = instanceOf.apply(name);
            if (instance == null && end == open) {
                continue;
            }
            out = out == null ? new StringBuilder(text.length() + 64) : out;
            out.append(text, copied, start);
            if (instance != null) {
                out.append(instance).append('.');
            }
            out.append(name);
            copied = open;
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    private static boolean isNameStart(char c) {
        return c < 128 && PythonUnicode.isIdentifierStart(c);
    }
}
