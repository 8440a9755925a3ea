package org.egpo.bfcl.multiturn;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * A binary floating-point number as mpmath has it, mantissa · 2^exponent, rounded to nearest even; printed as mpmath
 * prints it.
 *
 * @param special 0 for a finite number, else ±1 for an infinity, 2 for not a number
 */
record Mpf(BigInteger mantissa, int exponent, int special) {
    private static final Mpf ZERO = new Mpf(BigInteger.ZERO, 0, 0);
    private static final Mpf NAN = new Mpf(BigInteger.ZERO, 0, 2);
    private static final double DIGITS_PER_BIT = 3.3219280948873626;
    private static final double LOG2_10 = Math.log(10) / Math.log(2);
    private static final int GUARD = 15;

    static Mpf infinity(int sign) {
        return new Mpf(BigInteger.ZERO, 0, sign);
    }

    /** Bits for so many decimals, as mpmath's {@code dps}. */
    static int bits(long decimals) {
        return (int) Math.max(1, Math.rint((decimals + 1) * DIGITS_PER_BIT));
    }

    private static int digits(BigDecimal x, int bits) {
        return (int) (bits / DIGITS_PER_BIT) + GUARD + Math.abs(x.precision() - x.scale()) / 100;
    }

    /** The natural logarithm of a positive number, to so many bits. */
    static Mpf log(BigDecimal x, int bits) {
        if (x.compareTo(BigDecimal.ONE) == 0) {
            return ZERO;
        }
        MathContext enough = new MathContext(digits(x, bits) + closeness(x));
        return of(BigDecimalMath.log(x.round(enough), enough), bits);
    }

    /** Digits lost where a logarithm is near zero. */
    private static int closeness(BigDecimal x) {
        BigDecimal d = x.subtract(BigDecimal.ONE).abs();
        return Math.max(0, d.scale() - d.precision());
    }

    static Mpf pi(int bits) {
        return of(BigDecimalMath.pi(new MathContext((int) (bits / DIGITS_PER_BIT) + GUARD)), bits);
    }

    /** A decimal number rounded to so many bits, exactly. */
    static BigDecimal rounded(BigDecimal x, int bits) {
        Mpf m = of(x, bits);
        BigDecimal two = BigDecimal.valueOf(2);
        BigDecimal mantissa = new BigDecimal(m.mantissa);
        return m.exponent >= 0 ? mantissa.multiply(two.pow(m.exponent)) : mantissa.divide(two.pow(-m.exponent));
    }

    private static Mpf of(BigDecimal x, int bits) {
        BigInteger numerator = x.unscaledValue();
        BigInteger denominator = BigInteger.ONE;
        if (x.scale() > 0) {
            denominator = BigInteger.TEN.pow(x.scale());
        } else {
            numerator = numerator.multiply(BigInteger.TEN.pow(-x.scale()));
        }
        return ratio(numerator, denominator, 0, bits);
    }

    /** numerator / denominator · 2^exponent, rounded. */
    private static Mpf ratio(BigInteger numerator, BigInteger denominator, int exponent, int bits) {
        int sign = numerator.signum() * denominator.signum();
        if (sign == 0) {
            return ZERO;
        }
        BigInteger n = numerator.abs();
        BigInteger d = denominator.abs();
        int shift = Math.max(0, bits + 3 - n.bitLength() + d.bitLength());
        BigInteger[] q = n.shiftLeft(shift).divideAndRemainder(d);
        BigInteger m = q[0].shiftLeft(1);
        if (q[1].signum() != 0) {
            m = m.setBit(0);
        }
        return rounded(sign, m, exponent - shift - 1, bits);
    }

    private static Mpf rounded(int sign, BigInteger m, int exponent, int bits) {
        int extra = m.bitLength() - bits;
        BigInteger r = m;
        int e = exponent;
        if (extra > 0) {
            r = m.shiftRight(extra);
            e += extra;
            boolean half = m.testBit(extra - 1);
            boolean more = m.getLowestSetBit() < extra - 1;
            if (half && (more || r.testBit(0))) {
                r = r.add(BigInteger.ONE);
            }
        }
        return new Mpf(sign < 0 ? r.negate() : r, e, 0);
    }

    int signum() {
        return special == 0 ? mantissa.signum() : special;
    }

