package org.egpo.template;

import java.util.List;
import org.egpo.template.Lexer.Kind;
import org.egpo.template.Lexer.Token;

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

    boolean is(Kind kind) {
        return peek().kind() == kind;
    }

    boolean is(Kind kind, String text) {
        return is(kind) && peek().text().equals(text);
    }

    boolean sign(String text) {
        return accept(Kind.SIGN, text);
    }

    boolean name(String text) {
        return accept(Kind.NAME, text);
    }

    private boolean accept(Kind kind, String text) {
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

    String expect(Kind kind) {
        if (!is(kind)) {
            throw error(
                    "expected " + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
        }
        return next().text();
    }

    JinjaException error(String message) {
        String found = is(Kind.END) ? "the template ends" : "\"" + peek().text() + "\" stands there";
        return new JinjaException("line " + peek().line() + ": " + message + ", but " + found);
    }
}
