package org.egpo.call;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.egpo.call.PythonExpression.Keyword;
import org.egpo.call.PythonTokens.Type;

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
        this.tokens = new PythonTokens(source);
        this.origin = origin;
        this.depth = depth;
    }

    /** A whole source that is one expression, as {@code ast.parse(source, mode="eval")}. */
    PythonExpression parse() {
        tokens.next();
        if (tokens.type == Type.INDENT) {
            throw indentation();
        }
        PythonExpression e = expression();
        if (tokens.is(",")) {
            e = new PythonExpression.TupleDisplay(rest(e, this::expression, null));
        }
        if (tokens.type == Type.NEWLINE) {
            tokens.next();
            if (tokens.type == Type.INDENT) {
                throw indentation();
            }
        }
        if (tokens.type != Type.END) {
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
        PythonError generic = PythonError.syntax("invalid syntax", position());
        try {
            while (tokens.type != Type.END) {
                tokens.next();
            }
        } catch (PythonError e) {
            // CPython looks at the rest of the text too: what is no token there is the better reason.
            return e.type.equals("SyntaxError") && !e.getMessage().endsWith("was never closed") ? e : generic;
        }
        return generic;
    }

    private boolean startsExpression() {
        return switch (tokens.type) {
            case NAME, NUMBER, STRING -> true;
            case KEYWORD -> tokens.is("True") || tokens.is("False") || tokens.is("None") || tokens.is("lambda");
            case OPERATOR -> tokens.is("(") || tokens.is("[") || tokens.is("{") || tokens.is("~");
            default -> false;
        };
    }

    /** Two expressions side by side between brackets. */
    private PythonError forgottenComma() {
        int at = position();
        PythonError generic = PythonError.syntax("invalid syntax. Perhaps you forgot a comma?", at);
        try {
            expression();
        } catch (PythonError e) {
            return e;
        }
        PythonError other = unexpected();
        return other.getMessage().equals("invalid syntax") ? generic : other;
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
            throw "]})".contains(token) && startsExpression() ? forgottenComma() : unexpected();
        }
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw new PythonError("LimitExceeded", "an expression nested more than " + MAX_DEPTH + " deep", position());
        }
    }

    /** The items behind a first one, each after a comma, up to a closing token, or to the end of the text for null. */
    private List<PythonExpression> rest(PythonExpression first, Supplier<PythonExpression> item, String close) {
        List<PythonExpression> items = new ArrayList<>();
        items.add(first);
        while (accept(",")) {
            boolean end = close == null ? tokens.type == Type.NEWLINE || tokens.type == Type.END : tokens.is(close);
            if (end) {
                break;
            }
            items.add(item.get());
        }
        return items;
    }

    /** One item as it is, or a tuple where a comma follows. */
    private PythonExpression tuple(PythonExpression first, Supplier<PythonExpression> item, String close) {
        return tokens.is(",") ? new PythonExpression.TupleDisplay(rest(first, item, close)) : first;
    }

    /** {@code expression}: a conditional, a lambda, or what binds tighter. */
    private PythonExpression expression() {
        enter();
        PythonExpression e = tokens.is("lambda") ? lambda() : conditional(binary(PythonOperators.OR));
        depth--;
        return e;
    }

    private PythonExpression conditional(PythonExpression then) {
        if (!accept("if")) {
            return then;
        }
        PythonExpression test = binary(PythonOperators.OR);
        expect("else");
        return new PythonExpression.Conditional(test, then, expression());
    }

    /** {@code named_expression}: {@code x := 1} or an expression. */
    private PythonExpression named() {
        boolean name = tokens.type == Type.NAME;
        PythonExpression e = expression();
        boolean assignment = name && e instanceof PythonExpression.Name && accept(":=");
        e = assignment ? new PythonExpression.Assignment(e, expression()) : e;
        assigned = assignment;
        return e;
    }

    /** {@code star_named_expression}: an item of a list, a set or a tuple. */
    private PythonExpression item() {
        return accept("*") ? new PythonExpression.Starred(binary(PythonOperators.BIT_OR)) : named();
    }

    /** Everything whose operators bind at least as tightly as this level. */
    private PythonExpression binary(int level) {
        PythonExpression left = prefixed(level);
        int chain = 0;
        for (int own = infix(); own >= level; own = infix()) {
            enter();
            chain++;
            left = own <= PythonOperators.COMPARE ? chained(left, own) : operation(left, own);
        }
        depth -= chain;
        return left;
    }

    /** The level of the operator that stands here, or -1. */
    private int infix() {
        return tokens.type == Type.OPERATOR || tokens.type == Type.KEYWORD ? PythonOperators.level(tokens.text) : -1;
    }

    private PythonExpression operation(PythonExpression left, int own) {
        String operator = tokens.text;
        tokens.next();
        return new PythonExpression.Binary(
                left, operator, binary(own == PythonOperators.POWER ? PythonOperators.FACTOR : own + 1));
    }

    /** All operands of one chain of {@code or}, of {@code and}, or of comparisons. */
    private PythonExpression chained(PythonExpression first, int own) {
        List<PythonExpression> operands = new ArrayList<>();
        if (own == PythonOperators.COMPARE) {
            List<String> operators = new ArrayList<>();
            while (infix() == own) {
                operators.add(comparison());
                operands.add(binary(own + 1));
            }
            return new PythonExpression.Compare(first, operators, operands);
        }
        String operator = tokens.text;
        operands.add(first);
        while (accept(operator)) {
            operands.add(binary(own + 1));
        }
        return new PythonExpression.Logic(operator, operands);
    }

    private String comparison() {
        if (accept("is")) {
            return accept("not") ? "is not" : "is";
        }
        if (accept("not")) {
            expect("in");
            return "not in";
        }
        String operator = tokens.text;
        tokens.next();
        return operator;
    }

    private PythonExpression prefixed(int level) {
        boolean not = level <= PythonOperators.NOT && tokens.is("not");
        if (!not && !tokens.is("-") && !tokens.is("+") && !tokens.is("~")) {
            return accept("await") ? new PythonExpression.Await(primary()) : primary();
        }
        enter();
        String operator = tokens.text;
        tokens.next();
        PythonExpression e =
                new PythonExpression.Unary(operator, binary(not ? PythonOperators.NOT : PythonOperators.FACTOR));
        depth--;
        return e;
    }

    private PythonExpression primary() {
        PythonExpression e = atom();
        int chain = 0;
        while (tokens.type == Type.OPERATOR) {
            if (tokens.is("(")) {
                e = call(e);
            } else if (tokens.is("[")) {
                tokens.next();
                e = new PythonExpression.Subscript(e, slices());
                expect("]");
            } else if (accept(".")) {
                e = new PythonExpression.Attribute(e, name());
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
        return first instanceof PythonExpression.Starred && !tokens.is(",")
                ? new PythonExpression.TupleDisplay(List.of(first))
                : tuple(first, this::slice, "]");
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
        return new PythonExpression.Call(function, arguments, keywords);
    }

    private void argument(List<PythonExpression> arguments, List<Keyword> keywords) {
        int first = tokens.start;
        boolean name = tokens.type == Type.NAME;
        PythonExpression value = named();
        if (name && value instanceof PythonExpression.Name n && accept("=")) {
            keywords.add(new Keyword(n.id(), expression()));
            return;
        }
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
        switch (tokens.type) {
            case NAME -> {
                return new PythonExpression.Name(name());
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
        while (tokens.type == Type.STRING) {
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
        if (startsComprehension(first)) {
            return comprehension('(', first, null, ")");
        }
        if (first instanceof PythonExpression.Starred && !tokens.is(",")) {
            throw PythonError.syntax("cannot use starred expression here", position());
        }
        PythonExpression e = tuple(first, this::item, ")");
        expect(")");
        return e;
    }

    private boolean startsComprehension(PythonExpression first) {
        return startsComprehension() && !(first instanceof PythonExpression.Starred);
    }

    private PythonExpression comprehension(char open, PythonExpression item, PythonExpression value, String close) {
        PythonExpression e = new PythonExpression.Comprehension(open, item, value, generators());
        expect(close);
        return e;
    }

    private PythonExpression yielded() {
        expect("yield");
        if (accept("from")) {
            return new PythonExpression.Yield(true, expression());
        }
        if (tokens.is(")")) {
            return new PythonExpression.Yield(false, null);
        }
        // CPython's grammar takes "yield *x" here and complains only when compiling.
        return new PythonExpression.Yield(false, tuple(starExpression(), this::starExpression, ")"));
    }

    private PythonExpression starExpression() {
        return accept("*") ? new PythonExpression.Starred(binary(PythonOperators.BIT_OR)) : expression();
    }

    private PythonExpression list() {
        expect("[");
        if (accept("]")) {
            return new PythonExpression.ListDisplay(List.of());
        }
        PythonExpression first = item();
        if (startsComprehension(first)) {
            return comprehension('[', first, null, "]");
        }
        List<PythonExpression> items = rest(first, this::item, "]");
        expect("]");
        return new PythonExpression.ListDisplay(items);
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
        if (startsComprehension(first)) {
            return comprehension('{', first, null, "}");
        }
        List<PythonExpression> items = rest(first, this::item, "}");
        expect("}");
        return new PythonExpression.SetDisplay(items);
    }

    private PythonExpression dict(PythonExpression firstKey) {
        List<PythonExpression> keys = new ArrayList<>();
        List<PythonExpression> values = new ArrayList<>();
        PythonExpression key = firstKey;
        while (true) {
            if (key == null && accept("**")) {
                keys.add(null);
                values.add(binary(PythonOperators.BIT_OR));
            } else {
                key = key == null ? expression() : key;
                expect(":");
                keys.add(key);
                values.add(expression());
            }
            if (keys.size() == 1 && key != null && startsComprehension()) {
                return comprehension('{', key, values.get(0), "}");
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
            PythonExpression iterable = binary(PythonOperators.OR);
            List<PythonExpression> conditions = new ArrayList<>();
            while (accept("if")) {
                conditions.add(binary(PythonOperators.OR));
            }
            all.add(new PythonExpression.Generator(async, target, iterable, List.copyOf(conditions)));
        }
        return all;
    }

    private PythonExpression targets() {
        return tuple(target(), this::target, "in");
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
        List<PythonExpression.Parameter> parameters = parameters();
        expect(":");
        return new PythonExpression.Lambda(parameters, expression());
    }

    private List<PythonExpression.Parameter> parameters() {
        List<PythonExpression.Parameter> all = new ArrayList<>();
        boolean slash = false;
        boolean star = false;
        boolean bareStar = false;
        boolean defaults = false;
        boolean last = false;
        while (!last && !tokens.is(":")) {
            PythonExpression value = null;
            String name;
            if (accept("/")) {
                if (slash || star || all.isEmpty()) {
                    throw unexpected();
                }
                slash = true;
                name = "/";
            } else if (accept("**")) {
                last = true;
                name = "**" + name();
            } else if (accept("*")) {
                bareStar = tokens.is(",");
                if (star || !(tokens.type == Type.NAME || bareStar)) {
                    throw unexpected();
                }
                star = true;
                name = bareStar ? "*" : "*" + name();
            } else {
                name = name();
                value = accept("=") ? expression() : null;
                if (value == null && defaults && !star) {
                    throw PythonError.syntax("non-default argument follows default argument", position());
                }
                defaults |= value != null;
                bareStar = false;
            }
            all.add(new PythonExpression.Parameter(name, value));
            last |= !accept(",");
        }
        if (bareStar) {
            throw PythonError.syntax("named arguments must follow bare *", position());
        }
        return all;
    }

    private String name() {
        if (tokens.type != Type.NAME) {
            throw unexpected();
        }
        String name = tokens.text;
        tokens.next();
        return name;
    }
}
