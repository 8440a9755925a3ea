package org.egpo.bfcl.multiturn;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A binary floating-point number as mpmath has it, held as the exact decimal it is; printed as mpmath prints it.
 *
 * @param special 0 for a finite number, else the infinity or NaN that it is
 */
record Mpf(BigDecimal value, double special) {
    private static final Mpf ZERO = new Mpf(BigDecimal.ZERO, 0);
    private static final double DIGITS_PER_BIT = 3.3219280948873626;
    private static final int GUARD = 15;

    /** An infinity or NaN; zero for all else that comes out where one of them takes part. */
    static Mpf special(double d) {
        return Double.isFinite(d) ? ZERO : new Mpf(BigDecimal.ZERO, d);
    }

    private double approximate() {
        return special == 0 ? value.doubleValue() : special;
    }

    /** Bits for so many decimals, as mpmath's {@code dps}. */
    static int bits(long decimals) {
        return (int) Math.max(1, Math.rint((decimals + 1) * DIGITS_PER_BIT));
    }

    private static MathContext digits(int bits, int more) {
        return new MathContext((int) (bits / DIGITS_PER_BIT) + GUARD + more);
    }

    /** The natural logarithm of a positive number, to so many bits. */
    static Mpf log(BigDecimal x, int bits) {
        BigDecimal d = x.subtract(BigDecimal.ONE).abs();
        if (d.signum() == 0) {
            return ZERO;
        }
        // Digits are lost where a logarithm is near zero.
        int closeness = Math.max(0, d.scale() - d.precision());
        MathContext enough = digits(bits, closeness + Math.abs(x.precision() - x.scale()) / 100);
        return rounded(BigDecimalMath.log(x.round(enough), enough), bits);
    }

    static Mpf pi(int bits) {
        return rounded(BigDecimalMath.pi(digits(bits, 0)), bits);
    }

    /** A number rounded to so many bits, half to even. */
    static Mpf rounded(BigDecimal x, int bits) {
        int exponent = top(x) - bits;
        BigDecimal mantissa = scaled(x, -exponent).setScale(0, RoundingMode.HALF_EVEN);
        return new Mpf(scaled(mantissa, exponent), 0);
    }

    /** x · 2^exponent, exactly. */
    private static BigDecimal scaled(BigDecimal x, int exponent) {
        // Half is 5/10: a product is far cheaper than an exact quotient.
        return x.multiply(
                exponent >= 0
                        ? new BigDecimal(BigInteger.ONE.shiftLeft(exponent))
                        : new BigDecimal(BigInteger.valueOf(5).pow(-exponent), -exponent));
    }

    /** The number of bits in front of the binary point, negative for small numbers: 2^(n-1) ≤ |x| &lt; 2^n. */
    private static int top(BigDecimal x) {
        if (x.signum() == 0) {
            return 0;
        }
        BigInteger n = x.unscaledValue().abs();
        BigInteger tens = BigInteger.TEN.pow(Math.abs(x.scale()));
        BigInteger numerator = x.scale() > 0 ? n : n.multiply(tens);
        BigInteger denominator = x.scale() > 0 ? tens : BigInteger.ONE;
        int guess = numerator.bitLength() - denominator.bitLength();
        boolean more = guess >= 0
                ? numerator.compareTo(denominator.shiftLeft(guess)) >= 0
                : numerator.shiftLeft(-guess).compareTo(denominator) >= 0;
        return more ? guess + 1 : guess;
    }

    /** @throws ArithmeticException for division by zero, as mpmath raises ZeroDivisionError without a text */
    Mpf divide(Mpf by, int bits) {
        if (by.special == 0 && by.value.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        return special != 0 || by.special != 0
                ? special(approximate() / by.approximate())
                : rounded(value.divide(by.value, digits(bits, GUARD)), bits);
    }

    /** Exact. */
    Mpf multiply(Mpf by) {
        return special != 0 || by.special != 0
                ? special(approximate() * by.approximate())
                : new Mpf(value.multiply(by.value), 0);
    }

    Mpf negate() {
        return new Mpf(value.negate(), -special);
    }

    Mpf add(Mpf other, int bits) {
        return special != 0 || other.special != 0
                ? special(approximate() + other.approximate())
                : rounded(value.add(other.value), bits);
    }

    /** The number as mpmath's {@code repr} has it between the quotes. */
    String text(int bits) {
        if (special != 0) {
            return Double.isNaN(special) ? "nan" : special > 0 ? "+inf" : "-inf";
        }
        if (value.signum() == 0) {
            return "0.0";
        }
        int dps = (int) Math.max(1, Math.rint(bits / DIGITS_PER_BIT) - 1);
        dps = dps == 15 ? 17 : dps + 3;
        BigDecimal shown =
                value.round(new MathContext(dps, RoundingMode.HALF_UP)).stripTrailingZeros();
        int exponent = shown.precision() - shown.scale() - 1;
        boolean plain = Math.min(-(dps / 3), -5) < exponent && exponent < dps;
        String text = (plain ? shown : shown.movePointLeft(exponent)).toPlainString();
        text = text.indexOf('.') < 0 ? text + ".0" : text;
        return plain ? text : text + (exponent > 0 ? "e+" : "e") + exponent;
    }
}
