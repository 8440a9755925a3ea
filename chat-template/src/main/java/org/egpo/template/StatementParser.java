package org.egpo.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.template.Lexer.TokenType;
import org.jspecify.annotations.Nullable;

/** Texts, outputs and the statements {@code for, if, set, macro, call, filter, with, generation, break, continue}. */
final class StatementParser {
    private static final int MAX_DEPTH = 100;

    private final Cursor in;
    private final ExpressionParser expressions;
    private int depth;
    private int loops;
    private String found = "";

    StatementParser(Cursor in) {
        this.in = in;
        this.expressions = new ExpressionParser(in);
    }

    /** Ends a loop, or one turn of it. */
    private static final class Jump extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final boolean out;

        private Jump(boolean out) {
            super(null, null, false, false);
            this.out = out;
        }
    }

    Statement template() {
        Statement all = body();
        if (!in.is(TokenType.END)) {
            throw in.error("unexpected block");
        }
        return all;
    }

    /** Up to the block of one of the names, whose opening brace and name are read; the name that was found is kept. */
    private Statement body(String... ends) {
        if (++depth > MAX_DEPTH) {
            throw in.error("blocks are nested too deeply");
        }
        List<Statement> all = new ArrayList<>();
        while (!in.is(TokenType.END)) {
            int line = in.peek().line();
            if (in.is(TokenType.TEXT)) {
                String text = in.next().text();
                all.add((s, out) -> s.write(out, text));
            } else if (in.is(TokenType.OPEN_VARIABLE)) {
                in.next();
                Expression value = expressions.tuple();
                in.expect(TokenType.CLOSE_VARIABLE);
                all.add(placed(line, (s, out) -> s.write(out, Operands.str(value.value(s)))));
            } else {
                in.expect(TokenType.OPEN_BLOCK);
                String name = in.expect(TokenType.NAME);
                if (List.of(ends).contains(name)) {
                    found = name;
                    depth--;
                    return Statement.all(all);
                }
                all.add(placed(line, statement(name)));
            }
        }
        if (ends.length > 0) {
            throw in.error("a block is not closed by " + ends[ends.length - 1]);
        }
        depth--;
        return Statement.all(all);
    }

    /** The innermost line stands in front of a message. */
    private static Statement placed(int line, Statement statement) {
        return (s, out) -> {
            try {
                statement.run(s, out);
            } catch (JinjaException e) {
                throw e.at(line);
            }
        };
    }

    private void close() {
        in.expect(TokenType.CLOSE_BLOCK);
    }

    private Statement closed(String end) {
        close();
        Statement body = body(end);
        close();
        return body;
    }

    private Statement statement(String name) {
        return switch (name) {
            case "if" -> condition();
            case "for" -> loop();
            case "set" -> assignment();
            case "macro" -> macro();
            case "call" -> callBlock();
            case "filter" -> filterBlock();
            case "with" -> with();
            case "generation" -> closed("endgeneration");
            case "break", "continue" -> jump(name.equals("break"));
            default -> throw in.error("the statement \"" + name + "\" is not supported");
        };
    }

    private Statement jump(boolean out) {
        if (loops == 0) {
            throw in.error("break and continue stand in loops only");
        }
        close();
        return (s, o) -> {
            throw new Jump(out);
        };
    }

    private Statement condition() {
        Expression condition = expressions.tuple();
        close();
        Statement then = body("elif", "else", "endif");
        Statement rest = found.equals("elif") ? condition() : otherwise("endif");
        return (s, out) -> (Operands.truth(condition.value(s)) ? then : rest).run(s, out);
    }

    /** What stands behind {@code else}, up to the end; nothing where the block had none. */
    private Statement otherwise(String end) {
        if (found.equals("else")) {
            return closed(end);
        }
        close();
        return Statement.all(List.of());
    }

    private List<String> targets() {
        List<String> names = new ArrayList<>();
        boolean brackets = in.sign("(");
        do {
            names.add(in.expect(TokenType.NAME));
        } while (in.sign(","));
        if (brackets) {
            in.expectSign(")");
        }
        return names;
    }

    private static void assign(Scope s, List<String> names, @Nullable Object value) {
        if (names.size() == 1) {
            s.names.put(names.get(0), value);
            return;
        }
        List<Object> parts = Operands.list(value);
        if (parts.size() != names.size()) {
            throw new JinjaException(names.size() + " names cannot take " + parts.size() + " values");
        }
        for (int i = 0; i < parts.size(); i++) {
            s.names.put(names.get(i), parts.get(i));
        }
    }

    private Statement loop() {
        List<String> names = targets();
        if (!in.name("in")) {
            throw in.error("expected \"in\"");
        }
        Expression over = expressions.or();
        Expression only = in.name("if") ? expressions.expression() : null;
        close();
        loops++;
        Statement body = body("else", "endfor");
        loops--;
        Statement none = otherwise("endfor");
        return (s, out) -> {
            List<Object> items = items(s, names, over.value(s), only);
            if (items.isEmpty()) {
                none.run(new Scope(s), out);
            }
            turns(s, out, names, items, body);
        };
    }

    private static List<Object> items(Scope s, List<String> names, @Nullable Object over, @Nullable Expression only) {
        List<Object> all = Operands.list(over);
        if (only != null) {
            all.removeIf(item -> {
                Scope inner = new Scope(s);
                assign(inner, names, item);
                return !Operands.truth(only.value(inner));
            });
        }
        return all;
    }

    private static void turns(Scope s, StringBuilder out, List<String> names, List<Object> items, Statement body) {
        for (int i = 0; i < items.size(); i++) {
            Scope inner = new Scope(s);
            inner.names.put("loop", new Members.Loop(items, i));
            assign(inner, names, items.get(i));
            try {
                body.run(inner, out);
            } catch (Jump jump) {
                if (jump.out) {
                    return;
                }
            }
        }
    }

    private Statement assignment() {
        if (in.nameBefore(".")) {
            String namespace = in.next().text();
            in.next();
            String name = in.expect(TokenType.NAME);
            in.expectSign("=");
            Expression value = expressions.tuple();
            close();
            return (s, out) -> {
                if (!(s.get(namespace) instanceof Members.Namespace n)) {
                    throw new JinjaException("\"" + namespace + "\" is no namespace, so nothing in it can be set");
                }
                n.values().put(name, value.value(s));
            };
        }
        List<String> names = targets();
        if (in.sign("=")) {
            Expression value = expressions.tuple();
            close();
            return (s, out) -> assign(s, names, value.value(s));
        }
        Expression piped = piped(s -> s.get("|"));
        Statement body = closed("endset");
        return (s, out) -> assign(s, names, through(piped, Statement.text(body, new Scope(s)), s));
    }

    /** Filters behind {@code set} or {@code filter}; what goes in has a name that no template can write. */
    private Expression piped(Expression start) {
        Expression value = start;
        while (in.sign("|")) {
            value = expressions.filter(value);
        }
        return value;
    }

    private static @Nullable Object through(Expression piped, String text, Scope s) {
        Scope inner = new Scope(s);
        inner.names.put("|", text);
        return piped.value(inner);
    }

    private Statement filterBlock() {
        Expression piped = piped(expressions.filter(s -> s.get("|")));
        Statement body = closed("endfilter");
        return (s, out) -> s.write(out, Operands.str(through(piped, Statement.text(body, new Scope(s)), s)));
    }

    private Statement with() {
        Map<String, Expression> values = new LinkedHashMap<>();
        while (!in.is(TokenType.CLOSE_BLOCK)) {
            String name = in.expect(TokenType.NAME);
            in.expectSign("=");
            values.put(name, expressions.expression());
            if (!in.is(TokenType.CLOSE_BLOCK)) {
                in.expectSign(",");
            }
        }
        Statement body = closed("endwith");
        return (s, out) -> {
            Scope inner = new Scope(s);
            values.forEach((name, value) -> inner.names.put(name, value.value(s)));
            body.run(inner, out);
        };
    }

    private Statement macro() {
        String name = in.expect(TokenType.NAME);
        Map<String, Expression> parameters = new LinkedHashMap<>();
        in.expectSign("(");
        in.list(")", () -> {
            String parameter = in.expect(TokenType.NAME);
            parameters.put(parameter, in.sign("=") ? expressions.expression() : s -> new Undefined(parameter));
        });
        int outer = loops;
        loops = 0;
        Statement body = closed("endmacro");
        loops = outer;
        return (s, out) ->
                s.names.put(name, (TemplateFunction) (places, named) -> run(name, parameters, body, s, places, named));
    }

    private static String run(
            String name,
            Map<String, Expression> parameters,
            Statement body,
            Scope around,
            List<Object> places,
            Map<String, Object> named) {
        Scope inner = new Scope(around);
        Map<String, Object> rest = new LinkedHashMap<>(named);
        int i = 0;
        for (Map.Entry<String, Expression> p : parameters.entrySet()) {
            boolean there = rest.containsKey(p.getKey());
            Object given = rest.remove(p.getKey());
            Object otherwise =
                    there ? given : i < places.size() ? null : p.getValue().value(inner);
            inner.names.put(p.getKey(), i < places.size() ? places.get(i) : otherwise);
            i++;
        }
        inner.names.put("caller", rest.containsKey("caller") ? rest.remove("caller") : new Undefined("caller"));
        if (places.size() > parameters.size() || !rest.isEmpty()) {
            throw new JinjaException("the macro " + name + " is called with arguments it does not have");
        }
        inner.enter();
        String text = Statement.text(body, inner);
        inner.leave();
        return text;
    }

    private Statement callBlock() {
        if (in.is(TokenType.SIGN, "(")) {
            throw in.error("call blocks with parameters are not supported");
        }
        String name = in.expect(TokenType.NAME);
        ExpressionParser.Given given = expressions.arguments();
        Statement body = closed("endcall");
        return (s, out) -> {
            if (!(s.get(name) instanceof TemplateFunction macro)) {
                throw new JinjaException("\"" + name + "\" is no macro");
            }
            Map<String, Object> named = given.named(s);
            named.put("caller", (TemplateFunction) (a, n) -> Statement.text(body, new Scope(s)));
            s.write(out, Operands.str(macro.call(given.values(s), named)));
        };
    }
}
