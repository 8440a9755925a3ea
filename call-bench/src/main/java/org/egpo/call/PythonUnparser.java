package org.egpo.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.egpo.call.PythonExpression.Keyword;

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
        if (e instanceof PythonExpression.Name n) {
            out.append(n.id());
        } else if (e instanceof PythonExpression.Constant c) {
            constant(c);
        } else if (e instanceof PythonExpression.Attribute a) {
            attribute(a);
        } else if (e instanceof PythonExpression.Call c) {
            call(c);
        } else if (e instanceof PythonExpression.Subscript s) {
            subscript(s);
        } else if (e instanceof PythonExpression.ListDisplay l) {
            items("[", l.items(), "]");
        } else if (e instanceof PythonExpression.SetDisplay s) {
            items("{", s.items(), "}");
        } else if (e instanceof PythonExpression.TupleDisplay t) {
            boolean brackets = t.items().isEmpty() || precedence > PythonOperators.TUPLE;
            out.append(brackets ? "(" : "");
            tupleItems(t.items());
            out.append(brackets ? ")" : "");
        } else if (e instanceof PythonExpression.DictDisplay d) {
            dict(d);
        } else if (e instanceof PythonExpression.Joined j) {
            joined(j);
        } else if (e instanceof PythonExpression.Starred s) {
            out.append('*');
            write(s.value(), PythonOperators.BIT_OR);
        } else if (e instanceof PythonExpression.Slice s) {
            slice(s);
        } else if (e instanceof PythonExpression.Comprehension c) {
            comprehension(c);
        } else {
            operation(e, precedence);
        }
    }

    private void operation(PythonExpression e, int precedence) {
        int own = precedenceOf(e);
        boolean brackets = precedence > own;
        if (brackets) {
            out.append('(');
        }
        if (e instanceof PythonExpression.Binary b) {
            boolean power = own == PythonOperators.POWER;
            write(b.left(), power ? own + 1 : own);
            out.append(' ').append(b.operator()).append(' ');
            write(b.right(), power ? own : own + 1);
        } else if (e instanceof PythonExpression.Unary u) {
            out.append(u.operator()).append(own == PythonOperators.FACTOR ? "" : " ");
            write(u.operand(), own);
        } else if (e instanceof PythonExpression.Logic l) {
            logic(l, own);
        } else if (e instanceof PythonExpression.Compare c) {
            write(c.left(), PythonOperators.COMPARE + 1);
            for (int i = 0; i < c.others().size(); i++) {
                out.append(' ').append(c.operators().get(i)).append(' ');
                write(c.others().get(i), PythonOperators.COMPARE + 1);
            }
        } else if (e instanceof PythonExpression.Conditional c) {
            write(c.then(), PythonOperators.TEST + 1);
            out.append(" if ");
            write(c.test(), PythonOperators.TEST + 1);
            out.append(" else ");
            write(c.otherwise(), PythonOperators.TEST);
        } else if (e instanceof PythonExpression.Lambda l) {
            lambda(l);
        } else if (e instanceof PythonExpression.Assignment a) {
            write(a.target(), PythonOperators.ATOM);
            out.append(" := ");
            write(a.value(), PythonOperators.ATOM);
        } else if (e instanceof PythonExpression.Await a) {
            out.append("await ");
            write(a.value(), PythonOperators.ATOM);
        } else if (e instanceof PythonExpression.Yield y) {
            out.append(y.from() ? "yield from" : "yield");
            if (y.value() != null) {
                out.append(' ');
                write(y.value(), PythonOperators.ATOM);
            }
        }
        if (brackets) {
            out.append(')');
        }
    }

    private static int precedenceOf(PythonExpression e) {
        if (e instanceof PythonExpression.Binary b) {
            return PythonOperators.level(b.operator());
        }
        if (e instanceof PythonExpression.Unary u) {
            return u.operator().equals("not") ? PythonOperators.NOT : PythonOperators.FACTOR;
        }
        if (e instanceof PythonExpression.Logic l) {
            return l.operator().equals("or") ? PythonOperators.OR : PythonOperators.AND;
        }
        if (e instanceof PythonExpression.Compare) {
            return PythonOperators.COMPARE;
        }
        if (e instanceof PythonExpression.Await) {
            return PythonOperators.AWAIT;
        }
        if (e instanceof PythonExpression.Yield) {
            return PythonOperators.YIELD;
        }
        return e instanceof PythonExpression.Assignment ? PythonOperators.NAMED : PythonOperators.TEST;
    }

    /** Each further operand of a chain is held tighter than the one before. */
    private void logic(PythonExpression.Logic l, int own) {
        int level = own;
        for (int i = 0; i < l.operands().size(); i++) {
            if (i > 0) {
                out.append(' ').append(l.operator()).append(' ');
            }
            level = Math.min(level + 1, PythonOperators.ATOM);
            write(l.operands().get(i), level);
        }
    }

    private void constant(PythonExpression.Constant c) {
        if (c.value() == null) {
            out.append("...");
            return;
        }
        if (c.unicode()) {
            out.append('u');
        }
        if (c.value() instanceof Value.Text t && plain) {
            avoidBackslashes(t.value());
        } else if (c.value() instanceof Value.Real || c.value() instanceof Value.Complex) {
            out.append(PythonText.repr(c.value()).replace("inf", "1e309"));
        } else {
            PythonText.boundedRepr(c.value(), out);
        }
    }

    private void attribute(PythonExpression.Attribute a) {
        write(a.of(), PythonOperators.ATOM);
        if (a.of() instanceof PythonExpression.Constant c
                && (c.value() instanceof Value.Int
                        || c.value() instanceof Value.BigInt
                        || c.value() instanceof Value.Bool)) {
            out.append(' ');
        }
        out.append('.').append(a.name());
    }

    private void call(PythonExpression.Call c) {
        write(c.function(), PythonOperators.ATOM);
        out.append('(');
        String comma = "";
        for (PythonExpression argument : c.arguments()) {
            out.append(comma);
            write(argument);
            comma = ", ";
        }
        for (Keyword k : c.keywords()) {
            out.append(comma).append(k.name() == null ? "**" : k.name() + "=");
            write(k.value());
            comma = ", ";
        }
        out.append(')');
    }

    private void subscript(PythonExpression.Subscript s) {
        write(s.of(), PythonOperators.ATOM);
        out.append('[');
        if (s.index() instanceof PythonExpression.TupleDisplay t && !t.items().isEmpty()) {
            tupleItems(t.items());
        } else {
            write(s.index());
        }
        out.append(']');
    }

    private void slice(PythonExpression.Slice s) {
        if (s.lower() != null) {
            write(s.lower());
        }
        out.append(':');
        if (s.upper() != null) {
            write(s.upper());
        }
        if (s.step() != null) {
            out.append(':');
            write(s.step());
        }
    }

    private void items(String open, List<PythonExpression> items, String close) {
        out.append(open);
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            write(items.get(i));
        }
        out.append(close);
    }

    private void tupleItems(List<PythonExpression> items) {
        items("", items, items.size() == 1 ? "," : "");
    }

    private void dict(PythonExpression.DictDisplay d) {
        out.append('{');
        for (int i = 0; i < d.keys().size(); i++) {
            out.append(i == 0 ? "" : ", ");
            if (d.keys().get(i) == null) {
                out.append("**");
                write(d.values().get(i), PythonOperators.BIT_OR);
            } else {
                write(d.keys().get(i));
                out.append(": ");
                write(d.values().get(i));
            }
        }
        out.append('}');
    }

    private void comprehension(PythonExpression.Comprehension c) {
        out.append(c.kind());
        write(c.item());
        if (c.value() != null) {
            out.append(": ");
            write(c.value());
        }
        for (PythonExpression.Generator g : c.generators()) {
            out.append(g.async() ? " async for " : " for ");
            write(g.target(), PythonOperators.TUPLE);
            out.append(" in ");
            write(g.iterable(), PythonOperators.TEST + 1);
            for (PythonExpression condition : g.conditions()) {
                out.append(" if ");
                write(condition, PythonOperators.TEST + 1);
            }
        }
        out.append(c.kind() == '(' ? ')' : c.kind() == '[' ? ']' : '}');
    }

    private void lambda(PythonExpression.Lambda l) {
        out.append("lambda");
        String before = " ";
        for (PythonExpression.Parameter p : l.parameters()) {
            out.append(before).append(p.name());
            if (p.defaultValue() != null) {
                out.append('=');
                write(p.defaultValue());
            }
            before = ", ";
        }
        out.append(": ");
        write(l.body(), PythonOperators.TEST);
    }

    private void joined(PythonExpression.Joined j) {
        out.append('f');
        if (plain) {
            avoidBackslashes(formatText(j.parts()));
            return;
        }
        List<String> texts = j.parts().stream().map(p -> formatText(List.of(p))).toList();
        List<String> quotes = SINGLE_AND_TRIPLE;
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            boolean constant = j.parts().get(i) instanceof PythonExpression.Constant;
            Literal part = literal(texts.get(i), quotes, constant);
            List<String> before = quotes;
            if (part.quotes.stream().noneMatch(before::contains)) {
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
            StringBuilder quoted = new StringBuilder();
            PythonText.quote('"' + text, quoted);
            out.append(quoted, 2, quoted.length() - 1);
        }
        out.append("'''");
    }

    private String formatText(List<PythonExpression> parts) {
        StringBuilder text = new StringBuilder();
        for (PythonExpression part : parts) {
            if (part instanceof PythonExpression.Formatted f) {
                formatted(f, text);
            } else if (part instanceof PythonExpression.Constant c && c.value() instanceof Value.Text t) {
                text.append(t.value().replace("{", "{{").replace("}", "}}"));
            }
        }
        return text.toString();
    }

    private void formatted(PythonExpression.Formatted f, StringBuilder text) {
        PythonUnparser inner = new PythonUnparser(true);
        inner.write(f.value(), PythonOperators.TEST + 1);
        if (inner.out.indexOf("\\") >= 0) {
            throw PythonError.value("Unable to avoid backslash in f-string expression part");
        }
        text.append('{').append(inner.out.charAt(0) == '{' ? " " : "").append(inner.out);
        if (f.conversion() != 0) {
            text.append('!').append(f.conversion());
        }
        if (f.format() != null) {
            text.append(':').append(formatText(f.format().parts()));
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
            StringBuilder repr = new StringBuilder();
            PythonText.quote(s, repr);
            String used = repr.substring(0, 1);
            String quote =
                    quotes.stream().filter(q -> q.contains(used)).findFirst().orElse(used);
            return new Literal(repr.substring(1, repr.length() - 1), List.of(quote));
        }
        if (escaped.isEmpty()) {
            return new Literal(escaped, possible);
        }
        char last = escaped.charAt(escaped.length() - 1);
        possible.sort(Comparator.comparing(q -> q.charAt(0) == last));
        if (possible.get(0).charAt(0) == last) {
            return new Literal(escaped.substring(0, escaped.length() - 1) + "\\" + last, possible);
        }
        return new Literal(escaped, possible);
    }

    private static String escape(String s, boolean escapeWhiteSpace) {
        StringBuilder b = new StringBuilder();
        s.codePoints().forEach(c -> {
            if (!escapeWhiteSpace && (c == '\n' || c == '\t')) {
                b.append((char) c);
            } else if (c == '\\') {
                b.append("\\\\");
            } else if (PythonUnicode.isPrintable(c)) {
                b.appendCodePoint(c);
            } else {
                StringBuilder one = new StringBuilder();
                PythonText.quote(Character.toString(c), one);
                b.append(one, 1, one.length() - 1);
            }
        });
        return b.toString();
    }
}
