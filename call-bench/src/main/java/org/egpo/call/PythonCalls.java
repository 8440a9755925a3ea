package org.egpo.call;

import java.util.ArrayList;
import java.util.List;
import org.egpo.call.PythonExpression.Kind;

/**
 * Calls in Python's syntax: parses an expression and reads the calls and their values out of the tree, as the official
 * {@code ast_parse} of BFCL does with {@code resolve_ast_call} and {@code resolve_ast_by_type}, and those of ACEBench.
 */
public final class PythonCalls {
    /** A call without keywords inside of another one is its own text. */
    public static final PythonCalls TEXT = new PythonCalls(false);
    /** A call without keywords inside of another one is a map of its name to no arguments. */
    public static final PythonCalls MAP = new PythonCalls(true);

    private final boolean bareIsMap;

    private PythonCalls(boolean bareIsMap) {
        this.bareIsMap = bareIsMap;
    }

    static Value decode(String source) {
        String stripped = PythonUnicode.strip(source);
        String inside = TextMethods.strip(stripped, "'");
        int quotes = inside.isEmpty() ? stripped.length() : stripped.indexOf(inside);
        try {
            return TEXT.calls(PythonExpression.parse(inside));
        } catch (PythonError e) {
            if (e.position < 0) {
                throw e;
            }
            boolean syntax = e.type.equals("SyntaxError");
            String place = syntax ? " (<unknown>, line " + TextMethods.line(inside, e.position) + ")" : "";
            int offset = PythonUnicode.skipSpace(source, 0) + quotes;
            throw new PythonError(e.type, e.getMessage() + place, e.position + offset);
        }
    }

    private Value calls(PythonExpression body) {
        return body.kind() == Kind.CALL ? new Value.ListValue(List.of(call(body))) : elementCalls(body);
    }

    /**
     * The calls of a list, tuple or set that is written out as {@code [f(x=1), g()]}; a call alone is none.
     *
     * @throws PythonError for all else
     */
    public static Value.ListValue list(String text) {
        boolean bracketed = text.length() > 1 && text.charAt(0) == '[' && text.charAt(text.length() - 1) == ']';
        Value plain = bracketed ? PlainCalls.decode(text) : null;
        return plain != null ? (Value.ListValue) plain : MAP.elementCalls(PythonExpression.parse(text));
    }

    private Value.ListValue elementCalls(PythonExpression body) {
        if (body.kind() != Kind.LIST && body.kind() != Kind.TUPLE && body.kind() != Kind.SET) {
            throw new PythonError("AttributeError", "neither a call nor a list of calls");
        }
        List<Value> calls = new ArrayList<>(body.parts().size());
        for (PythonExpression e : body.parts()) {
            if (e.kind() != Kind.CALL) {
                throw new PythonError("AssertionError", "an element of the list is no call");
            }
            calls.add(call(e));
        }
        return new Value.ListValue(calls);
    }

    /** Name → arguments by keyword; positional ones are passed over. */
    public Value.MapValue call(PythonExpression c) {
        Value.MapBuilder arguments = new Value.MapBuilder();
        for (PythonExpression k : c.keywords()) {
            Value v = value(k.part(0));
            arguments.put(k.text().isEmpty() ? Value.None.NONE : new Value.Text(k.text()), v);
        }
        return new Value.MapBuilder().put(name(c.part(0)), arguments.build()).build();
    }

    /** The dotted name; what is neither a name nor an attribute leaves no trace. */
    private static String name(PythonExpression function) {
        if (function.kind() == Kind.NAME) {
            return function.text();
        }
        String of = function.kind() == Kind.ATTRIBUTE ? name(function.part(0)) : "";
        return function.kind() != Kind.ATTRIBUTE ? "" : of.isEmpty() ? function.text() : of + "." + function.text();
    }

    /** The value of an argument. */
    private Value value(PythonExpression e) {
        return switch (e.kind()) {
            case CONSTANT -> e.value();
            case ELLIPSIS -> new Value.Text("...");
            case UNARY -> negative(e.part(0));
            case LIST -> new Value.ListValue(values(e.parts()));
            case TUPLE -> new Value.TupleValue(values(e.parts()));
            case DICT -> dict(e.parts());
            case BINARY -> {
                // The official decoder computes these; here a closed table does. What cannot be spelled raises there.
                PythonUnparser.unparse(e);
                yield PythonEvaluator.decoded(e);
            }
            case NAME -> new Value.Text(e.text());
            case CALL -> e.keywords().isEmpty() && !bareIsMap ? new Value.Text(PythonUnparser.unparse(e)) : call(e);
            case SUBSCRIPT -> {
                String index = PythonUnparser.unparse(e.part(1));
                yield new Value.Text(PythonUnparser.unparse(e.part(0)) + "[" + index + "]");
            }
            case LAMBDA -> throw PythonError.type("a lambda is no value");
            default -> throw new PythonError("Exception", "unsupported kind of value");
        };
    }

    private List<Value> values(List<PythonExpression> items) {
        return items.stream().map(this::value).toList();
    }

    private Value dict(List<PythonExpression> entries) {
        Value.MapBuilder map = new Value.MapBuilder();
        for (int i = 0; i < entries.size(); i += 2) {
            if (entries.get(i) == null) {
                throw new PythonError("Exception", "unpacking in a map is no value");
            }
            Value key = value(entries.get(i));
            Value value = value(entries.get(i + 1));
            PythonObjects.requireHashable(key);
            map.put(key, value);
        }
        return map.build();
    }

    /** Every unary operator negates, whatever its sign says: the official decoder never looks at the operator. */
    private static Value negative(PythonExpression operand) {
        boolean hasValue =
                switch (operand.kind()) {
                    case CONSTANT, ELLIPSIS, ATTRIBUTE, SUBSCRIPT, ASSIGNMENT, AWAIT, YIELD -> true;
                    case COMPREHENSION -> operand.has(1);
                    default -> false;
                };
        if (!hasValue) {
            throw new PythonError("AttributeError", "the operand has no attribute 'value'");
        }
        return PythonArithmetic.unary("-", operand.value());
    }
}
