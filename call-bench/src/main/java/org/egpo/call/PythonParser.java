package org.egpo.call;

import java.util.ArrayList;
import java.util.List;
import org.egpo.call.PythonExpression.Keyword;
import org.egpo.call.PythonTokens.Kind;

/**
 * Python's expression grammar (CPython 3.11), by recursive descent with bounded depth. Reads; never evaluates.
 *
 * @see <a href="https://docs.python.org/3.11/reference/grammar.html">the grammar</a>
 */
final class PythonParser {
    /** Far above what CPython's bracket limit of 200 allows; bounds chains such as {@code --------1}. */
    private static final int MAX_DEPTH = 1000;

    private final PythonTokens tokens;
    private final int origin;
    private int depth;
    /** Whether the last {@link #named} was an assignment without brackets around it. */
    private boolean assigned;

    PythonParser(String source) {
        this(source, -1, 0);
    }

    /**
     * @param origin the position to report for every error, or -1 for the position in the source
     * @param depth how deep this source lies in another one
     */
    PythonParser(String source, int origin, int depth) {
        this(new PythonTokens(source), origin, depth);
    }

    /** Continues from a place inside a source. */
    PythonParser(PythonTokens tokens) {
        this(tokens, -1, 0);
    }

    private PythonParser(PythonTokens tokens, int origin, int depth) {
        this.tokens = tokens;
        this.origin = origin;
        this.depth = depth;
    }

    /** A whole source that is one expression, as {@code ast.parse(source, mode="eval")}. */
    PythonExpression parse() {
        tokens.next();
        if (tokens.kind == Kind.INDENT) {
            throw indentation();
        }
        PythonExpression e = expression();
        if (tokens.is(",")) {
            List<PythonExpression> items = new ArrayList<>(List.of(e));
            while (accept(",")) {
                if (tokens.kind == Kind.NEWLINE || tokens.kind == Kind.END) {
                    break;
                }
                items.add(expression());
            }
            e = new PythonExpression.TupleDisplay(items);
        }
        if (tokens.kind == Kind.NEWLINE) {
            tokens.next();
            if (tokens.kind == Kind.INDENT) {
                throw indentation();
            }
        }
        if (tokens.kind != Kind.END) {
            throw unexpected();
        }
        return e;
    }

    /** One expression with more text behind it, such as the value of an argument or what an f-string has in brackets. */
    PythonExpression parseValue() {
        tokens.next();
        return expression();
    }

    private PythonError indentation() {
        return new PythonError("IndentationError", "unexpected indent", position());
    }

    private int position() {
        return origin >= 0 ? origin : tokens.start;
    }

    private PythonError unexpected() {
        return PythonError.syntax("invalid syntax at " + tokens.text, position());
    }

