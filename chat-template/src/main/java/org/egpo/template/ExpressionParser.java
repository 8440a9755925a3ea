package org.egpo.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.egpo.template.Lexer.TokenType;
import org.jspecify.annotations.Nullable;

/** Expressions, in the order of binding of Jinja's own parser. */
final class ExpressionParser {
    private static final int MAX_DEPTH = 150;
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> NO_VALUE = Set.of("in", "not", "if");
    private static final Set<String> NO_ARGUMENT = Set.of("else", "or", "and", "is");

    private final Cursor in;
    private int depth;

    ExpressionParser(Cursor in) {
        this.in = in;
    }

    /** With {@code a if b else c}. */
    Expression expression() {
        if (++depth > MAX_DEPTH) {
            throw in.error("an expression is nested too deeply");
        }
        Expression value = or();
        while (in.name("if")) {
            Expression then = value;
            Expression condition = or();
            Expression otherwise = in.name("else") ? expression() : s -> new Undefined("the else of an if");
            value = s -> Operands.truth(condition.value(s)) ? then.value(s) : otherwise.value(s);
        }
        depth--;
        return value;
    }

    /** A tuple where commas stand between expressions. */
    Expression tuple() {
        Expression first = expression();
        if (!in.is(TokenType.SIGN, ",")) {
            return first;
        }
        List<Expression> all = new ArrayList<>(List.of(first));
        while (in.sign(",")
                && !in.is(TokenType.CLOSE_BLOCK)
                && !in.is(TokenType.CLOSE_VARIABLE)
                && !in.is(TokenType.SIGN, ")")) {
            all.add(expression());
        }
        return tuple(all);
    }

    private static Expression tuple(List<Expression> items) {
        return s -> new Tuple(values(items, s));
    }

    private static List<Object> values(List<Expression> items, Scope s) {
        List<Object> all = new ArrayList<>();
        items.forEach(i -> all.add(i.value(s)));
        return all;
    }

