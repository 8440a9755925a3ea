package org.egpo.call;

import java.util.List;

/** {@code ast.literal_eval}: the value of a Python literal, without names, calls or arithmetic. */
public final class PythonLiteral {
    private PythonLiteral() {}

    /** The value of a literal, or the failure that Python raises. */
    public static Decoded decode(String text) {
        return Decoded.of(() -> evaluate(text));
    }

    static Value evaluate(String text) {
        PythonExpression e = PythonExpression.parseEvaluated(text);
        requireLiteral(e);
        boolean emptySet = e instanceof PythonExpression.Call;
        return emptySet ? new Value.SetValue(List.of()) : PythonEvaluator.decoded(e);
    }

    /** {@code eval(text)}, for what a closed table knows: literals, arithmetic and the like; see {@link PythonEvaluator}. */
    static Value computed(String text) {
        return PythonObjects.freeze(new PythonEvaluator(name -> null).evaluate(PythonExpression.parseEvaluated(text)));
    }

    private static void requireLiteral(PythonExpression e) {
        if (e instanceof PythonExpression.TupleDisplay t) {
            t.items().forEach(PythonLiteral::requireLiteral);
        } else if (e instanceof PythonExpression.ListDisplay l) {
            l.items().forEach(PythonLiteral::requireLiteral);
        } else if (e instanceof PythonExpression.SetDisplay s) {
            s.items().forEach(PythonLiteral::requireLiteral);
        } else if (e instanceof PythonExpression.DictDisplay d) {
            d.keys().forEach(PythonLiteral::requireLiteral);
            d.values().forEach(PythonLiteral::requireLiteral);
        } else {
            boolean constant = e instanceof PythonExpression.Constant c && c.value() != null;
            if (!constant && !isNumber(e, true) && !isComplex(e) && !isEmptySet(e)) {
                throw PythonError.value("malformed node or string");
            }
        }
    }

    private static boolean isEmptySet(PythonExpression e) {
        return e instanceof PythonExpression.Call c
                && c.function() instanceof PythonExpression.Name n
                && n.id().equals("set")
                && c.arguments().isEmpty()
                && c.keywords().isEmpty();
    }

    private static boolean isNumber(PythonExpression e, boolean signed) {
        if (signed && e instanceof PythonExpression.Unary u) {
            return (u.operator().equals("-") || u.operator().equals("+")) && isNumber(u.operand(), false);
        }
        return e instanceof PythonExpression.Constant c
                && PythonArithmetic.isNumber(c.value())
                && !(c.value() instanceof Value.Bool);
    }

    /** A real number plus or minus a complex one. */
    private static boolean isComplex(PythonExpression e) {
        return e instanceof PythonExpression.Binary b
                && (b.operator().equals("+") || b.operator().equals("-"))
                && isNumber(b.left(), true)
                && !(PythonEvaluator.decoded(b.left()) instanceof Value.Complex)
                && b.right() instanceof PythonExpression.Constant c
                && c.value() instanceof Value.Complex;
    }
}
