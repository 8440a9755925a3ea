package org.egpo.bfcl.multiturn;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.egpo.call.Value;

/** Python's arithmetic and order on the objects of a simulation, with CPython's error texts and bounded size. */
final class Numbers {
    private static final int MAX_BITS = 1 << 17;
    private static final int MAX_TEXT = 1 << 20;

    private Numbers() {}

    static boolean isNumber(Object o) {
        return isReal(o) || o instanceof Value.Complex;
    }

    /** {@code isinstance(o, (int, float))}. */
    static boolean isReal(Object o) {
        return o instanceof Long || o instanceof Double || o instanceof Boolean || o instanceof BigInteger;
    }

    static boolean isInteger(Object o) {
        return o instanceof Long || o instanceof Boolean || o instanceof BigInteger;
    }

    static BigInteger big(Object o) {
        if (o instanceof Long l) {
            return BigInteger.valueOf(l);
        }
        if (o instanceof Boolean b) {
            return b ? BigInteger.ONE : BigInteger.ZERO;
        }
        return (BigInteger) o;
    }

    static Object integer(BigInteger i) {
        if (i.bitLength() < Long.SIZE) {
            return i.longValue();
        }
        if (i.bitLength() > MAX_BITS) {
            throw PythonException.limit("an integer of more than " + MAX_BITS + " bits");
        }
        return i;
    }

    /** The double that a number is converted to. */
    static double real(Object o) {
        if (o instanceof Double d) {
            return d;
        }
        if (o instanceof Long l) {
            return l;
        }
        double d = big(o).doubleValue();
        if (Double.isInfinite(d)) {
            throw new PythonException("OverflowError", "int too large to convert to float");
        }
        return d;
    }

    static boolean equal(Object a, Object b) {
        if (a instanceof Value.Complex || b instanceof Value.Complex) {
            Value.Complex x = complex(a);
            Value.Complex y = complex(b);
            return x.real() == y.real() && x.imaginary() == y.imaginary();
        }
        return compare(a, b) == 0;
    }

    private static Value.Complex complex(Object o) {
        return o instanceof Value.Complex c ? c : new Value.Complex(real(o), 0);
    }

    /** −1, 0, 1, or 2 where a NaN takes part. */
    private static int compare(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        if (a instanceof Double x && b instanceof Double y) {
            return Double.isNaN(x) || Double.isNaN(y) ? 2 : x < y ? -1 : x > y ? 1 : 0;
        }
        if (a instanceof Double x) {
            int reversed = compare(b, x);
            return reversed == 2 ? 2 : -reversed;
        }
        if (b instanceof Double y) {
            if (y.isNaN()) {
                return 2;
            }
            return y.isInfinite() ? (y > 0 ? -1 : 1) : new BigDecimal(big(a)).compareTo(new BigDecimal(y));
        }
        return big(a).compareTo(big(b));
    }

    static boolean less(Object a, Object b) {
        return order("<", a, b);
    }

    static boolean lessOrEqual(Object a, Object b) {
        return order("<=", a, b);
    }

    static boolean greater(Object a, Object b) {
        return order(">", a, b);
    }

    static boolean greaterOrEqual(Object a, Object b) {
        return order(">=", a, b);
    }

    /** {@code a < b} and its like: numbers, texts, lists and tuples have an order; other pairs raise. */
    static boolean order(String operator, Object a, Object b) {
        int c;
        if (isReal(a) && isReal(b)) {
            c = compare(a, b);
        } else if (a instanceof String s && b instanceof String t) {
            c = Integer.signum(codePoints(s, t));
        } else if (a instanceof ListObject && b instanceof ListObject
                || a instanceof TupleObject && b instanceof TupleObject) {
            return sequences(operator, a, b);
        } else {
            throw PythonException.type("'" + operator + "' not supported between instances of '"
                    + PythonObjects.typeName(a) + "' and '" + PythonObjects.typeName(b) + "'");
        }
        return c != 2 && holds(operator, c);
    }

