package org.egpo.notebook;

import java.util.regex.Pattern;

/** Text to HTML and back. Everything that comes from a model passes through {@link #escape}. */
public final class Html {
    private static final Pattern HIDDEN = Pattern.compile("(?is)<(style|script)[^>]*>.*?</\\1>");
    private static final Pattern LINE_END = Pattern.compile("(?i)</(tr|p|div|h\\d|li|caption)>|<br\\s*/?>");
    private static final Pattern CELL_END = Pattern.compile("(?i)</t[dh]>");
    private static final Pattern TAG = Pattern.compile("<[^>]+>");

    private Html() {}

    /** The text with {@code & < > " '} written as entities; {@code null} as the empty text. */
    public static String escape(Object value) {
        if (value == null) {
            return "";
        }
        String s = value.toString();
        StringBuilder b = new StringBuilder(s.length() + 16);
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            switch (c) {
                case '&' -> b.append("&amp;");
                case '<' -> b.append("&lt;");
                case '>' -> b.append("&gt;");
                case '"' -> b.append("&quot;");
                case '\'' -> b.append("&#39;");
                default -> b.append(c);
            }
        }
        return b.toString();
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
