package org.egpo.bfcl.multiturn;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonNumbers;
import org.egpo.call.PythonOpaque;
import org.egpo.call.Value;
import org.jspecify.annotations.Nullable;

/** {@code mpmath.log(value) / mpmath.log(base)} at a given number of decimals. */
final class Logarithm {
    private static final int MAX_PRECISION = 2000;

    /** A complex mpmath number; the imaginary part is null for a real one. */
    private record Result(Mpf real, @Nullable Mpf imaginary) {}

    private Logarithm() {}

    /** The official function catches every exception and gives its text. */
    static Value of(Value value, Value base, Value precision) {
        try {
            return PythonDict.of("result", quotient(value, base, precision));
        } catch (ArithmeticException e) {
            return Environment.error("");
        } catch (PythonError e) {
            if (e.type.equals("LimitExceeded")) {
                throw e;
            }
            return Environment.error(e.getMessage());
        }
    }

    private static Value quotient(Value value, Value base, Value precision) {
        BigInteger decimals =
                PythonArithmetic.exact(PythonNumbers.toInteger(precision)).toBigInteger();
        if (decimals.compareTo(BigInteger.valueOf(MAX_PRECISION)) > 0) {
            log(value, 1);
            if (decimals.bitLength() >= Long.SIZE - 2) {
                throw new PythonError("OverflowError", "too many digits in integer");
            }
            log(base, 1);
            throw PythonError.limit("more than " + MAX_PRECISION + " digits");
        }
        int bits = Mpf.bits(decimals.max(BigInteger.valueOf(-1)).longValue());
        Result q = divide(log(value, bits), log(base, bits), bits);
        if (q.imaginary == null) {
            return new PythonOpaque("mpf", "mpf('" + q.real.text(bits) + "')");
        }
        return new PythonOpaque("mpc", "mpc(real='" + q.real.text(bits) + "', imag='" + q.imaginary.text(bits) + "')");
    }

    private static Result log(Value o, int bits) {
        if (o instanceof Value.Text s && s.value().strip().matches("(?i)[+-]?inf|nan")) {
            return log(PythonNumbers.toReal(s), bits);
        }
        if (o instanceof Value.Complex) {
            throw PythonError.limit("logarithms of complex numbers are not computed here");
        }
        if (o instanceof Value.Real r && !Double.isFinite(r.value())) {
            boolean negative = r.value() == Double.NEGATIVE_INFINITY;
            return new Result(Mpf.special(Math.abs(r.value())), negative ? Mpf.pi(bits) : null);
        }
        BigDecimal x = number(o, bits);
        if (x.signum() == 0) {
            return new Result(Mpf.special(Double.NEGATIVE_INFINITY), null);
        }
        return new Result(Mpf.log(x.abs(), bits), x.signum() < 0 ? Mpf.pi(bits) : null);
    }

    /** mpmath reads texts too, rounded to the working precision. */
    private static BigDecimal number(Value o, int bits) {
        if (PythonArithmetic.isReal(o)) {
            return PythonArithmetic.exact(o);
        }
        try {
            String text = o instanceof Value.Text s ? s.value().strip().replace("_", "") : "none";
            return Mpf.rounded(new BigDecimal(text), bits).value();
        } catch (NumberFormatException e) {
            throw PythonError.type("cannot create mpf from %r", o);
        }
    }

    private static Result divide(Result a, Result b, int bits) {
        if (b.imaginary == null) {
            Mpf re = a.real.divide(b.real, bits);
            return new Result(re, a.imaginary == null ? null : a.imaginary.divide(b.real, bits));
        }
        int guarded = bits + 10;
        Mpf magnitude = b.real.multiply(b.real).add(b.imaginary.multiply(b.imaginary), guarded);
        if (a.imaginary == null) {
            return new Result(
                    b.real.multiply(a.real).divide(magnitude, bits),
                    b.imaginary.multiply(a.real).negate().divide(magnitude, bits));
        }
        Mpf t = a.real.multiply(b.real).add(a.imaginary.multiply(b.imaginary), guarded);
        Mpf u = a.imaginary.multiply(b.real).add(a.real.multiply(b.imaginary).negate(), guarded);
        return new Result(t.divide(magnitude, bits), u.divide(magnitude, bits));
    }

    /**
     * A binary floating-point number as mpmath has it, held as the exact decimal it is; printed as mpmath prints it.
     *
     * @param special 0 for a finite number, else the infinity or NaN that it is
     */
    private record Mpf(BigDecimal value, double special) {
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
            // Bits are lost where a logarithm is near zero.
            int places = bits + 4 * GUARD + 4 * Math.max(0, d.scale() - d.precision());
            int exponent = top(x);
            // ln x = exponent · ln 2 + ln m, with 1/2 ≤ m < 1 and ln m = −2 artanh((1 − m) / (1 + m)).
            BigInteger one = BigInteger.ONE.shiftLeft(places);
            BigInteger m = scaled(x, places - exponent).toBigInteger();
            BigInteger half = artanh(one, one.multiply(BigInteger.valueOf(3)), places)
                    .multiply(BigInteger.valueOf(exponent))
                    .subtract(artanh(one.subtract(m), one.add(m), places));
            return rounded(scaled(new BigDecimal(half), 1 - places), bits);
        }

        /** The series z + z³/3 + z⁵/5 + … of a quotient z from 0 to 1/3, in units of so many binary places. */
        private static BigInteger artanh(BigInteger numerator, BigInteger denominator, int places) {
            BigInteger power = numerator.shiftLeft(places).divide(denominator);
            BigInteger square = power.multiply(power).shiftRight(places);
            BigInteger sum = BigInteger.ZERO;
            for (int k = 1; power.signum() > 0; k += 2) {
                sum = sum.add(power.divide(BigInteger.valueOf(k)));
                power = power.multiply(square).shiftRight(places);
            }
            return sum;
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
}
