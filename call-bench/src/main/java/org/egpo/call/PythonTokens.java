package org.egpo.call;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Cuts Python source into tokens, one at a time, as CPython 3.11's tokenizer does for a single expression. */
final class PythonTokens {
    enum Type {
        NAME,
        KEYWORD,
        NUMBER,
        STRING,
        OPERATOR,
        NEWLINE,
        INDENT,
        END
    }

    private static final int MAX_BRACKETS = 200;
    private static final Map<String, String> KEYWORDS = Arrays.stream(("False None True and as assert async await break"
                            + " class continue def del elif else except finally for from global if import in is lambda nonlocal"
                            + " not or pass raise return try while with yield")
                    .split(" "))
            .collect(Collectors.toMap(String::intern, String::intern));
    static final Map<String, Value> CONSTANTS =
            Map.of("True", Value.Bool.TRUE, "False", Value.Bool.FALSE, "None", Value.None.NONE);
    private static final boolean[] SHAPES = new boolean[9 << 7];

    static {
        KEYWORDS.keySet().forEach(k -> SHAPES[k.length() << 7 | k.charAt(0)] = true);
    }

    final String source;
    Type type = Type.END;
    /** Of names (normalised), keywords and operators; of numbers and strings the source text. */
    String text = "";

    int start;
    int end;

    private final char[] brackets = new char[MAX_BRACKETS];
    private final int[] opened = new int[MAX_BRACKETS];
    private int depth;
    private boolean lineStart;

    PythonTokens(String source) {
        this.source = source;
        this.lineStart = true;
    }

    /** Texts of operators and keywords are literals, so that identity tells them apart. */
    @SuppressWarnings("StringEquality")
    boolean is(String operatorOrKeyword) {
        return text == operatorOrKeyword && (type == Type.OPERATOR || type == Type.KEYWORD);
    }

    private char at(int i) {
        return i < source.length() ? source.charAt(i) : '\0';
    }

    void next() {
        int i = end;
        if (lineStart && depth == 0) {
            i = indentation(i);
            lineStart = false;
            if (i < 0) {
                return;
            }
        }
        while (true) {
            char c = at(i);
            if (c == ' ' || c == '\t' || c == '\f') {
                i++;
            } else if (c == '#') {
                i = lineEnd(i);
            } else if (c == '\\' && i < source.length()) {
                i = continuation(i);
            } else if (c == '\n' && depth > 0) {
                i++;
            } else {
                break;
            }
        }
        start = i;
        token(i);
    }

    private int lineEnd(int i) {
        int n = source.indexOf('\n', i);
        return n < 0 ? source.length() : n;
    }

    private int continuation(int i) {
        if (at(i + 1) != '\n') {
            throw PythonError.syntax("unexpected character after line continuation character", i);
        }
        if (i + 2 >= source.length()) {
            throw PythonError.syntax("unexpected EOF while parsing", i);
        }
        return i + 2;
    }

