package org.egpo.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.egpo.call.PythonExpression.Kind;

/** Prints a syntax tree as {@code ast.unparse} of CPython 3.11 does: its brackets, its quotes, its spaces. */
final class PythonUnparser {
    private static final List<String> SINGLE_AND_TRIPLE = List.of("'", "\"", "\"\"\"", "'''");

    private final StringBuilder out = new StringBuilder();
    /** Inside the braces of an f-string no backslash may appear. */
    private final boolean plain;

    private PythonUnparser(boolean plain) {
        this.plain = plain;
    }

    /** The source text of an expression; throws ValueError where CPython cannot spell it. */
    static String unparse(PythonExpression e) {
        PythonUnparser printer = new PythonUnparser(false);
        printer.write(e, PythonOperators.TEST);
        return printer.out.toString();
    }

    private void write(PythonExpression e) {
        write(e, PythonOperators.TEST);
    }

    private void write(PythonExpression e, int precedence) {
        int own = precedenceOf(e);
        boolean brackets = precedence > own;
        out.append(brackets ? "(" : "");
        switch (e.kind()) {
            case NAME -> out.append(e.text());
            case CONSTANT -> constant(e);
            case ELLIPSIS -> out.append("...");
            case ATTRIBUTE -> {
                write(e.part(0), PythonOperators.ATOM);
                out.append(PythonArithmetic.isInteger(e.part(0).value()) ? " ." : ".")
                        .append(e.text());
            }
            case CALL -> {
                write(e.part(0), PythonOperators.ATOM);
                // The arguments by keyword stand last already.
                items("(", e.parts().subList(1, e.parts().size()), ")");
            }
            case KEYWORD -> write(e.text().isEmpty() ? "**" : e.text() + "=", e.part(0), PythonOperators.TEST);
            case SUBSCRIPT -> {
                write(e.part(0), PythonOperators.ATOM);
                boolean tuple = e.part(1).kind() == Kind.TUPLE;
                write("[", e.part(1), tuple ? PythonOperators.TUPLE : PythonOperators.TEST);
                out.append(']');
            }
            case SLICE -> slice(e);
            case LIST -> items("[", e.parts(), "]");
            case SET -> items("{", e.parts(), "}");
            case TUPLE -> items("", e.parts(), e.parts().size() == 1 ? "," : "");
            case DICT -> dict(e.parts());
            case JOINED -> joined(e);
            case STARRED -> write("*", e.part(0), PythonOperators.BIT_OR);
            case COMPREHENSION -> comprehension(e);
            case GENERATOR -> generator(e);
            case BINARY -> {
                boolean power = own == PythonOperators.POWER;
                write(e.part(0), power ? own + 1 : own);
                write(" " + e.text() + " ", e.part(1), power ? own : own + 1);
            }
            case UNARY -> write(e.text() + (own == PythonOperators.FACTOR ? "" : " "), e.part(0), own);
            case LOGIC -> {
                // Each further operand of a chain is held tighter than the one before.
                for (int i = 0; i < e.parts().size(); i++) {
                    String joint = i == 0 ? "" : " " + e.text() + " ";
                    write(joint, e.part(i), Math.min(own + 1 + i, PythonOperators.ATOM));
                }
            }
            case COMPARE -> {
                String[] operators = e.text().split(",");
                for (int i = 0; i < e.parts().size(); i++) {
                    write(i == 0 ? "" : " " + operators[i - 1] + " ", e.part(i), own + 1);
                }
            }
            case CONDITIONAL -> {
                write(e.part(0), own + 1);
                write(" if ", e.part(1), own + 1);
                write(" else ", e.part(2), own);
            }
            case LAMBDA -> {
                int last = e.parts().size() - 1;
                items(last == 0 ? "lambda" : "lambda ", e.parts().subList(0, last), ": ");
                write(e.part(last));
            }
            case PARAMETER -> optional(e.text(), "=", e, PythonOperators.TEST);
            case ASSIGNMENT -> {
                write(e.part(0), PythonOperators.ATOM);
                write(" := ", e.part(1), PythonOperators.ATOM);
            }
            case AWAIT -> write("await ", e.part(0), PythonOperators.ATOM);
            case YIELD -> optional(e.text(), "", e, PythonOperators.ATOM);
            default -> throw new IllegalStateException(e.kind() + " stands only in an f-string");
        }
        out.append(brackets ? ")" : "");
    }

    private void write(String before, PythonExpression e, int precedence) {
        out.append(before);
        write(e, precedence);
    }

    private void optional(String text, String before, PythonExpression e, int precedence) {
        out.append(text);
        if (e.has(0)) {
            write(before, e.part(0), precedence);
        }
    }

    private static int precedenceOf(PythonExpression e) {
        return switch (e.kind()) {
            case BINARY, LOGIC -> PythonOperators.level(e.text());
            case UNARY -> e.text().equals("not") ? PythonOperators.NOT : PythonOperators.FACTOR;
            case COMPARE -> PythonOperators.COMPARE;
            case CONDITIONAL, LAMBDA -> PythonOperators.TEST;
            case AWAIT -> PythonOperators.AWAIT;
            case YIELD -> PythonOperators.YIELD;
            case ASSIGNMENT -> PythonOperators.NAMED;
            case TUPLE -> e.parts().isEmpty() ? -1 : PythonOperators.TUPLE;
            default -> PythonOperators.ATOM;
        };
    }

    private void constant(PythonExpression c) {
        out.append(c.text());
        if (c.value() instanceof Value.Text t && plain) {
            avoidBackslashes(t.value());
        } else if (c.value() instanceof Value.Real || c.value() instanceof Value.Complex) {
            out.append(PythonText.repr(c.value()).replace("inf", "1e309"));
        } else {
            out.append(PythonText.boundedRepr(c.value()));
        }
    }

