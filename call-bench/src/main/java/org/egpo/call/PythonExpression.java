package org.egpo.call;

import java.util.List;

/** The syntax tree of a Python expression, as CPython 3.11 draws it; {@link PythonSyntax} reads it. */
public sealed interface PythonExpression {

    record Name(String id) implements PythonExpression {}

    /**
     * @param value null for {@code ...}
     * @param unicode written with the prefix {@code u}, which survives printing
     */
    record Constant(Value value, boolean unicode) implements PythonExpression {}

    record Attribute(PythonExpression of, String name) implements PythonExpression {}

    record Subscript(PythonExpression of, PythonExpression index) implements PythonExpression {}

    /** Parts may be null. */
    record Slice(PythonExpression lower, PythonExpression upper, PythonExpression step) implements PythonExpression {}

    record Call(PythonExpression function, List<PythonExpression> arguments, List<Keyword> keywords)
            implements PythonExpression {}

    /** {@code name=value}; the name is null for {@code **value}. */
    record Keyword(String name, PythonExpression value) {}

    record Unary(String operator, PythonExpression operand) implements PythonExpression {}

    record Binary(PythonExpression left, String operator, PythonExpression right) implements PythonExpression {}

    /** {@code and}, {@code or}: all operands of one chain. */
    record Logic(String operator, List<PythonExpression> operands) implements PythonExpression {}

    record Compare(PythonExpression left, List<String> operators, List<PythonExpression> others)
            implements PythonExpression {}

    record Conditional(PythonExpression test, PythonExpression then, PythonExpression otherwise)
            implements PythonExpression {}

    record Lambda(Parameters parameters, PythonExpression body) implements PythonExpression {}

    /** Names may be null for {@code rest} and {@code keywordRest}. */
    record Parameters(
            List<Parameter> positionalOnly,
            List<Parameter> positional,
            String rest,
            List<Parameter> keywordOnly,
            String keywordRest) {}

    /** The default may be null. */
    record Parameter(String name, PythonExpression defaultValue) {}

    record Assignment(PythonExpression target, PythonExpression value) implements PythonExpression {}

    record ListDisplay(List<PythonExpression> items) implements PythonExpression {}

    record TupleDisplay(List<PythonExpression> items) implements PythonExpression {}

    record SetDisplay(List<PythonExpression> items) implements PythonExpression {}

    /** A key is null for {@code **value}. */
    record DictDisplay(List<PythonExpression> keys, List<PythonExpression> values) implements PythonExpression {}

    record Starred(PythonExpression value) implements PythonExpression {}

    /**
     * @param kind {@code [}, <code>{</code> or {@code (}
     * @param value the value of a dict comprehension, else null
     */
    record Comprehension(char kind, PythonExpression item, PythonExpression value, List<Generator> generators)
            implements PythonExpression {}

    record Generator(
            boolean async, PythonExpression target, PythonExpression iterable, List<PythonExpression> conditions) {}

    record Await(PythonExpression value) implements PythonExpression {}

    /** {@code yield} or {@code yield from}; the value may be null. */
    record Yield(boolean from, PythonExpression value) implements PythonExpression {}

    /** An f-string: constants and {@link Formatted}s. */
    record Joined(List<PythonExpression> parts) implements PythonExpression {}

    /**
     * @param conversion {@code s}, {@code r}, {@code a}, or 0
     * @param format a {@link Joined}, or null
     */
    record Formatted(PythonExpression value, char conversion, Joined format) implements PythonExpression {}
}