    private static boolean holds(String operator, int c) {
        return switch (operator) {
            case "<" -> c < 0;
            case "<=" -> c <= 0;
            case ">" -> c > 0;
            default -> c >= 0;
        };
    }

    private static boolean sequences(String operator, Object a, Object b) {
        var x = PythonObjects.items(a);
        var y = PythonObjects.items(b);
        for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
            if (!PythonObjects.equal(x.get(i), y.get(i))) {
                return order(operator, x.get(i), y.get(i));
            }
        }
        return holds(operator, Integer.compare(x.size(), y.size()));
    }

    static int codePoints(String a, String b) {
        int n = Math.min(a.length(), b.length());
        for (int i = 0; i < n; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean surrogates = Character.isSurrogate(x) != Character.isSurrogate(y);
                return surrogates ? (Character.isSurrogate(x) ? 1 : -1) : x - y;
            }
        }
        return a.length() - b.length();
    }

    private static PythonException unsupported(String operator, Object a, Object b) {
        return PythonException.type("unsupported operand type(s) for " + operator + ": '" + PythonObjects.typeName(a)
                + "' and '" + PythonObjects.typeName(b) + "'");
    }

    static Object add(Object a, Object b) {
        if (a instanceof Double x && b instanceof Double y) {
            return x + y;
        }
        if (isInteger(a) && isInteger(b)) {
            return integer(big(a).add(big(b)));
        }
        if (isReal(a) && isReal(b)) {
            return real(a) + real(b);
        }
        if (isNumber(a) && isNumber(b)) {
            Value.Complex x = complex(a);
            Value.Complex y = complex(b);
            return new Value.Complex(x.real() + y.real(), x.imaginary() + y.imaginary());
        }
        return concatenate(a, b);
    }

    private static Object concatenate(Object a, Object b) {
        if (a instanceof String s) {
            if (b instanceof String t) {
                requireText((long) s.length() + t.length());
                return s + t;
            }
            throw PythonException.type("can only concatenate str (not \"" + PythonObjects.typeName(b) + "\") to str");
        }
        if (a instanceof ListObject x) {
            if (b instanceof ListObject y) {
                ListObject sum = x.copy();
                sum.addAll(y.items());
                return sum;
            }
            throw PythonException.type("can only concatenate list (not \"" + PythonObjects.typeName(b) + "\") to list");
        }
        if (a instanceof TupleObject x) {
            if (b instanceof TupleObject y) {
                ListObject sum = new ListObject(new java.util.ArrayList<>(x.items()));
                sum.addAll(y.items());
                return new TupleObject(sum.items());
            }
            throw PythonException.type(
                    "can only concatenate tuple (not \"" + PythonObjects.typeName(b) + "\") to tuple");
        }
        if (a instanceof Value.Bytes x) {
            if (b instanceof Value.Bytes y) {
                return new Value.Bytes(x.latin1() + y.latin1());
            }
            throw PythonException.type("can't concat " + PythonObjects.typeName(b) + " to bytes");
        }
        throw unsupported("+", a, b);
    }

    private static void requireText(long length) {
        if (length > MAX_TEXT) {
            throw PythonException.limit("a text of more than " + MAX_TEXT + " characters");
        }
    }

    static Object subtract(Object a, Object b) {
        if (isInteger(a) && isInteger(b)) {
            return integer(big(a).subtract(big(b)));
        }
        if (isReal(a) && isReal(b)) {
            return real(a) - real(b);
        }
        if (isNumber(a) && isNumber(b)) {
            Value.Complex x = complex(a);
            Value.Complex y = complex(b);
            return new Value.Complex(x.real() - y.real(), x.imaginary() - y.imaginary());
        }
        if (a instanceof SetObject x && b instanceof SetObject y) {
            SetObject rest = new SetObject();
            x.items().stream().filter(i -> !y.contains(i)).forEach(rest::add);
            return rest;
        }
        throw unsupported("-", a, b);
    }

    static Object multiply(Object a, Object b) {
        if (isInteger(a) && isInteger(b)) {
            return integer(big(a).multiply(big(b)));
        }
        if (isReal(a) && isReal(b)) {
            return real(a) * real(b);
        }
        if (isNumber(a) && isNumber(b)) {
            Value.Complex x = complex(a);
            Value.Complex y = complex(b);
            return new Value.Complex(
                    x.real() * y.real() - x.imaginary() * y.imaginary(),
                    x.real() * y.imaginary() + x.imaginary() * y.real());
        }
        return isSequence(a) ? repeat(a, b) : isSequence(b) ? repeat(b, a) : fail("*", a, b);
    }

    private static Object fail(String operator, Object a, Object b) {
        throw unsupported(operator, a, b);
    }

    private static boolean isSequence(Object o) {
        return o instanceof String || o instanceof ListObject || o instanceof TupleObject || o instanceof Value.Bytes;
    }

    private static Object repeat(Object sequence, Object times) {
        if (!isInteger(times)) {
            throw PythonException.type(
                    "can't multiply sequence by non-int of type '" + PythonObjects.typeName(times) + "'");
        }
        int length = sequence instanceof String s
                ? s.length()
                : sequence instanceof Value.Bytes y
                        ? y.latin1().length()
                        : PythonObjects.items(sequence).size();
        BigInteger total = big(times).max(BigInteger.ZERO).multiply(BigInteger.valueOf(length));
        requireText(total.bitLength() > 31 ? Long.MAX_VALUE : total.longValue());
        int n = length == 0 ? 0 : total.intValue() / length;
        if (sequence instanceof String s) {
            return s.repeat(n);
        }
        if (sequence instanceof Value.Bytes y) {
            return new Value.Bytes(y.latin1().repeat(n));
        }
        ListObject all = new ListObject();
        for (int i = 0; i < n; i++) {
            all.addAll(PythonObjects.items(sequence));
        }
        return sequence instanceof ListObject ? all : new TupleObject(all.items());
    }

    static Object divide(Object a, Object b) {
        if (isInteger(a) && isInteger(b)) {
            return quotient(big(a), big(b));
        }
        if (isReal(a) && isReal(b)) {
            double x = real(a);
            double y = real(b);
            if (y == 0) {
                throw new PythonException("ZeroDivisionError", "float division by zero");
            }
            return x / y;
        }
        if (isNumber(a) && isNumber(b)) {
            return quotient(complex(a), complex(b));
        }
        throw unsupported("/", a, b);
    }

    /** Smith's method, as CPython divides complex numbers. */
    private static Object quotient(Value.Complex a, Value.Complex b) {
        if (b.real() == 0 && b.imaginary() == 0) {
            throw new PythonException("ZeroDivisionError", "complex division by zero");
        }
        if (Math.abs(b.real()) >= Math.abs(b.imaginary())) {
            double ratio = b.imaginary() / b.real();
            double d = b.real() + b.imaginary() * ratio;
            return new Value.Complex((a.real() + a.imaginary() * ratio) / d, (a.imaginary() - a.real() * ratio) / d);
        }
        double ratio = b.real() / b.imaginary();
        double d = b.real() * ratio + b.imaginary();
        return new Value.Complex((a.real() * ratio + a.imaginary()) / d, (a.imaginary() * ratio - a.real()) / d);
    }

    /** Rounded once. */
    private static double quotient(BigInteger a, BigInteger b) {
        if (b.signum() == 0) {
            throw new PythonException("ZeroDivisionError", "division by zero");
        }
        if (a.bitLength() <= 53 && b.bitLength() <= 53) {
            return (double) a.longValue() / b.longValue();
        }
        int shift = Math.max(0, 70 - a.bitLength() + b.bitLength());
        BigInteger[] q = a.abs().shiftLeft(shift).divideAndRemainder(b.abs());
        BigInteger sticky = q[1].signum() == 0 ? q[0] : q[0].setBit(0);
        BigDecimal exact = new BigDecimal(sticky).divide(new BigDecimal(BigInteger.ONE.shiftLeft(shift)));
        double d = exact.doubleValue();
        if (Double.isInfinite(d)) {
            throw new PythonException("OverflowError", "integer division result too large for a float");
        }
        return a.signum() * b.signum() < 0 ? -d : d;
    }

    static Object power(Object a, Object b) {
        if (isInteger(a) && isInteger(b)) {
            BigInteger exponent = big(b);
            if (exponent.signum() >= 0) {
                return integerPower(big(a), exponent);
            }
        }
        if (isReal(a) && isReal(b)) {
            return realPower(real(a), real(b));
        }
        if (isNumber(a) && isNumber(b)) {
            throw PythonException.limit("powers of complex numbers are not computed here");
        }
        throw PythonException.type("unsupported operand type(s) for ** or pow(): '" + PythonObjects.typeName(a)
                + "' and '" + PythonObjects.typeName(b) + "'");
    }

    private static Object integerPower(BigInteger a, BigInteger b) {
        if (a.bitLength() <= 1 && a.abs().compareTo(BigInteger.ONE) <= 0) {
            return b.signum() == 0 || a.equals(BigInteger.ONE) ? 1L : a.signum() == 0 ? 0L : b.testBit(0) ? -1L : 1L;
        }
        if (b.bitLength() > 20 || (long) a.bitLength() * b.intValue() > 2L * MAX_BITS) {
            throw PythonException.limit("a power too large");
        }
        return integer(a.pow(b.intValue()));
    }

    private static Object realPower(double a, double b) {
        if (a == 0 && b < 0) {
            throw new PythonException("ZeroDivisionError", "0.0 cannot be raised to a negative power");
        }
        if (a < 0 && b != Math.rint(b) && Double.isFinite(a) && Double.isFinite(b)) {
            return complexPower(a, b);
        }
        double p = a == 1 || b == 0 || a == -1 && Double.isInfinite(b) ? 1 : Mpf.power(a, b);
        if (Double.isInfinite(p) && Double.isFinite(a) && Double.isFinite(b)) {
            throw new PythonException("OverflowError", "(34, 'Numerical result out of range')");
        }
        return p;
    }

    /** A negative base with a broken exponent: polar form, as CPython computes it. */
    private static Object complexPower(double a, double b) {
        double length = Math.pow(Math.abs(a), b);
        double angle = Math.atan2(0.0, a) * b;
        return new Value.Complex(length * Math.cos(angle), length * Math.sin(angle));
    }

    /** {@code abs(o)}. */
    static Object absolute(Object o) {
        if (o instanceof Double d) {
            return Math.abs(d);
        }
        if (o instanceof Value.Complex c) {
            return Math.hypot(c.real(), c.imaginary());
        }
        if (isInteger(o)) {
            return integer(big(o).abs());
        }
        throw PythonException.type("bad operand type for abs(): '" + PythonObjects.typeName(o) + "'");
    }

    /** {@code float(o)}. */
    static double toReal(Object o) {
        if (isReal(o)) {
            return real(o);
        }
        if (o instanceof String s) {
            return NumberTexts.real(s);
        }
        if (o instanceof Value.Bytes b) {
            return NumberTexts.real(b.latin1(), b);
        }
        throw PythonException.type(
                "float() argument must be a string or a real number, not '" + PythonObjects.typeName(o) + "'");
    }

    /** {@code int(o)}. */
    static Object toInteger(Object o) {
        if (o instanceof Double d) {
            if (!Double.isFinite(d)) {
                throw d.isNaN()
                        ? PythonException.value("cannot convert float NaN to integer")
                        : new PythonException("OverflowError", "cannot convert float infinity to integer");
            }
            return integer(new BigDecimal(d).toBigInteger());
        }
        if (isInteger(o)) {
            return integer(big(o));
        }
        if (o instanceof String s) {
            return NumberTexts.integer(s);
        }
        if (o instanceof Value.Bytes b) {
            return NumberTexts.integer(b.latin1(), b);
        }
        throw PythonException.type("int() argument must be a string, a bytes-like object or a real number, not '"
                + PythonObjects.typeName(o) + "'");
    }
}
