package org.egpo.call;

import static org.egpo.call.PythonExpression.constant;
import static org.egpo.call.PythonExpression.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.egpo.call.PythonExpression.Kind;
import org.egpo.call.PythonTokens.Type;
import org.jspecify.annotations.Nullable;

/**
 * Python's expression grammar (CPython 3.11), by recursive descent with bounded depth. Reads; never evaluates.
 *
 * @see <a href="https://docs.python.org/3.11/reference/grammar.html">the grammar</a>
 */
final class PythonParser {
    /** Far above what CPython's bracket limit of 200 allows; bounds chains such as {@code --------1}. */
    private static final int MAX_DEPTH = 1000;

    private static final Set<String> STARTS = Set.of("True", "False", "None", "lambda", "(", "[", "{", "~");

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
            e = node(Kind.TUPLE, "", rest(e, this::expression, null));
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
        return tokens.type == Type.NAME
                || tokens.type == Type.NUMBER
                || tokens.type == Type.STRING
                || STARTS.contains(tokens.text);
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
    private List<PythonExpression> rest(
            PythonExpression first, Supplier<PythonExpression> item, @Nullable String close) {
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
        return tokens.is(",") ? node(Kind.TUPLE, "", rest(first, item, close)) : first;
    }

    /** {@code expression}: a conditional, a lambda, or what binds tighter. */
    private PythonExpression expression() {
        enter();
        boolean lambda = tokens.is("lambda");
        PythonExpression e = lambda ? lambda() : binary(PythonOperators.OR);
        if (!lambda && accept("if")) {
            PythonExpression test = binary(PythonOperators.OR);
            expect("else");
            e = node(Kind.CONDITIONAL, "", e, test, expression());
        }
        depth--;
        return e;
    }

    /** {@code named_expression}: {@code x := 1} or an expression. */
    private PythonExpression named() {
        boolean name = tokens.type == Type.NAME;
        PythonExpression e = expression();
        boolean assignment = name && e.kind() == Kind.NAME && accept(":=");
        e = assignment ? node(Kind.ASSIGNMENT, "", e, expression()) : e;
        assigned = assignment;
        return e;
    }

    /** {@code star_named_expression}: an item of a list, a set or a tuple. */
    private PythonExpression item() {
        return accept("*") ? node(Kind.STARRED, "", binary(PythonOperators.BIT_OR)) : named();
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
        PythonExpression right = binary(own == PythonOperators.POWER ? PythonOperators.FACTOR : own + 1);
        return node(Kind.BINARY, operator, left, right);
    }