    /** Without {@code if}, for what a loop runs over. */
    Expression or() {
        Expression left = and();
        while (in.name("or")) {
            left = decided(left, true, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (in.name("and")) {
            left = decided(left, false, not());
        }
        return left;
    }

    /** The first where its truth decides, else the second. */
    private static Expression decided(Expression a, boolean by, Expression b) {
        return s -> {
            Object first = a.value(s);
            return Operands.truth(first) == by ? first : b.value(s);
        };
    }

    private Expression not() {
        int times = 0;
        while (in.name("not")) {
            times++;
        }
        Expression value = compare();
        boolean negate = times % 2 == 1;
        return times == 0 ? value : s -> Operands.truth(value.value(s)) != negate;
    }

    private record Comparison(String sign, Expression right) {}

    private Expression compare() {
        Expression first = sum();
        List<Comparison> all = new ArrayList<>();
        while (true) {
            if (in.is(TokenType.SIGN) && COMPARISONS.contains(in.peek().text())) {
                all.add(new Comparison(in.next().text(), sum()));
            } else if (in.name("in")) {
                all.add(new Comparison("in", sum()));
            } else if (in.is(TokenType.NAME, "not") && in.peek(1).text().equals("in")) {
                in.next();
                in.next();
                all.add(new Comparison("not in", sum()));
            } else {
                return all.isEmpty() ? first : s -> holds(first.value(s), all, s);
            }
        }
    }

    private static boolean holds(@Nullable Object first, List<Comparison> all, Scope s) {
        Object left = first;
        for (Comparison c : all) {
            Object right = c.right().value(s);
            boolean holds =
                    switch (c.sign()) {
                        case "==" -> Operands.same(left, right);
                        case "!=" -> !Operands.same(left, right);
                        case "in" -> Operands.contains(right, left);
                        case "not in" -> !Operands.contains(right, left);
                        case "<" -> Operands.compare(left, right) < 0;
                        case "<=" -> Operands.compare(left, right) <= 0;
                        case ">" -> Operands.compare(left, right) > 0;
                        default -> Operands.compare(left, right) >= 0;
                    };
            if (!holds) {
                return false;
            }
            left = right;
        }
        return true;
    }

    private Expression sum() {
        Expression left = concatenation();
        while (in.is(TokenType.SIGN, "+") || in.is(TokenType.SIGN, "-")) {
            left = calculation(in.next().text(), left, concatenation());
        }
        return left;
    }

    private Expression concatenation() {
        Expression left = product();
        while (in.sign("~")) {
            Expression a = left;
            Expression b = product();
            left = s -> Operands.str(a.value(s)) + Operands.str(b.value(s));
        }
        return left;
    }

    private Expression product() {
        Expression left = power();
        while (in.is(TokenType.SIGN)
                && Set.of("*", "/", "//", "%").contains(in.peek().text())) {
            left = calculation(in.next().text(), left, power());
        }
        return left;
    }

    private Expression power() {
        Expression left = unary(true);
        while (in.sign("**")) {
            left = calculation("**", left, unary(true));
        }
        return left;
    }

    private static Expression calculation(String sign, Expression a, Expression b) {
        return s -> Operands.calculate(sign, a.value(s), b.value(s));
    }

    private Expression unary(boolean filters) {
        if (++depth > MAX_DEPTH) {
            throw in.error("an expression is nested too deeply");
        }
        Expression value;
        if (in.sign("-")) {
            Expression of = unary(false);
            value = s -> Operands.calculate("-", 0L, of.value(s));
        } else if (in.sign("+")) {
            Expression of = unary(false);
            value = s -> Operands.number(of.value(s));
        } else {
            value = primary();
        }
        value = postfix(value);
        depth--;
        return filters ? filtered(value) : value;
    }

    private Expression primary() {
        if (in.is(TokenType.NAME)) {
            return name(in.next().text());
        }
        if (in.is(TokenType.STRING)) {
            StringBuilder text = new StringBuilder();
            while (in.is(TokenType.STRING)) {
                text.append(in.next().text());
            }
            String whole = text.toString();
            return s -> whole;
        }
        if (in.is(TokenType.INTEGER) || in.is(TokenType.FLOAT)) {
            return number();
        }
        if (in.sign("(")) {
            if (in.sign(")")) {
                return tuple(List.of());
            }
            Expression value = tuple();
            in.expectSign(")");
            return value;
        }
        if (in.sign("[")) {
            List<Expression> items = new ArrayList<>();
            in.list("]", () -> items.add(expression()));
            return s -> values(items, s);
        }
        in.expectSign("{");
        return map();
    }

    private Expression number() {
        boolean whole = in.is(TokenType.INTEGER);
        String text = in.next().text();
        try {
            Object value = whole ? (Object) Long.parseLong(text) : (Object) Double.parseDouble(text);
            return s -> value;
        } catch (NumberFormatException e) {
            throw new JinjaException("the number " + text + " is too large");
        }
    }

    private static Expression name(String name) {
        return switch (name) {
            case "true", "True" -> s -> true;
            case "false", "False" -> s -> false;
            case "none", "None" -> s -> null;
            default -> s -> s.get(name);
        };
    }

    private Expression map() {
        Map<Expression, Expression> entries = new LinkedHashMap<>();
        in.list("}", () -> {
            Expression key = expression();
            in.expectSign(":");
            entries.put(key, expression());
        });
        return s -> {
            Map<Object, Object> values = new LinkedHashMap<>();
            entries.forEach((k, v) -> values.put(k.value(s), v.value(s)));
            return values;
        };
    }

    private Expression postfix(Expression start) {
        Expression value = start;
        while (true) {
            Expression of = value;
            if (in.sign(".")) {
                boolean index = in.is(TokenType.INTEGER);
                String name = in.expect(index ? TokenType.INTEGER : TokenType.NAME);
                value = index
                        ? s -> Members.item(of.value(s), Long.parseLong(name))
                        : s -> Members.attribute(of.value(s), name);
            } else if (in.sign("[")) {
                value = subscript(of);
            } else if (in.is(TokenType.SIGN, "(")) {
                value = call(of);
            } else {
                return value;
            }
        }
    }

    private Expression subscript(Expression of) {
        Expression[] parts = new Expression[3];
        int colons = 0;
        while (!in.sign("]")) {
            if (in.sign(":")) {
                if (++colons > 2) {
                    throw in.error("a slice has at most two colons");
                }
            } else if (parts[colons] == null) {
                parts[colons] = expression();
            } else {
                throw in.error("expected \"]\"");
            }
        }
        if (colons == 0) {
            if (parts[0] == null) {
                throw in.error("an index is missing");
            }
            return s -> Members.item(of.value(s), parts[0].value(s));
        }
        return s -> Members.slice(of.value(s), value(parts[0], s), value(parts[1], s), value(parts[2], s));
    }

    private static @Nullable Object value(Expression e, Scope s) {
        return e == null ? null : e.value(s);
    }

    /** Arguments of a call, filter or test. */
    record Given(List<Expression> places, Map<String, Expression> names) {
        List<Object> values(Scope s) {
            return ExpressionParser.values(places, s);
        }

        Map<String, Object> named(Scope s) {
            Map<String, Object> all = new LinkedHashMap<>();
            names.forEach((k, v) -> all.put(k, v.value(s)));
            return all;
        }
    }

    Given arguments() {
        List<Expression> places = new ArrayList<>();
        Map<String, Expression> names = new LinkedHashMap<>();
        in.expectSign("(");
        in.list(")", () -> {
            if (in.nameBefore("=")) {
                String name = in.next().text();
                in.next();
                names.put(name, expression());
            } else {
                places.add(expression());
            }
        });
        return new Given(places, names);
    }

    private Expression call(Expression of) {
        int line = in.peek().line();
        Given given = arguments();
        return s -> {
            s.step();
            if (of.value(s) instanceof TemplateFunction function) {
                return Operands.normal(function.call(given.values(s), given.named(s)));
            }
            throw new JinjaException("line " + line + ": " + Operands.type(of.value(s)) + " cannot be called");
        };
    }

    private Expression filtered(Expression start) {
        Expression value = start;
        while (true) {
            if (in.sign("|")) {
                value = filter(value);
            } else if (in.name("is")) {
                value = test(value);
            } else if (in.is(TokenType.SIGN, "(")) {
                value = call(value);
            } else {
                return value;
            }
        }
    }

    Expression filter(Expression of) {
        String name = in.expect(TokenType.NAME);
        JinjaFilters.Filter filter = JinjaFilters.of(name);
        Given given = in.is(TokenType.SIGN, "(") ? arguments() : new Given(List.of(), Map.of());
        if (name.equals("safe") && (in.is(TokenType.SIGN, "+") || in.is(TokenType.SIGN, "~"))) {
            throw in.error("what is added to a safe string would be escaped, which is not supported");
        }
        return s -> filter.apply(of.value(s), given.values(s), given.named(s));
    }

    private Expression test(Expression of) {
        boolean not = in.name("not");
        JinjaTests.Test test = JinjaTests.of(in.expect(TokenType.NAME));
        List<Expression> arguments = new ArrayList<>();
        if (in.is(TokenType.SIGN, "(")) {
            arguments.addAll(arguments().places());
        } else if (startsValue()) {
            if (in.is(TokenType.NAME) && NO_VALUE.contains(in.peek().text())) {
                throw in.error("a test cannot be followed by that; put it in brackets");
            }
            arguments.add(postfix(primary()));
        }
        if (in.is(TokenType.NAME, "is")) {
            throw in.error("tests cannot be chained");
        }
        return s -> test.holds(of.value(s), values(arguments, s)) != not;
    }

    private boolean startsValue() {
        return switch (in.peek().kind()) {
            case NAME -> !NO_ARGUMENT.contains(in.peek().text());
            case STRING, INTEGER, FLOAT -> true;
            default -> in.is(TokenType.SIGN, "[") || in.is(TokenType.SIGN, "{");
        };
    }
}
