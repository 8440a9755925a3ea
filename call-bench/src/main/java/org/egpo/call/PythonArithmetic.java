package org.egpo.call;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's operators on values, with CPython's error texts and results of bounded size. */
public final class PythonArithmetic {
    /** Texts and lists that an operator may make. */
    static final int MAX_LENGTH = 1 << 20;

    private static final int MAX_BITS = 1 << 17;

    private PythonArithmetic() {}

    static boolean isNumber(Value v) {
        return isReal(v) || v instanceof Value.Complex;
    }

    /** {@code isinstance(v, (int, float))}. */
    public static boolean isReal(Value v) {
        return v instanceof Value.Real || isInteger(v);
    }

    public static boolean isInteger(Value v) {
        return v instanceof Value.Int || v instanceof Value.Bool || v instanceof Value.BigInt;
    }

    /** The integer that an int or bool is, else null. */
    public static @Nullable BigInteger integer(Value v) {
        if (v instanceof Value.Int i) {
            return BigInteger.valueOf(i.value());
        }
        if (v instanceof Value.BigInt i) {
            return i.value();
        }
        if (v instanceof Value.Bool b) {
            return b.value() ? BigInteger.ONE : BigInteger.ZERO;
        }
        return null;
    }

    /** An integer that a computation gave. */
    static Value bounded(BigInteger i) {
        if (i.bitLength() > MAX_BITS) {
            throw PythonError.limit("an integer of more than " + MAX_BITS + " bits");
        }
        return Value.integer(i);
    }

    /** The double that a real number is converted to. */
    public static double real(Value v) {
        if (v instanceof Value.Real r) {
            return r.value();
        }
        if (v instanceof Value.Int i) {
            return i.value();
        }
        double d = v instanceof Value.BigInt big ? big.value().doubleValue() : ((Value.Bool) v).value() ? 1 : 0;
        if (Double.isInfinite(d)) {
            throw new PythonError("OverflowError", "int too large to convert to float");
        }
        return d;
    }

    /** The exact decimal that a finite real number is. */
    public static BigDecimal exact(Value v) {
        return v instanceof Value.Real r ? new BigDecimal(r.value()) : new BigDecimal(integer(v));
    }

    private static Value.Complex complex(Value v) {
        return v instanceof Value.Complex c ? c : new Value.Complex(real(v), 0);
    }

    /** Whether two numbers are equal, exactly. */
    static boolean numbersEqual(Value a, Value b) {
        if (a instanceof Value.Complex x) {
            return b instanceof Value.Complex y
                    ? x.real() == y.real() && x.imaginary() == y.imaginary()
                    : x.imaginary() == 0 && compare(new Value.Real(x.real()), b) == 0;
        }
        return b instanceof Value.Complex ? numbersEqual(b, a) : compare(a, b) == 0;
    }

    /** −1, 0, 1, or 2 where a NaN takes part. */
    private static int compare(Value a, Value b) {
        if (a instanceof Value.Int x && b instanceof Value.Int y) {
            return Long.compare(x.value(), y.value());
        }
        double x = a instanceof Value.Real r ? r.value() : 0;
        double y = b instanceof Value.Real r ? r.value() : 0;
        boolean doubles = a instanceof Value.Real && b instanceof Value.Real;
        if (doubles || !Double.isFinite(x) || !Double.isFinite(y)) {
            return Double.isNaN(x) || Double.isNaN(y) ? 2 : x < y ? -1 : x > y ? 1 : 0;
        }
        return exact(a).compareTo(exact(b));
    }

