package org.egpo.notebook;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text to HTML and back. Everything that comes from a model passes through {@link #escape}. */
public final class Html {
    private static final Pattern HIDDEN = Pattern.compile("(?is)<(style|script)[^>]*>.*?</\\1>");
    private static final Pattern LINE_END = Pattern.compile("(?i)</(tr|p|div|h\\d|li|caption)>|<br\\s*/?>");
    private static final Pattern CELL_END = Pattern.compile("(?i)</t[dh]>");
    private static final Pattern TAG = Pattern.compile("<[^>]+>");

    private Html() {}

    /** The text with {@code & < > " '} written as entities; {@code null} as the empty text. */
    public static String escape(@Nullable Object value) {
        String s = value == null ? "" : value.toString();
        return s.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** The readable text of a piece of HTML. */
    static String strip(String html) {
        String s = HIDDEN.matcher(html).replaceAll("");
        s = CELL_END.matcher(s).replaceAll("\t");
        s = LINE_END.matcher(s).replaceAll("\n");
        s = TAG.matcher(s).replaceAll("");
        return s.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .strip();
    }
}
