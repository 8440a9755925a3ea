package org.egpo.bfcl.multiturn;

import java.util.function.UnaryOperator;
import org.egpo.call.PythonUnicode;
import org.jspecify.annotations.Nullable;

/**
 * What the official executor does to a call's text before it evaluates it: every name in front of a parenthesis, even
 * inside a string, loses the white space behind it and gets the instance in front that has a method of that name.
 */
public final class MethodNames {
    private MethodNames() {}

    /** A name in front of a parenthesis: it stands from {@code start} to {@code end}, the parenthesis at {@code open}. */
    public record Place(int start, int end, int open) {}

    /** The first name in front of a parenthesis from a place on, or null. */
    public static @Nullable Place next(String text, int from) {
        for (int open = text.indexOf('(', from); open >= 0; open = text.indexOf('(', open + 1)) {
            int end = open;
            while (end > from && PythonUnicode.isSpace(text.charAt(end - 1))) {
                end--;
            }
            int start = end;
            while (start > from && PythonUnicode.isWord(text.charAt(start - 1))) {
                start--;
            }
            if (start < end && text.charAt(start) < 128 && PythonUnicode.isIdentifierStart(text.charAt(start))) {
                return new Place(start, end, open);
            }
        }
        return null;
    }

    /** @param instanceOf the name of the instance that has a method, or null */
    static String qualify(String text, UnaryOperator<String> instanceOf) {
        StringBuilder out = new StringBuilder(text.length() + 64);
        int copied = 0;
        for (Place p = next(text, 0); p != null; p = next(text, p.open)) {
            String name = text.substring(p.start, p.end);
            String instance = instanceOf.apply(name);
            out.append(text, copied, p.start)
                    .append(instance == null ? "" : instance + ".")
                    .append(name);
            copied = p.open;
        }
        return copied == 0 ? text : out.append(text, copied, text.length()).toString();
    }
}
