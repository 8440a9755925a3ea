package org.egpo.call;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.egpo.call.PythonExpression.Kind;
import org.jspecify.annotations.Nullable;

/** {@code ast.literal_eval}: the value of a Python literal, without names, calls or arithmetic. */
public final class PythonLiteral {
    private static final Set<Kind> CONTAINERS = EnumSet.of(Kind.TUPLE, Kind.LIST, Kind.SET, Kind.DICT);

    private PythonLiteral() {}

    /** The value of a literal, or the failure that Python raises. */
    public static Decoded decode(String text) {
        return Decoded.of(() -> evaluate(text));
    }

    static Value evaluate(String text) {
        PythonExpression e = PythonExpression.parseEvaluated(text);
        requireLiteral(e);
        return isEmptySet(e) ? new Value.SetValue(List.of()) : PythonEvaluator.decoded(e);
    }

    /** {@code eval(text)}, for what a closed table knows: literals, arithmetic and the like; see {@link PythonEvaluator}. */
    static Value computed(String text) {
        return PythonObjects.freeze(new PythonEvaluator(name -> null).evaluate(PythonExpression.parseEvaluated(text)));
    }

    private static void requireLiteral(@Nullable PythonExpression e) {
        if (e != null && CONTAINERS.contains(e.kind())) {
            e.parts().forEach(PythonLiteral::requireLiteral);
        } else if (e == null || e.kind() != Kind.CONSTANT && !isNumber(e, true) && !isComplex(e) && !isEmptySet(e)) {
            throw PythonError.value("malformed node or string");
        }
    }

    private static boolean isEmptySet(PythonExpression e) {
        return e.kind() == Kind.CALL && e.parts().equals(List.of(PythonExpression.node(Kind.NAME, "set")));
    }

    private static boolean isNumber(PythonExpression e, boolean signed) {
        if (signed && e.kind() == Kind.UNARY) {
            return "+-".contains(e.text()) && isNumber(e.part(0), false);
        }
        return PythonArithmetic.isNumber(e.value()) && !(e.value() instanceof Value.Bool);
    }

    /** A real number plus or minus a complex one. */
    private static boolean isComplex(PythonExpression e) {
        return e.kind() == Kind.BINARY
                && "+-".contains(e.text())
                && isNumber(e.part(0), true)
                && !(PythonEvaluator.decoded(e.part(0)) instanceof Value.Complex)
                && e.part(1).value() instanceof Value.Complex;
    }
}
