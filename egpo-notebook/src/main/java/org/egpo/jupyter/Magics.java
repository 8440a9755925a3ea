package org.egpo.jupyter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps JJava from taking a {@code %} within a text block, a comment or a literal for one of its commands. */
public final class Magics {
    /** Stands for a percent sign while commands are looked for; from Unicode's area for private use. */
    private static final char HIDDEN = '\uF825';

    private Magics() {}

    /** {@code MagicsResolver.resolveLineMagics}: what is searched for commands. */
    public static Matcher matcher(Pattern commands, CharSequence code) {
        return commands.matcher(hide(code.toString()));
    }

    /** {@code MagicsResolver.resolveLineMagics}: the code in which they were replaced. */
    public static String text(StringBuffer replaced) {
        return replaced.toString().replace(HIDDEN, '%');
    }

    static String hide(String code) {
        StringBuilder hidden = new StringBuilder(code);
        boolean maybeCommand = true;
        for (int i = 0; i < code.length(); ) {
            char c = code.charAt(i);
            int end = maybeCommand && c == '%' ? end(code, i, "\n", true) : literalEnd(code, i);
            if (end > i) {
                for (int k = i; k < end && c != '%'; k++) {
                    hidden.setCharAt(k, code.charAt(k) == '%' ? HIDDEN : code.charAt(k));
                }
                i = end;
            } else {
                i++;
            }
            maybeCommand = c == '\n' || c == '=' || maybeCommand && (c == ' ' || c == '\t');
        }
        return hidden.toString();
    }

    /** Where the comment, string or text block that starts here ends; the same place where none does. */
    private static int literalEnd(String code, int at) {
        if (code.startsWith("\"\"\"", at)) {
            return end(code, at + 3, "\"\"\"", true);
        }
        if (code.startsWith("/*", at)) {
            return Math.max(at + 2, end(code, at + 2, "*/", true));
        }
        if (code.startsWith("//", at)) {
            return end(code, at, "\n", true);
        }
        char c = code.charAt(at);
        return c == '"' || c == '\'' ? end(code, at + 1, String.valueOf(c), false) : at;
    }

    /** Behind the next end that no backslash precedes; a line break stays outside. */
    private static int end(String code, int from, String end, boolean manyLines) {
        for (int i = from; i < code.length(); i++) {
            if (code.startsWith(end, i)) {
                return end.equals("\n") ? i : i + end.length();
            }
            if (!manyLines && code.charAt(i) == '\n') {
                return i;
            }
            if (code.charAt(i) == '\\') {
                i++;
            }
        }
        return code.length();
    }
}
