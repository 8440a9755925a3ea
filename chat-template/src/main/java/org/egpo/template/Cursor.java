package org.egpo.template;

import java.util.List;
import java.util.Locale;
import org.egpo.template.Lexer.Token;
import org.egpo.template.Lexer.TokenType;

/** Reads tokens one after the other. */
final class Cursor {
    private final List<Token> tokens;
    private int at;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(tokens.size() - 1, at + ahead));
    }

    Token next() {
        return tokens.get(at == tokens.size() - 1 ? at : at++);
    }

    boolean is(TokenType kind) {
        return peek().kind() == kind;
    }

    boolean is(TokenType kind, String text) {
        return is(kind) && peek().text().equals(text);
    }

    boolean sign(String text) {
        return accept(TokenType.SIGN, text);
    }

    boolean name(String text) {
        return accept(TokenType.NAME, text);
    }

    private boolean accept(TokenType kind, String text) {
        boolean there = is(kind, text);
        if (there) {
            next();
        }
        return there;
    }

    void expectSign(String text) {
        if (!sign(text)) {
            throw error("expected \"" + text + "\"");
        }
    }

    String expect(TokenType kind) {
        if (!is(kind)) {
            throw error("expected " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        return next().text();
    }

    JinjaException error(String message) {
        String found = is(TokenType.END) ? "the template ends" : "\"" + peek().text() + "\" stands there";
        return new JinjaException("line " + peek().line() + ": " + message + ", but " + found);
    }

    /** Whether a name stands here and that sign behind it. */
    boolean nameBefore(String sign) {
        return is(TokenType.NAME)
                && peek(1).kind() == TokenType.SIGN
                && peek(1).text().equals(sign);
    }

    /** Items with commas between, the last of which may have one too, up to a sign. */
    void list(String end, Runnable item) {
        while (!sign(end)) {
            item.run();
            if (!is(TokenType.SIGN, end)) {
                expectSign(",");
            }
        }
    }
}
