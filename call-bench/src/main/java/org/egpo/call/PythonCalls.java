package org.egpo.call;

import java.util.ArrayList;
import java.util.List;
import org.egpo.call.PythonExpression.Keyword;

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
        return body instanceof PythonExpression.Call c ? new Value.ListValue(List.of(call(c))) : elementCalls(body);
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
        List<PythonExpression> elements = elements(body);
        List<Value> calls = new ArrayList<>(elements.size());
        for (PythonExpression e : elements) {
            if (!(e instanceof PythonExpression.Call c)) {
                throw new PythonError("AssertionError", "an element of the list is no call");
            }
            calls.add(call(c));
        }
        return new Value.ListValue(calls);
    }

    private static List<PythonExpression> elements(PythonExpression body) {
        if (body instanceof PythonExpression.ListDisplay l) {
            return l.items();
        }
        if (body instanceof PythonExpression.TupleDisplay t) {
            return t.items();
        }
        if (body instanceof PythonExpression.SetDisplay s) {
            return s.items();
        }
        throw new PythonError("AttributeError", "neither a call nor a list of calls");
    }

    /** Name → arguments by keyword; positional ones are passed over. */
    public Value.MapValue call(PythonExpression.Call c) {
        Value.MapBuilder arguments = new Value.MapBuilder();
        for (Keyword k : c.keywords()) {
            Value v = value(k.value());
            arguments.put(k.name() == null ? Value.None.NONE : new Value.Text(k.name()), v);
        }
        return new Value.MapBuilder().put(name(c.function()), arguments.build()).build();
    }

    /** The dotted name; what is neither a name nor an attribute leaves no trace. */
    private static String name(PythonExpression function) {
        PythonExpression e = function;
        String name = null;
        while (e instanceof PythonExpression.Attribute a) {
            name = name == null ? a.name() : a.name() + "." + name;
            e = a.of();
        }
        if (e instanceof PythonExpression.Name n) {
            return name == null ? n.id() : n.id() + "." + name;
        }
        return name == null ? "" : name;
    }

    /** The value of an argument. */
    private Value value(PythonExpression e) {
        if (e instanceof PythonExpression.Constant c) {
            return c.value() == null ? new Value.Text("...") : c.value();
        }
        if (e instanceof PythonExpression.Unary u) {
            return negative(u.operand());
        }
        if (e instanceof PythonExpression.ListDisplay l) {
            return new Value.ListValue(values(l.items()));
        }
        if (e instanceof PythonExpression.DictDisplay d) {
            return dict(d);
        }
        if (e instanceof PythonExpression.Binary) {
            return arithmetic(e);
        }
        if (e instanceof PythonExpression.Name n) {
            return new Value.Text(n.id());
        }
        if (e instanceof PythonExpression.Call c) {
            return c.keywords().isEmpty() && !bareIsMap ? new Value.Text(PythonUnparser.unparse(c)) : call(c);
        }
        if (e instanceof PythonExpression.TupleDisplay t) {
            return new Value.TupleValue(values(t.items()));
        }
        if (e instanceof PythonExpression.Subscript s) {
            return new Value.Text(PythonUnparser.unparse(s.of()) + "[" + PythonUnparser.unparse(s.index()) + "]");
        }
        if (e instanceof PythonExpression.Lambda) {
            throw PythonError.type("a lambda is no value");
        }
        throw new PythonError("Exception", "unsupported kind of value");
    }

    private List<Value> values(List<PythonExpression> items) {
        List<Value> values = new ArrayList<>(items.size());
        for (PythonExpression item : items) {
            values.add(value(item));
        }
        return values;
    }

    private Value dict(PythonExpression.DictDisplay d) {
        Value.MapBuilder map = new Value.MapBuilder();
        for (int i = 0; i < d.keys().size(); i++) {
            if (d.keys().get(i) == null) {
                throw new PythonError("Exception", "unpacking in a map is no value");
            }
            Value key = value(d.keys().get(i));
            Value value = value(d.values().get(i));
            PythonObjects.requireHashable(key);
            map.put(key, value);
        }
        return map.build();
    }

    /** The official decoder computes these; here a closed table does, see {@link PythonEvaluator}. */
    private static Value arithmetic(PythonExpression e) {
        PythonUnparser.unparse(e);
        return PythonEvaluator.decoded(e);
    }

    /** Every unary operator negates, whatever its sign says: the official decoder never looks at the operator. */
    private static Value negative(PythonExpression operand) {
        if (operand instanceof PythonExpression.Constant c) {
            return PythonArithmetic.unary("-", c.value() == null ? Value.None.NONE : c.value());
        }
        boolean hasValue = operand instanceof PythonExpression.Attribute
                || operand instanceof PythonExpression.Subscript
                || operand instanceof PythonExpression.Assignment
                || operand instanceof PythonExpression.Await
                || operand instanceof PythonExpression.Yield
                || operand instanceof PythonExpression.Comprehension c && c.value() != null;
        throw hasValue
                ? PythonError.type("bad operand type for unary -")
                : new PythonError("AttributeError", "the operand has no attribute 'value'");
    }
}
