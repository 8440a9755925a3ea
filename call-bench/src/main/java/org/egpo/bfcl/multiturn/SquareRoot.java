package org.egpo.bfcl.multiturn;

import java.math.BigDecimal;
import java.math.BigInteger;
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
        if (!PythonArithmetic.isReal(number)) {
            return problem();
        }
        if (Environment.less(number, 0)) {
            return Environment.error("Cannot calculate square root of a negative number");
        }
        if (!PythonArithmetic.isInteger(precision)) {
            return problem();
        }
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

    private static Value problem() {
        return Environment.error("Input must be a number or computation resulted in an invalid operation");
    }

    private static String root(Value number, int precision) {
        if (number instanceof Value.Real r && !Double.isFinite(r.value())) {
            return Double.isNaN(r.value()) ? "NaN" : "Infinity";
        }
        BigDecimal x = MathApi.exact(number);
        int exponent = -x.scale();
        int half = Math.floorDiv(exponent, 2);
        if (x.signum() == 0) {
            boolean negative = number instanceof Value.Real r && 1 / r.value() < 0;
            return (negative ? "-" : "") + new BigDecimal(BigInteger.ZERO, -half);
        }
        boolean odd = Math.floorMod(exponent, 2) == 1;
        BigInteger c = odd ? x.unscaledValue().multiply(BigInteger.TEN) : x.unscaledValue();
        int length = odd ? (x.precision() >> 1) + 1 : (x.precision() + 1) >> 1;
        int shift = precision + 1 - length;
        BigInteger hundreds = BigInteger.TEN.pow(2 * Math.abs(shift));
        boolean exact = true;
        if (shift >= 0) {
            c = c.multiply(hundreds);
        } else {
            BigInteger[] q = c.divideAndRemainder(hundreds);
            c = q[0];
            exact = q[1].signum() == 0;
        }
        BigInteger n = c.sqrt();
        int e = half - shift;
        if (exact && n.multiply(n).equals(c)) {
            BigInteger tens = BigInteger.TEN.pow(Math.abs(shift));
            n = shift >= 0 ? n.divide(tens) : n.multiply(tens);
            e += shift;
        } else if (n.mod(BigInteger.valueOf(5)).signum() == 0) {
            n = n.add(BigInteger.ONE);
        }
        BigDecimal result = new BigDecimal(n, -e);
        return (result.precision() > precision
                        ? result.round(new java.math.MathContext(precision, RoundingMode.HALF_EVEN))
                        : result)
                .toString();
    }
}
