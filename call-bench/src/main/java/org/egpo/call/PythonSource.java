package org.egpo.call;

/** What CPython does to a source text before it parses it. */
final class PythonSource {
    private PythonSource() {}

    /** Parses a text that is one expression; the positions of errors are positions in the text. */
    static PythonExpression parse(String text) {
        requireEncodable(text);
        if (text.indexOf('\r') < 0) {
            return new PythonParser(text).parse();
        }
        try {
            return new PythonParser(text.replace("\r\n", "\n").replace('\r', '\n')).parse();
        } catch (PythonError e) {
            throw new PythonError(e.type, e.getMessage(), before(text, e.position));
        }
    }

    /** CPython takes no null bytes and, since it turns the text into UTF-8 first, no lone surrogates. */
    static void requireEncodable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw PythonError.syntax("source code string cannot contain null bytes", i);
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new PythonError("UnicodeEncodeError", "surrogates not allowed", i);
                }
                i++;
            }
        }
    }

    /** The place in the given text of a place in the text with {@code \r\n} shortened. */
    private static int before(String text, int position) {
        int shortened = 0;
        int i = 0;
        while (i < text.length() && shortened < position) {
            i += text.startsWith("\r\n", i) ? 2 : 1;
            shortened++;
        }
        return position < 0 ? position : i;
    }
}
