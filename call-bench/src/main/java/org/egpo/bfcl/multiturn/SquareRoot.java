package org.egpo.bfcl.multiturn;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** {@code Decimal(number).sqrt()} at a given precision, as Python's decimal module has it. */
final class SquareRoot {
    private static final int MAX_PRECISION = 5000;

    private SquareRoot() {}

    static Object of(Object number, Object precision) {
        if (!Numbers.isReal(number)) {
            return problem();
        }
        if (Numbers.less(number, 0L)) {
            return DictObject.error("Cannot calculate square root of a negative number");
        }
        if (!Numbers.isInteger(precision)) {
            return problem();
        }
        BigInteger digits = Numbers.big(precision);
        if (digits.bitLength() >= Long.SIZE) {
            throw new PythonException("OverflowError", "Python int too large to convert to C ssize_t");
        }
        if (digits.signum() <= 0) {
            throw PythonException.value("valid range for prec is [1, MAX_PREC]");
        }
        boolean many = digits.compareTo(BigInteger.valueOf(MAX_PRECISION)) > 0;
        String root = root(number, many ? MAX_PRECISION : digits.intValue());
        if (many && root.length() >= MAX_PRECISION) {
            throw PythonException.limit("more than " + MAX_PRECISION + " digits");
        }
        return DictObject.of("result", new Printed("Decimal", "Decimal('" + root + "')"));
    }

    private static Object problem() {
        return DictObject.error("Input must be a number or computation resulted in an invalid operation");
    }

    private static String root(Object number, int precision) {
        if (number instanceof Double d && !Double.isFinite(d)) {
            return d.isNaN() ? "NaN" : "Infinity";
        }
        BigDecimal x = MathApi.exact(number);
        int exponent = -x.scale();
        int half = Math.floorDiv(exponent, 2);
        if (x.signum() == 0) {
            boolean negative = number instanceof Double d && 1 / d < 0;
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
