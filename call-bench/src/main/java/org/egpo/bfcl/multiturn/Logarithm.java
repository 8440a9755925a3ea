package org.egpo.bfcl.multiturn;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonNumbers;
import org.egpo.call.PythonOpaque;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/** {@code mpmath.log(value) / mpmath.log(base)} at a given number of decimals. */
final class Logarithm {
    private static final int MAX_PRECISION = 2000;

    /** A complex mpmath number; the imaginary part is null for a real one. */
    private record Result(Mpf real, Mpf imaginary) {}

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
        BigInteger decimals = PythonArithmetic.integer(PythonNumbers.toInteger(precision));
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
        BigDecimal x;
        if (o instanceof Value.Text s && isSpecial(s.value())) {
            return log(PythonNumbers.real(s.value()), bits);
        }
        if (o instanceof Value.Real r) {
            double d = r.value();
            if (!Double.isFinite(d)) {
                return new Result(Mpf.special(Math.abs(d)), d == Double.NEGATIVE_INFINITY ? Mpf.pi(bits) : null);
            }
            x = new BigDecimal(d);
        } else if (PythonArithmetic.isInteger(o)) {
            x = new BigDecimal(PythonArithmetic.integer(o));
        } else if (o instanceof Value.Text s) {
            x = number(s.value(), bits);
        } else if (o instanceof Value.Complex) {
            throw PythonError.limit("logarithms of complex numbers are not computed here");
        } else {
            throw PythonError.type("cannot create mpf from " + PythonText.boundedRepr(o));
        }
        if (x.signum() == 0) {
            return new Result(Mpf.special(Double.NEGATIVE_INFINITY), null);
        }
        return new Result(Mpf.log(x.abs(), bits), x.signum() < 0 ? Mpf.pi(bits) : null);
    }

    private static boolean isSpecial(String s) {
        return switch (s.strip().toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "-inf", "nan" -> true;
            default -> false;
        };
    }

    /** mpmath reads texts too, rounded to the working precision. */
    private static BigDecimal number(String s, int bits) {
        try {
            return Mpf.rounded(new BigDecimal(s.strip().replace("_", "")), bits).value();
        } catch (NumberFormatException e) {
            throw PythonError.type("cannot create mpf from " + PythonText.boundedRepr(Value.text(s)));
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
}