    boolean isZero() {
        return special == 0 && mantissa.signum() == 0;
    }

    /** @throws ArithmeticException for division by zero, as mpmath raises ZeroDivisionError without a text */
    Mpf divide(Mpf by, int bits) {
        if (by.isZero()) {
            throw new ArithmeticException("division by zero");
        }
        if (special == 2 || by.special == 2 || special != 0 && by.special != 0) {
            return NAN;
        }
        if (special != 0) {
            return infinity(special * by.signum());
        }
        return by.special != 0 ? ZERO : ratio(mantissa, by.mantissa, exponent - by.exponent, bits);
    }

    /** Exact. */
    Mpf multiply(Mpf by) {
        if (special != 0 || by.special != 0) {
            int s = signum() * by.signum();
            return special == 2 || by.special == 2 || s == 0 ? NAN : infinity(s);
        }
        return new Mpf(mantissa.multiply(by.mantissa), exponent + by.exponent, 0);
    }

    Mpf negate() {
        return new Mpf(mantissa.negate(), exponent, special == 2 ? 2 : -special);
    }

    Mpf add(Mpf other, int bits) {
        if (special != 0 || other.special != 0) {
            boolean nan = special == 2 || other.special == 2 || special == -other.special;
            return nan ? NAN : infinity(special != 0 ? special : other.special);
        }
        int e = Math.min(exponent, other.exponent);
        BigInteger sum = mantissa.shiftLeft(exponent - e).add(other.mantissa.shiftLeft(other.exponent - e));
        return sum.signum() == 0 ? ZERO : rounded(sum.signum(), sum.abs(), e, bits);
    }

    /** The number as mpmath's {@code repr} has it between the quotes. */
    String text(int bits) {
        if (special != 0) {
            return special == 2 ? "nan" : special > 0 ? "+inf" : "-inf";
        }
        if (mantissa.signum() == 0) {
            return "0.0";
        }
        int dps = (int) Math.max(1, Math.rint(bits / DIGITS_PER_BIT) - 1);
        return (mantissa.signum() < 0 ? "-" : "") + positive(dps == 15 ? 17 : dps + 3);
    }

    /** mpmath's {@code to_str}: three more digits, cut, then rounded half up. */
    private String positive(int dps) {
        BigInteger m = mantissa.abs();
        int low = m.getLowestSetBit();
        m = m.shiftRight(low);
        int exp = exponent + low;
        int bitPrecision = (int) ((dps + 3) * LOG2_10) + 10;
        int fixedBits = Math.max(bitPrecision - exp - m.bitLength(), 0);
        int fixedDigits = (int) (fixedBits / LOG2_10 + 0.5);
        int shift = exp + fixedBits;
        BigInteger fixed = shift >= 0 ? m.shiftLeft(shift) : m.shiftRight(-shift);
        String all = fixed.multiply(BigInteger.TEN.pow(fixedDigits))
                .shiftRight(fixedBits)
                .toString();
        int pointAfter = all.length() - fixedDigits - 1;
        String digits = all.length() > dps ? all.substring(0, dps) : all;
        if (all.length() > dps && all.charAt(dps) >= '5') {
            String up = new BigInteger(digits).add(BigInteger.ONE).toString();
            if (up.length() > dps) {
                up = up.substring(0, dps);
                pointAfter++;
            }
            digits = up;
        }
        return placed(digits, pointAfter, dps);
    }

    private static String placed(String digits, int pointAfter, int dps) {
        String d = digits;
        int split = 1;
        int exponent = pointAfter;
        if (Math.min(-(dps / 3), -5) < pointAfter && pointAfter < dps) {
            if (pointAfter < 0) {
                d = "0".repeat(-pointAfter) + d;
            } else {
                split = pointAfter + 1;
                d = d + "0".repeat(Math.max(0, split - dps));
            }
            exponent = 0;
        }
        d = d.length() < split ? d + "0".repeat(split - d.length()) : d;
        String text = (d.substring(0, split) + "." + d.substring(split)).replaceFirst("0+$", "");
        text = text.endsWith(".") ? text + "0" : text;
        return exponent == 0 ? text : text + (exponent > 0 ? "e+" : "e") + exponent;
    }
}