    /** {@code a < b} and its like: numbers, texts, lists and tuples have an order; other pairs raise. */
    public static boolean order(Value a, String operator, Value b) {
        if (isReal(a) && isReal(b)) {
            int c = compare(a, b);
            return c != 2 && holds(operator, c);
        }
        if (a instanceof Value.Text s && b instanceof Value.Text t) {
            return holds(operator, byCodePoints(s.value(), t.value()));
        }
        PythonType type = PythonType.of(a);
        if (type == PythonType.of(b) && (type == PythonType.LIST || type == PythonType.TUPLE)) {
            List<Value> x = PythonObjects.items(a);
            List<Value> y = PythonObjects.items(b);
            for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
                if (!Value.pythonEquals(x.get(i), y.get(i))) {
                    return order(x.get(i), operator, y.get(i));
                }
            }
            return holds(operator, Integer.compare(x.size(), y.size()));
        }
        throw PythonError.type("'%s' not supported between instances of '%t' and '%t'", operator, a, b);
    }

    public static boolean order(Value a, String operator, long b) {
        return order(a, operator, new Value.Int(b));
    }

    private static boolean holds(String operator, int c) {
        return switch (operator) {
            case "<" -> c < 0;
            case "<=" -> c <= 0;
            case ">" -> c > 0;
            default -> c >= 0;
        };
    }

    /** The order of Python's texts, which goes by code points. */
    public static int byCodePoints(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    /** {@code +v}, {@code -v}, {@code ~v} or {@code not v}. */
    static Value unary(String operator, Value v) {
        if (operator.equals("not")) {
            return Value.Bool.of(!PythonObjects.truth(v));
        }
        boolean minus = operator.equals("-");
        if (v instanceof Value.Real r && !operator.equals("~")) {
            return minus ? new Value.Real(-r.value()) : v;
        }
        if (v instanceof Value.Complex c && !operator.equals("~")) {
            return minus ? new Value.Complex(-c.real(), -c.imaginary()) : v;
        }
        BigInteger i = integer(v);
        if (i == null) {
            throw PythonError.type("bad operand type for unary " + operator + ": '" + PythonType.name(v) + "'");
        }
        return bounded(minus ? i.negate() : operator.equals("~") ? i.not() : i);
    }

    public static Value add(Value a, Value b) {
        return binary(a, "+", b);
    }

    public static Value add(Value a, long b) {
        return binary(a, "+", new Value.Int(b));
    }

    /** {@code a operator b} for any of Python's arithmetic and bit operators. */
    public static Value binary(Value a, String operator, Value b) {
        Value v = result(a, operator, b);
        return v == null ? fail(a, operator, b) : v;
    }

    /** Null where the operator is not for such operands. */
    private static @Nullable Value result(Value a, String operator, Value b) {
        BigInteger i = integer(a);
        BigInteger j = integer(b);
        if (i != null && j != null) {
            Value v = integers(i, operator, j);
            boolean bits = a instanceof Value.Bool && b instanceof Value.Bool && "&|^".contains(operator);
            return bits && v != null ? Value.Bool.of(PythonObjects.truth(v)) : v;
        }
        if (isReal(a) && isReal(b)) {
            return reals(real(a), operator, real(b));
        }
        if (isNumber(a) && isNumber(b)) {
            return complexes(complex(a), operator, complex(b));
        }
        return switch (operator) {
            case "+" -> concatenate(a, b);
            case "*" -> isSequence(a) ? repeat(a, b) : isSequence(b) ? repeat(b, a) : null;
            case "%" ->
                a instanceof Value.Text t ? new Value.Text(PythonFormat.percent(t.value(), b, MAX_LENGTH)) : null;
            case "|", "&", "-", "^" -> sets(a, operator, b);
            default -> null;
        };
    }

    private static Value fail(Value a, String operator, Value b) {
        String name = operator.equals("**") ? "** or pow()" : operator;
        throw PythonError.type("unsupported operand type(s) for %s: '%t' and '%t'", name, a, b);
    }

    private static @Nullable Value integers(BigInteger a, String operator, BigInteger b) {
        return switch (operator) {
            case "+" -> bounded(a.add(b));
            case "-" -> bounded(a.subtract(b));
            case "*" -> bounded(a.multiply(b));
            case "/" -> new Value.Real(quotient(a, b));
            case "//" -> bounded(floorQuotient(a, b));
            case "%" -> bounded(a.subtract(floorQuotient(a, b).multiply(b)));
            case "**" -> b.signum() < 0 ? power(toDouble(a), toDouble(b)) : power(a, b);
            case "<<" -> bounded(a.shiftLeft(shift(b, a.signum() == 0)));
            case ">>" ->
                b.bitLength() > 31 && b.signum() > 0
                        ? new Value.Int(a.signum() < 0 ? -1 : 0)
                        : bounded(a.shiftRight(shift(b, false)));
            case "&" -> bounded(a.and(b));
            case "|" -> bounded(a.or(b));
            case "^" -> bounded(a.xor(b));
            default -> null;
        };
    }

    private static double toDouble(BigInteger i) {
        return real(Value.integer(i));
    }

    private static int shift(BigInteger by, boolean zero) {
        if (by.signum() < 0) {
            throw PythonError.value("negative shift count");
        }
        if (by.bitLength() > 20 && !zero) {
            throw PythonError.limit("a shift too far");
        }
        return zero ? 0 : by.intValue();
    }

    private static PythonError zero(String message) {
        return new PythonError("ZeroDivisionError", message);
    }

    private static BigInteger floorQuotient(BigInteger a, BigInteger b) {
        if (b.signum() == 0) {
            throw zero("integer division or modulo by zero");
        }
        BigInteger[] q = a.divideAndRemainder(b);
        return q[1].signum() != 0 && q[1].signum() != b.signum() ? q[0].subtract(BigInteger.ONE) : q[0];
    }

    /** Rounded once: the quotient gets more bits than a double holds, and a sticky last bit. */
    private static double quotient(BigInteger a, BigInteger b) {
        if (b.signum() == 0) {
            throw zero("division by zero");
        }
        if (a.bitLength() <= 53 && b.bitLength() <= 53) {
            return (double) a.longValue() / b.longValue();
        }
        int shift = Math.max(0, 70 - a.bitLength() + b.bitLength());
        BigInteger[] q = a.abs().shiftLeft(shift).divideAndRemainder(b.abs());
        BigInteger sticky = q[1].signum() == 0 ? q[0] : q[0].setBit(0);
        double d = new BigDecimal(sticky)
                .divide(new BigDecimal(BigInteger.ONE.shiftLeft(shift)))
                .doubleValue();
        if (Double.isInfinite(d)) {
            throw new PythonError("OverflowError", "integer division result too large for a float");
        }
        return a.signum() * b.signum() < 0 ? -d : d;
    }

    private static Value power(BigInteger a, BigInteger b) {
        if (a.abs().compareTo(BigInteger.ONE) <= 0) {
            boolean one = b.signum() == 0 || a.signum() != 0 && !(a.signum() < 0 && b.testBit(0));
            return new Value.Int(one ? 1 : a.signum());
        }
        if (b.bitLength() > 20 || (long) a.bitLength() * b.intValue() > 2L * MAX_BITS) {
            throw PythonError.limit("a power too large");
        }
        return bounded(a.pow(b.intValue()));
    }

    private static @Nullable Value reals(double a, String operator, double b) {
        return switch (operator) {
            case "+" -> new Value.Real(a + b);
            case "-" -> new Value.Real(a - b);
            case "*" -> new Value.Real(a * b);
            case "/" -> new Value.Real(a / notZero(b, "float division by zero"));
            case "//" -> new Value.Real(floorDivide(a, notZero(b, "float floor division by zero")));
            case "%" -> new Value.Real(modulo(a, notZero(b, "float modulo")));
            case "**" -> power(a, b);
            default -> null;
        };
    }

    private static double notZero(double d, String message) {
        if (d == 0) {
            throw zero(message);
        }
        return d;
    }

    private static double modulo(double a, double b) {
        double m = a % b;
        if (m == 0) {
            return Math.copySign(0.0, b);
        }
        return b < 0 != m < 0 ? m + b : m;
    }

    private static double floorDivide(double a, double b) {
        double m = a % b;
        double quotient = (a - m) / b;
        if (m != 0 && b < 0 != m < 0) {
            quotient -= 1;
        }
        if (quotient == 0) {
            return Math.copySign(0.0, a / b);
        }
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    private static Value power(double a, double b) {
        if (a == 0 && b < 0) {
            throw zero("0.0 cannot be raised to a negative power");
        }
        if (a < 0 && b != Math.rint(b) && Double.isFinite(a) && Double.isFinite(b)) {
            // A negative base with a broken exponent: polar form, as CPython computes it.
            double length = Math.pow(Math.abs(a), b);
            double angle = Math.atan2(0.0, a) * b;
            return new Value.Complex(length * Math.cos(angle), length * Math.sin(angle));
        }
        double p = a == 1 || b == 0 || a == -1 && Double.isInfinite(b) ? 1 : exactPower(a, b);
        if (Double.isInfinite(p) && Double.isFinite(a) && Double.isFinite(b)) {
            throw new PythonError("OverflowError", "(34, 'Numerical result out of range')");
        }
        return new Value.Real(p);
    }

    /** a^b, rounded to the nearest double, where {@code Math.pow} may be one unit off. */
    private static double exactPower(double a, double b) {
        double p = b == 2 ? a * a : Math.pow(a, b);
        if (b == 2 || !Double.isFinite(p) || p == 0 || Math.abs(p) < Double.MIN_NORMAL || a == 0) {
            return p;
        }
        BigDecimal exact = BigDecimalMath.pow(new BigDecimal(Math.abs(a)), new BigDecimal(b), MathContext.DECIMAL128);
        return Math.copySign(exact.doubleValue(), p);
    }

    /** Sums, which literals are made of; the rest of complex arithmetic is not computed here. */
    private static @Nullable Value complexes(Value.Complex a, String operator, Value.Complex b) {
        return switch (operator) {
            case "+" -> new Value.Complex(a.real() + b.real(), a.imaginary() + b.imaginary());
            case "-" -> new Value.Complex(a.real() - b.real(), a.imaginary() - b.imaginary());
            case "*", "/", "**" -> throw PythonError.limit(operator + " of complex numbers is not computed here");
            default -> null;
        };
    }

    private static boolean isSequence(Value v) {
        return switch (PythonType.of(v)) {
            case STR, BYTES, LIST, TUPLE -> true;
            default -> false;
        };
    }

    private static Value concatenate(Value a, Value b) {
        PythonType type = PythonType.of(a);
        if (!isSequence(a)) {
            return fail(a, "+", b);
        }
        if (type != PythonType.of(b)) {
            throw type == PythonType.BYTES
                    ? PythonError.type("can't concat %t to bytes", b)
                    : PythonError.type("can only concatenate %t (not \"%t\") to %t", a, b, a);
        }
        String first = characters(a);
        String second = characters(b);
        if (first != null && second != null) {
            requireRoom((long) first.length() + second.length());
            return sequence(a, first + second);
        }
        List<Value> items = new ArrayList<>(PythonObjects.items(a));
        items.addAll(PythonObjects.items(b));
        requireRoom(items.size());
        return type == PythonType.LIST ? new PythonList(items) : new Value.TupleValue(items);
    }

    private static @Nullable String characters(Value v) {
        return v instanceof Value.Text t ? t.value() : v instanceof Value.Bytes b ? b.latin1() : null;
    }

    private static Value sequence(Value like, String characters) {
        return like instanceof Value.Text ? new Value.Text(characters) : new Value.Bytes(characters);
    }

    private static void requireRoom(long length) {
        if (length > MAX_LENGTH) {
            throw PythonError.limit("a text or list longer than " + MAX_LENGTH);
        }
    }

    private static Value repeat(Value sequence, Value times) {
        BigInteger given = integer(times);
        if (given == null) {
            throw PythonError.type("can't multiply sequence by non-int of type '" + PythonType.name(times) + "'");
        }
        String text = characters(sequence);
        int length =
                text != null ? text.length() : PythonObjects.items(sequence).size();
        BigInteger total = given.max(BigInteger.ZERO).multiply(BigInteger.valueOf(length));
        requireRoom(total.bitLength() > 31 ? Long.MAX_VALUE : total.longValue());
        int n = length == 0 ? 0 : total.intValue() / length;
        if (text != null) {
            return sequence(sequence, text.repeat(n));
        }
        List<Value> all = Collections.nCopies(n, PythonObjects.items(sequence)).stream()
                .flatMap(List::stream)
                .toList();
        return sequence instanceof Value.TupleValue ? new Value.TupleValue(all) : new PythonList(all);
    }

    private static Value sets(Value a, String operator, Value b) {
        if (a instanceof PythonDict m && b instanceof PythonDict n && operator.equals("|")) {
            PythonDict all = PythonObjects.copy(m);
            n.forEach(all::put);
            return all;
        }
        if (!(a instanceof PythonSet s && b instanceof PythonSet t)) {
            return fail(a, operator, b);
        }
        PythonSet result = new PythonSet();
        boolean both = operator.equals("&");
        s.items().stream().filter(x -> operator.equals("|") || t.has(x) == both).forEach(result::add);
        if (operator.equals("|") || operator.equals("^")) {
            t.items().stream().filter(x -> !s.has(x)).forEach(result::add);
        }
        return result;
    }

    /** {@code abs(v)}. */
    public static Value absolute(Value v) {
        if (v instanceof Value.Real r) {
            return new Value.Real(Math.abs(r.value()));
        }
        if (v instanceof Value.Complex c) {
            return new Value.Real(Math.hypot(c.real(), c.imaginary()));
        }
        BigInteger i = integer(v);
        if (i == null) {
            throw PythonError.type("bad operand type for abs(): '" + PythonType.name(v) + "'");
        }
        return bounded(i.abs());
    }

    /** {@code round(v, digits)}: half to even, on the exact value; {@code None} for digits gives an integer. */
    public static Value round(Value v, Value digits) {
        if (!isReal(v)) {
            throw PythonError.type("type " + PythonType.name(v) + " doesn't define __round__ method");
        }
        boolean whole = digits instanceof Value.None;
        BigInteger places = whole ? BigInteger.ZERO : integer(digits);
        if (places == null) {
            throw PythonError.type("'" + PythonType.name(digits) + "' object cannot be interpreted as an integer");
        }
        BigInteger far = BigInteger.valueOf(10_000);
        int scale = places.max(far.negate()).min(far).intValue();
        if (isInteger(v)) {
            BigDecimal rounded = exact(v).setScale(Math.min(0, scale), RoundingMode.HALF_EVEN);
            return bounded(rounded.toBigInteger());
        }
        double d = real(v);
        if (!Double.isFinite(d)) {
            return whole ? PythonNumbers.toInteger(v) : v;
        }
        BigDecimal rounded = new BigDecimal(d).setScale(scale, RoundingMode.HALF_EVEN);
        if (whole) {
            return bounded(rounded.toBigInteger());
        }
        double r = rounded.doubleValue();
        if (Double.isInfinite(r)) {
            throw new PythonError("OverflowError", "rounded value too large to represent");
        }
        return new Value.Real(r == 0 ? Math.copySign(0.0, d) : r);
    }
}
