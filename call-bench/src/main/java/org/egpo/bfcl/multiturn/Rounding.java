package org.egpo.bfcl.multiturn;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Python's {@code round(number, digits)}: half to even, on the exact value. */
final class Rounding {
    private Rounding() {}

    static Object round(Object number, Object digits) {
        boolean whole = digits == PythonObjects.NONE;
        if (!Numbers.isReal(number)) {
            throw PythonException.type("type " + PythonObjects.typeName(number) + " doesn't define __round__ method");
        }
        if (!whole && !Numbers.isInteger(digits)) {
            throw PythonException.type(
                    "'" + PythonObjects.typeName(digits) + "' object cannot be interpreted as an integer");
        }
        if (number instanceof Double d) {
            return whole ? toInteger(d) : (Object) real(d, Numbers.big(digits));
        }
        BigInteger i = Numbers.big(number);
        if (whole || Numbers.big(digits).signum() >= 0) {
            return Numbers.integer(i);
        }
        int places = clamp(Numbers.big(digits));
        return Numbers.integer(
                new BigDecimal(i).setScale(places, RoundingMode.HALF_EVEN).toBigInteger());
    }

    private static int clamp(BigInteger digits) {
        return digits.max(BigInteger.valueOf(-10_000))
                .min(BigInteger.valueOf(10_000))
                .intValue();
    }

    private static Object toInteger(double d) {
        if (!Double.isFinite(d)) {
            return Numbers.toInteger(d);
        }
        return Numbers.integer(
                new BigDecimal(d).setScale(0, RoundingMode.HALF_EVEN).toBigInteger());
    }

    static double real(double d, BigInteger digits) {
        if (!Double.isFinite(d) || d == 0) {
            return d;
        }
        double r = new BigDecimal(d)
                .setScale(clamp(digits), RoundingMode.HALF_EVEN)
                .doubleValue();
        if (Double.isInfinite(r)) {
            throw new PythonException("OverflowError", "rounded value too large to represent");
        }
        return r == 0 ? Math.copySign(0.0, d) : r;
    }
}