    private void slice(PythonExpression s) {
        for (int i = 0; i < 3; i++) {
            out.append(i == 1 || i == 2 && s.has(2) ? ":" : "");
            if (s.has(i)) {
                write(s.part(i));
            }
        }
    }

    private void items(String open, List<PythonExpression> items, String close) {
        String before = open;
        for (PythonExpression item : items) {
            write(before, item, PythonOperators.TEST);
            before = ", ";
        }
        out.append(items.isEmpty() ? open : "").append(close);
    }

    private void dict(List<PythonExpression> entries) {
        String before = "{";
        for (int i = 0; i < entries.size(); i += 2) {
            if (entries.get(i) == null) {
                write(before + "**", entries.get(i + 1), PythonOperators.BIT_OR);
            } else {
                write(before, entries.get(i), PythonOperators.TEST);
                write(": ", entries.get(i + 1), PythonOperators.TEST);
            }
            before = ", ";
        }
        out.append(entries.isEmpty() ? "{}" : "}");
    }

    private void comprehension(PythonExpression c) {
        write(c.text(), c.part(0), PythonOperators.TEST);
        if (c.has(1)) {
            write(": ", c.part(1), PythonOperators.TEST);
        }
        c.parts().subList(2, c.parts().size()).forEach(this::write);
        out.append(c.text().equals("(") ? ')' : c.text().equals("[") ? ']' : '}');
    }

    private void generator(PythonExpression g) {
        write(g.text(), g.part(0), PythonOperators.TUPLE);
        for (int i = 1; i < g.parts().size(); i++) {
            write(i == 1 ? " in " : " if ", g.part(i), PythonOperators.TEST + 1);
        }
    }

    private void joined(PythonExpression j) {
        out.append('f');
        if (plain) {
            avoidBackslashes(formatText(j.parts()));
            return;
        }
        List<String> texts = j.parts().stream().map(p -> formatText(List.of(p))).toList();
        List<String> quotes = SINGLE_AND_TRIPLE;
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            Literal part = literal(texts.get(i), quotes, j.part(i).kind() == Kind.CONSTANT);
            if (part.quotes.stream().noneMatch(quotes::contains)) {
                tripleQuoted(texts);
                return;
            }
            body.append(part.text);
            quotes = part.quotes;
        }
        out.append(quotes.get(0)).append(body).append(quotes.get(0));
    }

    /** The last resort of CPython: everything as in a {@code repr} with single quotes. */
    private void tripleQuoted(List<String> texts) {
        out.append("'''");
        for (String text : texts) {
            String quoted = PythonText.repr(Value.text('"' + text));
            out.append(quoted, 2, quoted.length() - 1);
        }
        out.append("'''");
    }

    private String formatText(List<PythonExpression> parts) {
        StringBuilder text = new StringBuilder();
        for (PythonExpression part : parts) {
            if (part.kind() == Kind.FORMATTED) {
                formatted(part, text);
            } else {
                text.append(PythonText.str(part.value()).replace("{", "{{").replace("}", "}}"));
            }
        }
        return text.toString();
    }

    private void formatted(PythonExpression f, StringBuilder text) {
        PythonUnparser inner = new PythonUnparser(true);
        inner.write(f.part(0), PythonOperators.TEST + 1);
        if (inner.out.indexOf("\\") >= 0) {
            throw PythonError.value("Unable to avoid backslash in f-string expression part");
        }
        text.append('{').append(inner.out.charAt(0) == '{' ? " " : "").append(inner.out);
        text.append(f.text());
        if (f.has(1)) {
            text.append(':').append(formatText(f.part(1).parts()));
        }
        text.append('}');
    }

    private void avoidBackslashes(String s) {
        Literal l = literal(s, SINGLE_AND_TRIPLE, false);
        out.append(l.quotes.get(0)).append(l.text).append(l.quotes.get(0));
    }

    /** The inside of a string literal, and the quotes that may surround it. */
    private record Literal(String text, List<String> quotes) {}

    private static Literal literal(String s, List<String> quotes, boolean escapeWhiteSpace) {
        String escaped = escape(s, escapeWhiteSpace);
        boolean lines = escaped.indexOf('\n') >= 0;
        List<String> possible = new ArrayList<>(quotes);
        possible.removeIf(q -> lines && q.length() == 1 || escaped.contains(q));
        if (possible.isEmpty()) {
            String repr = PythonText.repr(Value.text(s));
            String used = repr.substring(0, 1);
            String quote =
                    quotes.stream().filter(q -> q.contains(used)).findFirst().orElse(used);
            return new Literal(repr.substring(1, repr.length() - 1), List.of(quote));
        }
        // A quote that would meet the last character is taken last, and that character escaped.
        possible.sort(Comparator.comparing(q -> escaped.endsWith(q.substring(0, 1))));
        boolean meets = escaped.endsWith(possible.get(0).substring(0, 1));
        int end = escaped.length() - (meets ? 1 : 0);
        return new Literal(escaped.substring(0, end) + (meets ? "\\" + escaped.substring(end) : ""), possible);
    }

    private static String escape(String s, boolean escapeWhiteSpace) {
        StringBuilder b = new StringBuilder();
        s.codePoints().forEach(c -> {
            boolean whiteSpace = !escapeWhiteSpace && (c == '\n' || c == '\t');
            if (whiteSpace || c != '\\' && PythonUnicode.isPrintable(c)) {
                b.appendCodePoint(c);
            } else {
                String one = PythonText.repr(Value.text(Character.toString(c)));
                b.append(one, 1, one.length() - 1);
            }
        });
        return b.toString();
    }
}