    private boolean accept(String token) {
        if (tokens.is(token)) {
            tokens.next();
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw PythonError.syntax("expected '" + token + "', not " + tokens.text, position());
        }
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw new PythonError("LimitExceeded", "an expression nested more than " + MAX_DEPTH + " deep", position());
        }
    }

    /** {@code expression}: a conditional, a lambda, or what binds tighter. */
    private PythonExpression expression() {
        enter();
        PythonExpression e;
        if (tokens.is("lambda")) {
            e = lambda();
        } else {
            e = disjunction();
            if (accept("if")) {
                PythonExpression test = disjunction();
                expect("else");
                e = new PythonExpression.Conditional(test, e, expression());
            }
        }
        depth--;
        return e;
    }

    /** {@code named_expression}: {@code x := 1} or an expression. */
    private PythonExpression named() {
        if (tokens.kind == Kind.NAME) {
            PythonTokens.Mark mark = tokens.mark();
            String name = tokens.text;
            tokens.next();
            if (accept(":=")) {
                PythonExpression value = expression();
                assigned = true;
                return new PythonExpression.Assignment(new PythonExpression.Name(name), value);
            }
            tokens.reset(mark);
        }
        PythonExpression e = expression();
        assigned = false;
        return e;
    }

    /** {@code star_named_expression}: an item of a list, a set or a tuple. */
    private PythonExpression item() {
        if (accept("*")) {
            return new PythonExpression.Starred(binary(0));
        }
        return named();
    }

    private PythonExpression disjunction() {
        PythonExpression first = conjunction();
        if (!tokens.is("or")) {
            return first;
        }
        List<PythonExpression> operands = new ArrayList<>(List.of(first));
        while (accept("or")) {
            operands.add(conjunction());
        }
        return new PythonExpression.Logic("or", operands);
    }

    private PythonExpression conjunction() {
        PythonExpression first = inversion();
        if (!tokens.is("and")) {
            return first;
        }
        List<PythonExpression> operands = new ArrayList<>(List.of(first));
        while (accept("and")) {
            operands.add(inversion());
        }
        return new PythonExpression.Logic("and", operands);
    }

    private PythonExpression inversion() {
        if (!tokens.is("not")) {
            return comparison();
        }
        enter();
        tokens.next();
        PythonExpression e = new PythonExpression.Unary("not", inversion());
        depth--;
        return e;
    }

    private PythonExpression comparison() {
        PythonExpression left = binary(0);
        String operator = comparisonOperator();
        if (operator == null) {
            return left;
        }
        List<String> operators = new ArrayList<>();
        List<PythonExpression> others = new ArrayList<>();
        while (operator != null) {
            operators.add(operator);
            others.add(binary(0));
            operator = comparisonOperator();
        }
        return new PythonExpression.Compare(left, operators, others);
    }

    private String comparisonOperator() {
        if (tokens.kind == Kind.OPERATOR) {
            String op = tokens.text;
            switch (op) {
                case "==", "!=", "<", "<=", ">", ">=" -> {
                    tokens.next();
                    return op;
                }
                default -> {
                    return null;
                }
            }
        }
        if (accept("in")) {
            return "in";
        }
        if (accept("is")) {
            return accept("not") ? "is not" : "is";
        }
        if (accept("not")) {
            expect("in");
            return "not in";
        }
        return null;
    }

    /** The left-associative operators that bind at least as tightly as this level, see {@link PythonOperators#level}. */
    private PythonExpression binary(int level) {
        PythonExpression left = factor();
        int chain = 0;
        while (tokens.kind == Kind.OPERATOR) {
            String operator = tokens.text;
            int own = PythonOperators.level(operator);
            if (own < level) {
                break;
            }
            tokens.next();
            left = new PythonExpression.Binary(left, operator, binary(own + 1));
            chain++;
            enter();
        }
        depth -= chain;
        return left;
    }

    private PythonExpression factor() {
        if (tokens.kind == Kind.OPERATOR) {
            String op = tokens.text;
            if (op.equals("-") || op.equals("+") || op.equals("~")) {
                enter();
                tokens.next();
                PythonExpression e = new PythonExpression.Unary(op, factor());
                depth--;
                return e;
            }
        }
        return power();
    }

    private PythonExpression power() {
        boolean await = accept("await");
        PythonExpression base = primary();
        if (await) {
            base = new PythonExpression.Await(base);
        }
        if (!tokens.is("**")) {
            return base;
        }
        enter();
        tokens.next();
        PythonExpression e = new PythonExpression.Binary(base, "**", factor());
        depth--;
        return e;
    }

    private PythonExpression primary() {
        PythonExpression e = atom();
        int chain = 0;
        while (tokens.kind == Kind.OPERATOR) {
            if (tokens.is("(")) {
                e = call(e);
            } else if (tokens.is("[")) {
                tokens.next();
                e = new PythonExpression.Subscript(e, slices());
                expect("]");
            } else if (accept(".")) {
                if (tokens.kind != Kind.NAME) {
                    throw unexpected();
                }
                e = new PythonExpression.Attribute(e, tokens.text);
                tokens.next();
            } else {
                break;
            }
            chain++;
            enter();
        }
        depth -= chain;
        return e;
    }

    private PythonExpression slices() {
        PythonExpression first = slice();
        if (!tokens.is(",")) {
            return first instanceof PythonExpression.Starred
                    ? new PythonExpression.TupleDisplay(List.of(first))
                    : first;
        }
        List<PythonExpression> items = new ArrayList<>(List.of(first));
        while (accept(",")) {
            if (tokens.is("]")) {
                break;
            }
            items.add(slice());
        }
        return new PythonExpression.TupleDisplay(items);
    }

    private PythonExpression slice() {
        if (accept("*")) {
            return new PythonExpression.Starred(expression());
        }
        PythonExpression lower = null;
        if (!tokens.is(":")) {
            lower = named();
            if (!tokens.is(":")) {
                return lower;
            }
            if (assigned) {
                throw unexpected();
            }
        }
        expect(":");
        PythonExpression upper = endsSlice() ? null : expression();
        PythonExpression step = null;
        if (accept(":") && !endsSlice()) {
            step = expression();
        }
        return new PythonExpression.Slice(lower, upper, step);
    }

    private boolean endsSlice() {
        return tokens.is(":") || tokens.is(",") || tokens.is("]");
    }

    private PythonExpression call(PythonExpression function) {
        expect("(");
        List<PythonExpression> arguments = new ArrayList<>();
        List<Keyword> keywords = new ArrayList<>();
        boolean unpacked = false;
        while (!tokens.is(")")) {
            if (accept("**")) {
                unpacked = true;
                keywords.add(new Keyword(null, expression()));
            } else if (tokens.is("*")) {
                if (unpacked) {
                    throw unexpected();
                }
                tokens.next();
                arguments.add(new PythonExpression.Starred(expression()));
            } else {
                argument(arguments, keywords);
            }
            if (!accept(",")) {
                break;
            }
        }
        expect(")");
        return new PythonExpression.Call(function, List.copyOf(arguments), List.copyOf(keywords));
    }

    private void argument(List<PythonExpression> arguments, List<Keyword> keywords) {
        int first = tokens.start;
        if (tokens.kind == Kind.NAME) {
            PythonTokens.Mark mark = tokens.mark();
            String name = tokens.text;
            tokens.next();
            if (accept("=")) {
                keywords.add(new Keyword(name, expression()));
                return;
            }
            tokens.reset(mark);
        }
        PythonExpression value = named();
        if (startsComprehension()) {
            if (!arguments.isEmpty() || !keywords.isEmpty()) {
                throw unexpected();
            }
            value = new PythonExpression.Comprehension('(', value, null, generators());
            if (!tokens.is(")")) {
                throw unexpected();
            }
        }
        if (!keywords.isEmpty()) {
            throw PythonError.syntax("positional argument follows keyword argument", origin >= 0 ? origin : first);
        }
        arguments.add(value);
    }

    private PythonExpression atom() {
        switch (tokens.kind) {
            case NAME -> {
                PythonExpression e = new PythonExpression.Name(tokens.text);
                tokens.next();
                return e;
            }
            case NUMBER -> {
                Value v = PythonNumbers.value(tokens.text, position());
                tokens.next();
                return new PythonExpression.Constant(v, false);
            }
            case STRING -> {
                return strings();
            }
            case KEYWORD -> {
                return keywordConstant();
            }
            default -> {}
        }
        if (tokens.is("(")) {
            return parenthesised();
        }
        if (tokens.is("[")) {
            return list();
        }
        if (tokens.is("{")) {
            return braces();
        }
        if (accept("...")) {
            return new PythonExpression.Constant(null, false);
        }
        throw unexpected();
    }

    private PythonExpression strings() {
        int at = position();
        List<String> literals = new ArrayList<>();
        while (tokens.kind == Kind.STRING) {
            literals.add(tokens.text);
            tokens.next();
        }
        return PythonStrings.join(literals, at, depth);
    }

    private PythonExpression keywordConstant() {
        Value v =
                switch (tokens.text) {
                    case "True" -> Value.Bool.TRUE;
                    case "False" -> Value.Bool.FALSE;
                    case "None" -> Value.None.NONE;
                    default -> throw unexpected();
                };
        tokens.next();
        return new PythonExpression.Constant(v, false);
    }

    private PythonExpression parenthesised() {
        expect("(");
        if (accept(")")) {
            return new PythonExpression.TupleDisplay(List.of());
        }
        if (tokens.is("yield")) {
            PythonExpression e = yielded();
            expect(")");
            return e;
        }
        PythonExpression first = item();
        if (startsComprehension() && !(first instanceof PythonExpression.Starred)) {
            PythonExpression e = new PythonExpression.Comprehension('(', first, null, generators());
            expect(")");
            return e;
        }
        if (tokens.is(",")) {
            List<PythonExpression> items = rest(first, ")");
            return new PythonExpression.TupleDisplay(items);
        }
        if (first instanceof PythonExpression.Starred) {
            throw PythonError.syntax("cannot use starred expression here", position());
        }
        expect(")");
        return first;
    }

    /** The items after the first one, up to and including the closing bracket. */
    private List<PythonExpression> rest(PythonExpression first, String close) {
        List<PythonExpression> items = new ArrayList<>();
        items.add(first);
        while (accept(",")) {
            if (tokens.is(close)) {
                break;
            }
            items.add(item());
        }
        expect(close);
        return items;
    }

    private PythonExpression yielded() {
        expect("yield");
        if (accept("from")) {
            return new PythonExpression.Yield(true, expression());
        }
        if (tokens.is(")")) {
            return new PythonExpression.Yield(false, null);
        }
        PythonExpression first = starExpression();
        if (!tokens.is(",")) {
            if (first instanceof PythonExpression.Starred) {
                // CPython's grammar takes "yield *x" here and complains only when compiling.
                return new PythonExpression.Yield(false, first);
            }
            return new PythonExpression.Yield(false, first);
        }
        List<PythonExpression> items = new ArrayList<>(List.of(first));
        while (accept(",")) {
            if (tokens.is(")")) {
                break;
            }
            items.add(starExpression());
        }
        return new PythonExpression.Yield(false, new PythonExpression.TupleDisplay(items));
    }

    private PythonExpression starExpression() {
        return accept("*") ? new PythonExpression.Starred(binary(0)) : expression();
    }

    private PythonExpression list() {
        expect("[");
        if (accept("]")) {
            return new PythonExpression.ListDisplay(List.of());
        }
        PythonExpression first = item();
        if (startsComprehension() && !(first instanceof PythonExpression.Starred)) {
            PythonExpression e = new PythonExpression.Comprehension('[', first, null, generators());
            expect("]");
            return e;
        }
        return new PythonExpression.ListDisplay(rest(first, "]"));
    }

    private PythonExpression braces() {
        expect("{");
        if (accept("}")) {
            return new PythonExpression.DictDisplay(List.of(), List.of());
        }
        if (tokens.is("**")) {
            return dict(null);
        }
        PythonExpression first = item();
        if (tokens.is(":") && !(first instanceof PythonExpression.Starred)) {
            if (assigned) {
                throw unexpected();
            }
            return dict(first);
        }
        if (startsComprehension() && !(first instanceof PythonExpression.Starred)) {
            PythonExpression e = new PythonExpression.Comprehension('{', first, null, generators());
            expect("}");
            return e;
        }
        return new PythonExpression.SetDisplay(rest(first, "}"));
    }

    private PythonExpression dict(PythonExpression firstKey) {
        List<PythonExpression> keys = new ArrayList<>();
        List<PythonExpression> values = new ArrayList<>();
        PythonExpression key = firstKey;
        while (true) {
            if (key == null && accept("**")) {
                keys.add(null);
                values.add(binary(0));
            } else {
                key = key == null ? expression() : key;
                expect(":");
                keys.add(key);
                values.add(expression());
            }
            if (keys.size() == 1 && key != null && startsComprehension()) {
                PythonExpression e = new PythonExpression.Comprehension('{', key, values.get(0), generators());
                expect("}");
                return e;
            }
            key = null;
            if (!accept(",") || tokens.is("}")) {
                break;
            }
        }
        expect("}");
        return new PythonExpression.DictDisplay(keys, values);
    }

    private boolean startsComprehension() {
        return tokens.is("for") || tokens.is("async");
    }

    private List<PythonExpression.Generator> generators() {
        List<PythonExpression.Generator> all = new ArrayList<>();
        while (startsComprehension()) {
            boolean async = accept("async");
            expect("for");
            PythonExpression target = targets();
            expect("in");
            PythonExpression iterable = disjunction();
            List<PythonExpression> conditions = new ArrayList<>();
            while (accept("if")) {
                conditions.add(disjunction());
            }
            all.add(new PythonExpression.Generator(async, target, iterable, List.copyOf(conditions)));
        }
        return all;
    }

    private PythonExpression targets() {
        PythonExpression first = target();
        if (!tokens.is(",")) {
            return first;
        }
        List<PythonExpression> items = new ArrayList<>(List.of(first));
        while (accept(",")) {
            if (tokens.is("in")) {
                break;
            }
            items.add(target());
        }
        return new PythonExpression.TupleDisplay(items);
    }

    private PythonExpression target() {
        boolean starred = accept("*");
        PythonExpression e = primary();
        if (!isTarget(e)) {
            throw PythonError.syntax("cannot assign to this expression", position());
        }
        return starred ? new PythonExpression.Starred(e) : e;
    }

    private static boolean isTarget(PythonExpression e) {
        if (e instanceof PythonExpression.Starred s) {
            return !(s.value() instanceof PythonExpression.Starred) && isTarget(s.value());
        }
        if (e instanceof PythonExpression.TupleDisplay t) {
            return t.items().stream().allMatch(PythonParser::isTarget);
        }
        if (e instanceof PythonExpression.ListDisplay l) {
            return l.items().stream().allMatch(PythonParser::isTarget);
        }
        return e instanceof PythonExpression.Name
                || e instanceof PythonExpression.Attribute
                || e instanceof PythonExpression.Subscript;
    }

    private PythonExpression lambda() {
        expect("lambda");
        PythonExpression.Parameters parameters = new PythonParameters().read();
        expect(":");
        return new PythonExpression.Lambda(parameters, expression());
    }

    /** The parameters of a lambda. */
    private final class PythonParameters {
        private List<PythonExpression.Parameter> positionalOnly = List.of();
        private List<PythonExpression.Parameter> current = new ArrayList<>();
        private List<PythonExpression.Parameter> positional;
        private String rest;
        private String keywordRest;
        private boolean slash;
        private boolean star;

        PythonExpression.Parameters read() {
            while (!tokens.is(":")) {
                if (accept("/")) {
                    slash();
                } else if (accept("**")) {
                    keywordRest = name();
                    accept(",");
                    break;
                } else if (accept("*")) {
                    star();
                } else {
                    parameter();
                }
                if (!accept(",")) {
                    break;
                }
            }
            if (star && rest == null && current.isEmpty()) {
                throw PythonError.syntax("named arguments must follow bare *", position());
            }
            return new PythonExpression.Parameters(
                    positionalOnly, star ? positional : current, rest, star ? current : List.of(), keywordRest);
        }

        private void slash() {
            if (slash || star || current.isEmpty()) {
                throw unexpected();
            }
            slash = true;
            positionalOnly = current;
            current = new ArrayList<>();
        }

        private void star() {
            if (star) {
                throw unexpected();
            }
            star = true;
            positional = current;
            current = new ArrayList<>();
            if (tokens.kind == Kind.NAME) {
                rest = name();
            } else if (!tokens.is(",")) {
                throw unexpected();
            }
        }

        private void parameter() {
            String name = name();
            PythonExpression value = accept("=") ? expression() : null;
            if (value == null && !star && hasDefault()) {
                throw PythonError.syntax("non-default argument follows default argument", position());
            }
            current.add(new PythonExpression.Parameter(name, value));
        }

        private boolean hasDefault() {
            return current.stream().anyMatch(p -> p.defaultValue() != null)
                    || positionalOnly.stream().anyMatch(p -> p.defaultValue() != null);
        }

        private String name() {
            if (tokens.kind != Kind.NAME) {
                throw unexpected();
            }
            String name = tokens.text;
            tokens.next();
            return name;
        }
    }
}
