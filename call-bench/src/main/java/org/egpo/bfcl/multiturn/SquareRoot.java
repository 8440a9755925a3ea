package org.egpo.bfcl.multiturn;

import static org.egpo.call.PythonArithmetic.order;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonOpaque;
import org.egpo.call.Value;

/** {@code Decimal(number).sqrt()} at a given precision, as Python's decimal module has it. */
final class SquareRoot {
    private static final int MAX_PRECISION = 5000;

    private SquareRoot() {}

    static Value of(Value number, Value precision) {
        String invalid = "Input must be a number or computation resulted in an invalid operation";
        Environment.refuse(!PythonArithmetic.isReal(number), invalid);
        Environment.refuse(order(number, "<", 0), "Cannot calculate square root of a negative number");
        Environment.refuse(!PythonArithmetic.isInteger(precision), invalid);
        BigInteger digits = PythonArithmetic.integer(precision);
        if (digits.bitLength() >= Long.SIZE) {
            throw new PythonError("OverflowError", "Python int too large to convert to C ssize_t");
        }
        if (digits.signum() <= 0) {
            throw PythonError.value("valid range for prec is [1, MAX_PREC]");
        }
        boolean many = digits.compareTo(BigInteger.valueOf(MAX_PRECISION)) > 0;
        String root = root(number, many ? MAX_PRECISION : digits.intValue());
        if (many && root.length() >= MAX_PRECISION) {
            throw PythonError.limit("more than " + MAX_PRECISION + " digits");
        }
        return PythonDict.of("result", new PythonOpaque("Decimal", "Decimal('" + root + "')"));
    }

    private static String root(Value number, int precision) {
        if (number instanceof Value.Real r && !Double.isFinite(r.value())) {
            return Double.isNaN(r.value()) ? "NaN" : "Infinity";
        }
        BigDecimal x = PythonArithmetic.exact(number);
        boolean negativeZero = number instanceof Value.Real r && 1 / r.value() < 0;
        if (x.signum() == 0) {
            return (negativeZero ? "-" : "") + new BigDecimal(BigInteger.ZERO, Math.floorDiv(x.scale() + 1, 2));
        }
        BigDecimal root = x.sqrt(new MathContext(precision, RoundingMode.HALF_EVEN));
        boolean exact = root.multiply(root).compareTo(x) == 0;
        // Java drops the zeros at the end of a rounded root, Python shows every digit asked for.
        return (exact ? root : root.setScale(root.scale() + precision - root.precision())).toString();
    }
}
