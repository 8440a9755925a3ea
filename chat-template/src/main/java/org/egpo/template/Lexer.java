package org.egpo.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a template into texts, names, numbers, strings and signs; trim_blocks and lstrip_blocks are on, as for all chat templates. */
final class Lexer {
    /** What a token is. */
    enum TokenType {
        TEXT,
        OPEN_VARIABLE,
        CLOSE_VARIABLE,
        OPEN_BLOCK,
        CLOSE_BLOCK,
        NAME,
        INTEGER,
        FLOAT,
        STRING,
        SIGN,
        END
    }

    record Token(TokenType kind, String text, int line) {}

    private static final Pattern RAW_END = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*([-+]?)%}");
    private static final Pattern RAW = Pattern.compile("\\s*raw\\s*(-?)%}");
    private static final Pattern CODE = Pattern.compile(
            "(?<space>\\s+)"
                    + "|(?<float>\\d+(?:_\\d+)*(?:\\.\\d+(?:[eE][+-]?\\d+)?|[eE][+-]?\\d+))"
                    + "|(?<integer>\\d+(?:_\\d+)*)"
                    + "|(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)"
                    + "|(?<string>'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\")"
                    + "|(?<sign>\\*\\*|//|==|!=|>=|<=|[-+*/%~<>=.:,|()\\[\\]{};])",
            Pattern.DOTALL);

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private boolean strip;
    private boolean trim;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String template) {
        String s = template.replace("\r\n", "\n").replace('\r', '\n');
        Lexer lexer = new Lexer(s.endsWith("\n") ? s.substring(0, s.length() - 1) : s);
        lexer.template();
        return lexer.tokens;
    }

    private void template() {
        while (at < source.length()) {
            int open = next();
            String text = source.substring(at, open);
            boolean end = open == source.length();
            char kind = end ? ' ' : source.charAt(open + 1);
            char mark = open + 2 < source.length() ? source.charAt(open + 2) : ' ';
            text(text, end, kind, mark);
            at = open;
            if (!end) {
                at += mark == '-' || mark == '+' ? 3 : 2;
                tag(kind);
            }
        }
        add(TokenType.END, "");
    }

    private int next() {
        for (int i = source.indexOf('{', at); i >= 0; i = source.indexOf('{', i + 1)) {
            if (i + 1 < source.length() && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return source.length();
    }

    private void text(String whole, boolean end, char kind, char mark) {
        String text = whole;
        if (strip) {
            text = text.stripLeading();
        } else if (trim && text.startsWith("\n")) {
            text = text.substring(1);
        }
        if (!end && mark == '-') {
            text = text.stripTrailing();
        } else if (!end && kind != '{' && mark != '+') {
            int start = whole.lastIndexOf('\n') + 1;
            boolean lineStart = start > 0 || at == 0 || source.charAt(at - 1) == '\n';
            if (lineStart && whole.substring(start).isBlank()) {
                int keep = Math.max(0, text.length() - (whole.length() - start));
                text = text.substring(0, keep);
            }
        }
        if (!text.isEmpty()) {
            tokens.add(new Token(TokenType.TEXT, text, line));
        }
        count(whole);
        strip = false;
        trim = false;
    }

    private void tag(char kind) {
        if (kind == '#') {
            int close = source.indexOf("#}", at);
            if (close < 0) {
                throw error("a comment is not closed");
            }
            strip = close > at && source.charAt(close - 1) == '-';
            trim = close == at || source.charAt(close - 1) != '+';
            count(source.substring(at, close));
            at = close + 2;
            return;
        }
        Matcher raw = RAW.matcher(source).region(at, source.length());
        if (kind == '%' && raw.lookingAt()) {
            raw(raw);
            return;
        }
        add(kind == '%' ? TokenType.OPEN_BLOCK : TokenType.OPEN_VARIABLE, "");
        code(kind == '%' ? "%}" : "}}", kind == '%');
    }

    private void raw(Matcher start) {
        Matcher end = RAW_END.matcher(source);
        if (!end.find(start.end())) {
            throw error("a raw block is not closed");
        }
        String text = source.substring(start.end(), end.start());
        text = start.group(1).isEmpty() ? text : text.stripLeading();
        text = end.group(1).equals("-") ? text.stripTrailing() : text;
        tokens.add(new Token(TokenType.TEXT, text, line));
        count(source.substring(at, end.end()));
        at = end.end();
        strip = end.group(2).equals("-");
        trim = !end.group(2).equals("+");
    }

    /** Braces of maps may stand right before the closing braces of the tag. */
    private void code(String close, boolean block) {
        int open = 0;
        Matcher m = CODE.matcher(source);
        while (true) {
            int mark = open == 0 && at < source.length() && "-+".indexOf(source.charAt(at)) >= 0 ? 1 : 0;
            if (open == 0 && source.startsWith(close, at + mark)) {
                strip = mark == 1 && source.charAt(at) == '-';
                trim = block && mark == 0;
                at += mark + close.length();
                add(block ? TokenType.CLOSE_BLOCK : TokenType.CLOSE_VARIABLE, "");
                return;
            }
            if (!m.region(at, source.length()).lookingAt()) {
                throw error(at >= source.length() ? "a tag is not closed" : "unexpected \"" + source.charAt(at) + "\"");
            }
            at = m.end();
            open += code(m);
        }
    }

    /** Returns by how much the depth of brackets changes. */
    private int code(Matcher m) {
        String text = m.group();
        if (m.group("space") != null) {
            count(text);
        } else if (m.group("float") != null) {
            add(TokenType.FLOAT, text.replace("_", ""));
        } else if (m.group("integer") != null) {
            add(TokenType.INTEGER, text.replace("_", ""));
        } else if (m.group("name") != null) {
            add(TokenType.NAME, text);
        } else if (m.group("string") != null) {
            add(TokenType.STRING, unescape(text.substring(1, text.length() - 1)));
            count(text);
        } else {
            add(TokenType.SIGN, text);
            return "([{".contains(text) ? 1 : ")]}".contains(text) ? -1 : 0;
        }
        return 0;
    }

    private String unescape(String s) {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c != '\\') {
                b.append(c);
                continue;
            }
            c = s.charAt(++i);
            int plain = "nrtbfav0\\'\"".indexOf(c);
            if (plain >= 0) {
                b.append("\n\r\t\b\f\u0007\u000b\0\\'\"".charAt(plain));
            } else if (c == 'x' || c == 'u') {
                int digits = c == 'x' ? 2 : 4;
                String hex = s.substring(Math.min(s.length(), i + 1), Math.min(s.length(), i + 1 + digits));
                if (!hex.matches("[0-9a-fA-F]{" + digits + "}")) {
                    throw error("a string has a broken \\" + c);
                }
                b.append((char) Integer.parseInt(hex, 16));
                i += digits;
            } else if (c >= '1' && c <= '7' || c == 'N' || c == 'U' || c == '\n') {
                throw error("a string has an escape that is not supported");
            } else {
                b.append('\\').append(c);
            }
        }
        return b.toString();
    }

    private void add(TokenType kind, String text) {
        tokens.add(new Token(kind, text, line));
    }

    private void count(String text) {
        line += (int) text.chars().filter(c -> c == '\n').count();
    }

    private JinjaException error(String message) {
        return new JinjaException("line " + line + ": " + message);
    }
}
