package org.egpo.jupyter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps JJava from taking a line of a text block that begins with {@code %} for one of its commands. */
public final class Magics {
    private static final Pattern TEXT_BLOCK = Pattern.compile("(?s)(?<!\\\\)\"\"\".*?(?:(?<!\\\\)\"\"\"|\\z)");
    /** Stands for a percent sign while commands are looked for; from Unicode's area for private use. */
    private static final char HIDDEN = '\uF825';

    private Magics() {}

    /** {@code MagicsResolver.resolveLineMagics}: what is searched for commands. */
    public static Matcher matcher(Pattern commands, CharSequence code) {
        return commands.matcher(TEXT_BLOCK
                .matcher(code)
                .replaceAll(block -> Matcher.quoteReplacement(block.group().replace('%', HIDDEN))));
    }

    /** {@code MagicsResolver.resolveLineMagics}: the code in which they were replaced. */
    public static String text(StringBuffer replaced) {
        return replaced.toString().replace(HIDDEN, '%');
    }
}