    /** All operands of one chain of {@code or}, of {@code and}, or of comparisons. */
    private PythonExpression chained(PythonExpression first, int own) {
        List<PythonExpression> operands = new ArrayList<>(List.of(first));
        List<String> operators = new ArrayList<>();
        boolean compares = own == PythonOperators.COMPARE;
        String joint = tokens.text;
        while (compares ? infix() == own : tokens.is(joint)) {
            operators.add(comparison());
            operands.add(binary(own + 1));
        }
        return compares ? node(Kind.COMPARE, String.join(",", operators), operands) : node(Kind.LOGIC, joint, operands);
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
            return accept("await") ? node(Kind.AWAIT, "", primary()) : primary();
        }
        enter();
        String operator = tokens.text;
        tokens.next();
        PythonExpression e = node(Kind.UNARY, operator, binary(not ? PythonOperators.NOT : PythonOperators.FACTOR));
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
                e = node(Kind.SUBSCRIPT, "", e, slices());
                expect("]");
            } else if (accept(".")) {
                e = node(Kind.ATTRIBUTE, name(), e);
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
        return first.kind() == Kind.STARRED && !tokens.is(",")
                ? node(Kind.TUPLE, "", first)
                : tuple(first, this::slice, "]");
    }

    private PythonExpression slice() {
        if (accept("*")) {
            return node(Kind.STARRED, "", expression());
        }
        PythonExpression lower = tokens.is(":") ? null : named();
        if (lower != null && !tokens.is(":")) {
            return lower;
        }
        if (lower != null && assigned) {
            throw unexpected();
        }
        expect(":");
        PythonExpression upper = endsSlice() ? null : expression();
        PythonExpression step = accept(":") && !endsSlice() ? expression() : null;
        return node(Kind.SLICE, "", lower, upper, step);
    }

    private boolean endsSlice() {
        return tokens.is(":") || tokens.is(",") || tokens.is("]");
    }

    private PythonExpression call(PythonExpression function) {
        expect("(");
        List<PythonExpression> arguments = new ArrayList<>(List.of(function));
        List<PythonExpression> keywords = new ArrayList<>();
        boolean unpacked = false;
        while (!tokens.is(")")) {
            if (accept("**")) {
                unpacked = true;
                keywords.add(node(Kind.KEYWORD, "", expression()));
            } else if (!unpacked && accept("*")) {
                arguments.add(node(Kind.STARRED, "", expression()));
            } else {
                argument(arguments, keywords);
            }
            if (!accept(",")) {
                break;
            }
        }
        expect(")");
        arguments.addAll(keywords);
        return node(Kind.CALL, "", arguments);
    }

    private void argument(List<PythonExpression> arguments, List<PythonExpression> keywords) {
        int first = tokens.start;
        boolean name = tokens.type == Type.NAME;
        PythonExpression value = named();
        if (name && value.kind() == Kind.NAME && accept("=")) {
            keywords.add(node(Kind.KEYWORD, value.text(), expression()));
            return;
        }
        if (startsComprehension()) {
            if (arguments.size() > 1 || !keywords.isEmpty()) {
                throw unexpected();
            }
            value = comprehension("(", value, null, null);
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
        if (tokens.type == Type.NAME) {
            return node(Kind.NAME, name());
        }
        if (tokens.type == Type.STRING) {
            return strings();
        }
        Value v = tokens.type == Type.NUMBER
                ? PythonNumbers.value(tokens.text, position())
                : PythonTokens.CONSTANTS.get(tokens.text);
        if (v != null || tokens.is("...")) {
            tokens.next();
            return v == null ? node(Kind.ELLIPSIS, "") : constant(v);
        }
        return switch (tokens.text) {
            case "(" -> parenthesised();
            case "[" -> list();
            case "{" -> braces();
            default -> throw unexpected();
        };
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

    private PythonExpression parenthesised() {
        expect("(");
        if (accept(")")) {
            return node(Kind.TUPLE, "");
        }
        if (tokens.is("yield")) {
            PythonExpression e = yielded();
            expect(")");
            return e;
        }
        PythonExpression first = item();
        if (startsComprehension() && first.kind() != Kind.STARRED) {
            return comprehension("(", first, null, ")");
        }
        if (first.kind() == Kind.STARRED && !tokens.is(",")) {
            throw PythonError.syntax("cannot use starred expression here", position());
        }
        PythonExpression e = tuple(first, this::item, ")");
        expect(")");
        return e;
    }

    private PythonExpression yielded() {
        expect("yield");
        if (accept("from")) {
            return node(Kind.YIELD, "yield from ", expression());
        }
        if (tokens.is(")")) {
            return node(Kind.YIELD, "yield");
        }
        // CPython's grammar takes "yield *x" here and complains only when compiling.
        return node(Kind.YIELD, "yield ", tuple(starExpression(), this::starExpression, ")"));
    }

    private PythonExpression starExpression() {
        return accept("*") ? node(Kind.STARRED, "", binary(PythonOperators.BIT_OR)) : expression();
    }

    private PythonExpression list() {
        expect("[");
        return accept("]") ? node(Kind.LIST, "") : items(Kind.LIST, item(), "[", "]");
    }

    /** What follows the first item of a list or set. */
    private PythonExpression items(Kind kind, PythonExpression first, String open, String close) {
        if (startsComprehension() && first.kind() != Kind.STARRED) {
            return comprehension(open, first, null, close);
        }
        List<PythonExpression> items = rest(first, this::item, close);
        expect(close);
        return node(kind, "", items);
    }

    private PythonExpression braces() {
        expect("{");
        if (accept("}")) {
            return node(Kind.DICT, "");
        }
        if (tokens.is("**")) {
            return dict(null);
        }
        PythonExpression first = item();
        boolean dict = tokens.is(":") && first.kind() != Kind.STARRED;
        if (dict && assigned) {
            throw unexpected();
        }
        return dict ? dict(first) : items(Kind.SET, first, "{", "}");
    }

    private PythonExpression dict(@Nullable PythonExpression firstKey) {
        List<PythonExpression> entries = new ArrayList<>();
        PythonExpression key = firstKey;
        while (true) {
            if (key == null && accept("**")) {
                entries.add(null);
                entries.add(binary(PythonOperators.BIT_OR));
            } else {
                key = key == null ? expression() : key;
                expect(":");
                entries.add(key);
                entries.add(expression());
            }
            if (entries.size() == 2 && key != null && startsComprehension()) {
                return comprehension("{", key, entries.get(1), "}");
            }
            key = null;
            if (!accept(",") || tokens.is("}")) {
                break;
            }
        }
        expect("}");
        return node(Kind.DICT, "", entries);
    }

    private boolean startsComprehension() {
        return tokens.is("for") || tokens.is("async");
    }

    /** @param close the bracket that must follow, or null */
    private PythonExpression comprehension(
            String open, PythonExpression item, @Nullable PythonExpression value, @Nullable String close) {
        List<PythonExpression> parts = new ArrayList<>();
        parts.add(item);
        parts.add(value);
        while (startsComprehension()) {
            String start = accept("async") ? " async for " : " for ";
            expect("for");
            PythonExpression target = tuple(target(), this::target, "in");
            expect("in");
            List<PythonExpression> generator = new ArrayList<>(List.of(target, binary(PythonOperators.OR)));
            while (accept("if")) {
                generator.add(binary(PythonOperators.OR));
            }
            parts.add(node(Kind.GENERATOR, start, generator));
        }
        if (close != null) {
            expect(close);
        }
        return node(Kind.COMPREHENSION, open, parts);
    }

    private PythonExpression target() {
        boolean starred = accept("*");
        PythonExpression e = primary();
        if (!isTarget(e)) {
            throw PythonError.syntax("cannot assign to this expression", position());
        }
        return starred ? node(Kind.STARRED, "", e) : e;
    }

    private static boolean isTarget(PythonExpression e) {
        return switch (e.kind()) {
            case STARRED -> e.part(0).kind() != Kind.STARRED && isTarget(e.part(0));
            case TUPLE, LIST -> e.parts().stream().allMatch(PythonParser::isTarget);
            default -> e.kind() == Kind.NAME || e.kind() == Kind.ATTRIBUTE || e.kind() == Kind.SUBSCRIPT;
        };
    }

    private PythonExpression lambda() {
        expect("lambda");
        List<PythonExpression> parts = parameters();
        expect(":");
        parts.add(expression());
        return node(Kind.LAMBDA, "", parts);
    }

    private List<PythonExpression> parameters() {
        List<PythonExpression> all = new ArrayList<>();
        boolean slash = false;
        boolean star = false;
        boolean bareStar = false;
        boolean defaults = false;
        for (boolean more = true; more && !tokens.is(":"); ) {
            String sign = accept("/") ? "/" : accept("**") ? "**" : accept("*") ? "*" : "";
            boolean bare = sign.equals("/") || sign.equals("*") && tokens.is(",");
            boolean misplaced = sign.equals("/") ? slash || star || all.isEmpty() : sign.equals("*") && star;
            if (misplaced) {
                throw unexpected();
            }
            String name = bare ? sign : sign + name();
            PythonExpression value = sign.isEmpty() && accept("=") ? expression() : null;
            if (sign.isEmpty() && value == null && defaults && !star) {
                throw PythonError.syntax("non-default argument follows default argument", position());
            }
            slash |= sign.equals("/");
            star |= sign.equals("*");
            bareStar = sign.equals("*") ? bare : bareStar && !sign.isEmpty();
            defaults |= value != null;
            all.add(node(Kind.PARAMETER, name, value));
            more = accept(",") && !sign.equals("**");
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
