package org.egpo.call;

import java.util.ArrayList;
import java.util.List;

/** {@code ast.literal_eval}: the value of a Python literal, without names, calls or arithmetic. */
public final class PythonLiteral {
    private PythonLiteral() {}

    /** The value of a literal, or the failure that Python raises. */
    public static Decoded decode(String text) {
        try {
            return new Decoded.Success(evaluate(text));
        } catch (PythonError e) {
            return e.toFailure();
        }
    }

    static Value evaluate(String text) {
        int from = 0;
        while (from < text.length() && (text.charAt(from) == ' ' || text.charAt(from) == '\t')) {
            from++;
        }
        return convert(PythonExpression.parse(text.substring(from)));
    }

    private static Value convert(PythonExpression e) {
        if (e instanceof PythonExpression.Constant c && c.value() != null) {
            return c.value();
        }
        if (e instanceof PythonExpression.TupleDisplay t) {
            return new Value.TupleValue(all(t.items()));
        }
        if (e instanceof PythonExpression.ListDisplay l) {
            return new Value.ListValue(all(l.items()));
        }
        if (e instanceof PythonExpression.SetDisplay s) {
            return PythonObjects.freeze(new PythonSet(all(s.items())));
        }
        if (e instanceof PythonExpression.Call c
                && c.function() instanceof PythonExpression.Name n
                && n.id().equals("set")
                && c.arguments().isEmpty()
                && c.keywords().isEmpty()) {
            return new Value.SetValue(List.of());
        }
        if (e instanceof PythonExpression.DictDisplay d) {
            return dict(d);
        }
        if (e instanceof PythonExpression.Binary b
                && (b.operator().equals("+") || b.operator().equals("-"))) {
            Value left = signed(b.left());
            Value right = number(b.right());
            if (!(left instanceof Value.Complex) && right instanceof Value.Complex) {
                return PythonArithmetic.binary(left, b.operator(), right);
            }
        }
        return signed(e);
    }

    private static Value dict(PythonExpression.DictDisplay d) {
        Value.MapBuilder map = new Value.MapBuilder();
        for (int i = 0; i < d.keys().size(); i++) {
            if (d.keys().get(i) == null) {
                throw malformed();
            }
            Value key = convert(d.keys().get(i));
            Value value = convert(d.values().get(i));
            PythonObjects.requireHashable(key);
            map.put(key, value);
        }
        return map.build();
    }

    private static List<Value> all(List<PythonExpression> items) {
        List<Value> values = new ArrayList<>(items.size());
        items.forEach(i -> values.add(convert(i)));
        return values;
    }

    private static Value signed(PythonExpression e) {
        if (e instanceof PythonExpression.Unary u
                && (u.operator().equals("-") || u.operator().equals("+"))) {
            Value v = number(u.operand());
            return PythonArithmetic.unary(u.operator(), v);
        }
        return number(e);
    }

    private static Value number(PythonExpression e) {
        if (e instanceof PythonExpression.Constant c
                && (c.value() instanceof Value.Int
                        || c.value() instanceof Value.BigInt
                        || c.value() instanceof Value.Real
                        || c.value() instanceof Value.Complex)) {
            return c.value();
        }
        throw malformed();
    }

    private static PythonError malformed() {
        return PythonError.value("malformed node or string");
    }
}