    /** Skips blank lines; tells the first token of the next line, or -1 when that line is indented. */
    private int indentation(int from) {
        boolean indented = false;
        boolean continued = false;
        int i = from;
        for (; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '#' || c == '\n') {
                i = lineEnd(i);
                indented = false;
                continued = false;
            } else if (c == '\\') {
                continued |= indented;
                i = continuation(i) - 1;
            } else if (c == ' ' || c == '\t' || c == '\f') {
                indented = c != '\f';
            } else if (indented || continued) {
                set(Type.INDENT, i, "indent");
                start = i;
                return -1;
            } else {
                break;
            }
        }
        return Math.min(i, source.length());
    }

    private void token(int i) {
        char c = at(i);
        if (i >= source.length()) {
            if (depth > 0) {
                throw PythonError.syntax("'" + brackets[depth - 1] + "' was never closed", opened[depth - 1]);
            }
            set(Type.END, i, "end");
        } else if (c == '\n') {
            set(Type.NEWLINE, i + 1, "newline");
            lineStart = true;
        } else if (c == '"' || c == '\'') {
            string(i, i);
        } else if (c >= '0' && c <= '9' || c == '.' && at(i + 1) >= '0' && at(i + 1) <= '9') {
            int numberEnd = PythonNumbers.end(source, i);
            set(Type.NUMBER, numberEnd, source.substring(i, numberEnd));
        } else if (c >= 128 || PythonUnicode.isIdentifierStart(c)) {
            word(i);
        } else {
            operator(i, c);
        }
    }

    private void set(Type newType, int newEnd, String newText) {
        type = newType;
        end = newEnd;
        text = newText;
    }

    /** The literal of a word that is no name, or null. The fast path asks for every word: most are told by their shape. */
    static @Nullable String keyword(String word) {
        int length = word.length();
        char first = word.charAt(0);
        return length < 9 && first < 128 && SHAPES[length << 7 | first] ? KEYWORDS.get(word) : null;
    }

    private void word(int i) {
        int j = i;
        boolean ascii = true;
        for (; j < source.length(); j++) {
            char c = source.charAt(j);
            if (c >= 128) {
                ascii = false;
            } else if (!PythonUnicode.isIdentifierPart(c)) {
                break;
            }
        }
        if (ascii
                && j - i <= 2
                && (at(j) == '"' || at(j) == '\'')
                && source.substring(i, j).matches("(?i)[rbuf]|br|rb|fr|rf")) {
            string(i, j);
            return;
        }
        String name = ascii ? source.substring(i, j) : identifier(source.substring(i, j), i);
        String keyword = ascii ? keyword(name) : null;
        set(keyword == null ? Type.NAME : Type.KEYWORD, j, keyword == null ? name : keyword);
    }

    private static String identifier(String name, int position) {
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            if (!(i == 0 ? PythonUnicode.isIdentifierStart(c) : PythonUnicode.isIdentifierPart(c))) {
                throw PythonError.syntax(String.format("invalid character U+%04X", c), position + i);
            }
            i += Character.charCount(c);
        }
        return Normalizer.normalize(name, Normalizer.Form.NFKC);
    }

    private void string(int from, int quoteAt) {
        char quote = source.charAt(quoteAt);
        boolean triple = at(quoteAt + 1) == quote && at(quoteAt + 2) == quote;
        int i = quoteAt + (triple ? 3 : 1);
        if (!triple && at(quoteAt + 1) == quote) {
            set(Type.STRING, quoteAt + 2, source.substring(from, quoteAt + 2));
            return;
        }
        for (; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '\n' && !triple) {
                break;
            } else if (c == quote && (!triple || at(i + 1) == quote && at(i + 2) == quote)) {
                i += triple ? 3 : 1;
                set(Type.STRING, i, source.substring(from, i));
                return;
            }
        }
        String kind = triple ? "unterminated triple-quoted" : "unterminated";
        throw PythonError.syntax(kind + " string literal (detected at line " + TextMethods.line(source, i) + ")", from);
    }

    private void operator(int i, char c) {
        if ("([{".indexOf(c) >= 0) {
            open(c, i);
        } else if (")]}".indexOf(c) >= 0) {
            close(c, i);
        }
        String found = PythonOperators.at(source, i);
        if (found == null) {
            String other = String.format(
                    " character '%s' (U+%04X)", Character.toString(source.codePointAt(i)), source.codePointAt(i));
            throw PythonError.syntax("invalid" + (c < 128 ? " syntax" : other), i);
        }
        set(Type.OPERATOR, i + found.length(), found);
    }

    private void open(char c, int i) {
        if (depth == MAX_BRACKETS) {
            throw PythonError.syntax("too many nested parentheses", i);
        }
        opened[depth] = i;
        brackets[depth++] = c;
    }

    private void close(char c, int i) {
        if (depth == 0) {
            throw PythonError.syntax("unmatched '" + c + "'", i);
        }
        if (brackets[depth - 1] != "([{".charAt(")]}".indexOf(c))) {
            String other = "' does not match opening parenthesis '" + brackets[depth - 1] + "'";
            throw PythonError.syntax("closing parenthesis '" + c + other, i);
        }
        depth--;
    }
}
