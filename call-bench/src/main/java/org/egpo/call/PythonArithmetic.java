package org.egpo.call;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Constant arithmetic in argument values: {@code 24 * 60}, {@code "a" + "b"}, {@code round(2.5) + 1}. A closed table of
 * operators and a few pure functions on numbers and strings, with bounded size and work; nothing is evaluated as code.
 * Raises what CPython raises; what the table lacks is {@code LimitExceeded}.
 */
final class PythonArithmetic {
    private static final int MAX_BITS = 1 << 17;
    private static final int MAX_WORK = 500_000;
    /** Names that mean something to the official decoder, so that using one is not a NameError. */
    private static final Set<String> OBJECTS = Set.of(
            "str",
            "int",
            "float",
            "bool",
            "list",
            "tuple",
            "dict",
            "set",
            "bytes",
            "complex",
            "object",
            "type",
            "id",
            "len",
            "min",
            "max",
            "sum",
            "abs",
            "round",
            "pow",
            "repr",
            "range",
            "map",
            "filter",
            "zip",
            "input",
            "open",
            "print",
            "sorted",
            "reversed",
            "iter",
            "next",
            "any",
            "all",
            "hash",
            "hex",
            "oct",
            "bin",
            "chr",
            "ord",
            "format",
            "eval",
            "exec",
            "compile",
            "dir",
            "vars",
            "help",
            "slice",
            "super",
            "property",
            "callable",
            "getattr",
            "setattr",
            "hasattr",
            "delattr",
            "isinstance",
            "issubclass",
            "divmod",
            "enumerate",
            "frozenset",
            "bytearray",
            "memoryview",
            "ascii",
            "globals",
            "locals",
            "classmethod",
            "staticmethod",
            "exit",
            "quit",
            "copyright",
            "credits",
            "license",
            "value",
            "ast",
            "builtins",
            "copy",
            "json",
            "operator",
            "re",
            "reduce");

    private int work;

    /** The value of an expression, or null for an object that is no value (a function, {@code ...}). */
    Value evaluate(PythonExpression e) {
        spend(1);
        if (e instanceof PythonExpression.Constant c) {
            return c.value();
        }
        if (e instanceof PythonExpression.Binary b) {
            Value left = evaluate(b.left());
            return binary(left, b.operator(), evaluate(b.right()));
        }
        if (e instanceof PythonExpression.Unary u) {
            return unary(u.operator(), evaluate(u.operand()));
        }
        if (e instanceof PythonExpression.Name n) {
            if (OBJECTS.contains(n.id())) {
                return null;
            }
            throw new PythonError("NameError", "name '" + n.id() + "' is not defined", -1);
        }
        if (e instanceof PythonExpression.ListDisplay l) {
            return new Value.ListValue(all(l.items()));
        }
        if (e instanceof PythonExpression.TupleDisplay t) {
            return new Value.TupleValue(all(t.items()));
        }
        if (e instanceof PythonExpression.SetDisplay s) {
            return set(all(s.items()));
        }
        if (e instanceof PythonExpression.DictDisplay d) {
            return dict(d);
        }
        if (e instanceof PythonExpression.Call c) {
            return call(c);
        }
        if (e instanceof PythonExpression.Await || e instanceof PythonExpression.Yield) {
            throw PythonError.syntax("await or yield outside a function", -1);
        }
        if (e instanceof PythonExpression.Attribute a) {
            evaluate(a.of());
        } else if (e instanceof PythonExpression.Subscript s) {
            evaluate(s.of());
        } else if (e instanceof PythonExpression.Lambda) {
            return null;
        }
        throw unsupported();
    }

    private static PythonError unsupported() {
        return PythonError.limit("arithmetic beyond constants is not evaluated", -1);
    }

    private void spend(int amount) {
        work += amount;
        if (work > MAX_WORK || amount < 0) {
            throw PythonError.limit("arithmetic too large", -1);
        }
    }

    private List<Value> all(List<PythonExpression> items) {
        List<Value> values = new ArrayList<>(items.size());
        for (PythonExpression item : items) {
            Value v = evaluate(item);
            if (v == null) {
                throw unsupported();
            }
            values.add(v);
        }
        return values;
    }

    private Value dict(PythonExpression.DictDisplay d) {
        Value.MapBuilder map = new Value.MapBuilder();
        for (int i = 0; i < d.keys().size(); i++) {
            if (d.keys().get(i) == null) {
                evaluate(d.values().get(i));
                throw unsupported();
            }
            Value key = all(List.of(d.keys().get(i))).get(0);
            Value value = all(List.of(d.values().get(i))).get(0);
            requireHashable(key);
            map.put(key, value);
        }
        return map.build();
    }

    static void requireHashable(Value v) {
        if (v instanceof Value.ListValue || v instanceof Value.MapValue || v instanceof Value.SetValue) {
            throw PythonError.type("unhashable type");
        }
        if (v instanceof Value.TupleValue t) {
            t.items().forEach(PythonArithmetic::requireHashable);
        }
    }

    /** A set of these items, sorted by their spelling, for Python keeps no order that could be told. */
    static Value set(List<Value> items) {
        Value.MapBuilder unique = new Value.MapBuilder();
        for (Value item : items) {
            requireHashable(item);
            unique.put(item, item);
        }
        Value.MapValue map = unique.build();
        List<Value> kept = new ArrayList<>();
        for (int i = 0; i < map.size(); i++) {
            kept.add(map.key(i));
        }
        kept.sort(java.util.Comparator.comparing(PythonText::repr));
        return new Value.SetValue(kept);
    }

    /** {@code left + right} or {@code left - right} of two numbers. */
    static Value sum(Value left, String operator, Value right) {
        return new PythonArithmetic().binary(left, operator, right);
    }

    /** {@code +v} or {@code -v} of a number. */
    static Value sign(String operator, Value v) {
        return unary(operator, v);
    }

    private static Value unary(String operator, Value v) {
        if (operator.equals("not")) {
            if (v == null) {
                return Value.Bool.FALSE;
            }
            return Value.Bool.of(!truth(v));
        }
        if (v instanceof Value.Real r && !operator.equals("~")) {
            return operator.equals("-") ? new Value.Real(-r.value()) : v;
        }
        if (v instanceof Value.Complex c && !operator.equals("~")) {
            return operator.equals("-") ? new Value.Complex(-c.real(), -c.imaginary()) : v;
        }
        BigInteger i = integer(v);
        if (i == null) {
            throw PythonError.type("bad operand type for unary " + operator);
        }
        return Value.integer(operator.equals("-") ? i.negate() : operator.equals("~") ? i.not() : i);
    }

    static boolean truth(Value v) {
        if (v instanceof Value.Text t) {
            return !t.value().isEmpty();
        }
        if (v instanceof Value.Real r) {
            return r.value() != 0;
        }
        if (v instanceof Value.Complex c) {
            return c.real() != 0 || c.imaginary() != 0;
        }
        if (v instanceof Value.ListValue l) {
            return !l.items().isEmpty();
        }
        if (v instanceof Value.TupleValue t) {
            return !t.items().isEmpty();
        }
        if (v instanceof Value.SetValue s) {
            return !s.items().isEmpty();
        }
        if (v instanceof Value.MapValue m) {
            return m.size() > 0;
        }
        if (v instanceof Value.Bytes b) {
            return !b.latin1().isEmpty();
        }
        BigInteger i = integer(v);
        return i != null && i.signum() != 0;
    }

    /** The integer that an int or bool is, else null. */
    static BigInteger integer(Value v) {
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

    private static PythonError unsupportedOperands(String operator) {
        return PythonError.type("unsupported operand types for " + operator);
    }

    private Value binary(Value a, String operator, Value b) {
        if (a == null || b == null) {
            if (a == null && b == null && operator.equals("|")) {
                throw unsupported();
            }
            throw unsupportedOperands(operator);
        }
        BigInteger i = integer(a);
        BigInteger j = integer(b);
        if (i != null && j != null) {
            if (a instanceof Value.Bool && b instanceof Value.Bool && "&|^".contains(operator)) {
                return Value.Bool.of(integers(i, operator, j).equals(new Value.Int(1)));
            }
            return integers(i, operator, j);
        }
        boolean leftNumber = i != null || a instanceof Value.Real || a instanceof Value.Complex;
        boolean rightNumber = j != null || b instanceof Value.Real || b instanceof Value.Complex;
        if (leftNumber && rightNumber) {
            if (a instanceof Value.Complex || b instanceof Value.Complex) {
                return complexes(complex(a), operator, complex(b));
            }
            return reals(real(a), operator, real(b));
        }
        return switch (operator) {
            case "+" -> concatenate(a, b);
            case "*" -> i != null ? repeat(b, i) : j != null ? repeat(a, j) : fail(operator);
            case "%" -> a instanceof Value.Text t ? format(t.value(), b) : fail(operator);
            case "|", "&", "-", "^" -> sets(a, operator, b);
            default -> fail(operator);
        };
    }

    private static Value fail(String operator) {
        throw unsupportedOperands(operator);
    }

    private Value integers(BigInteger a, String operator, BigInteger b) {
        return switch (operator) {
            case "+" -> bounded(a.add(b));
            case "-" -> bounded(a.subtract(b));
            case "*" -> {
                spend((a.bitLength() + b.bitLength()) / 8);
                yield bounded(a.multiply(b));
            }
            case "/" -> new Value.Real(trueQuotient(a, b));
            case "//" -> bounded(floorQuotient(a, b));
            case "%" -> bounded(a.subtract(floorQuotient(a, b).multiply(b)));
            case "**" -> power(a, b);
            case "<<" -> bounded(a.shiftLeft(shift(a, b)));
            case ">>" -> {
                requireShift(b);
                yield b.bitLength() > 31 ? new Value.Int(a.signum() < 0 ? -1 : 0) : bounded(a.shiftRight(b.intValue()));
            }
            case "&" -> bounded(a.and(b));
            case "|" -> bounded(a.or(b));
            case "^" -> bounded(a.xor(b));
            default -> fail(operator);
        };
    }

    private Value bounded(BigInteger i) {
        if (i.bitLength() > MAX_BITS) {
            throw PythonError.limit("an integer of more than " + MAX_BITS + " bits", -1);
        }
        spend(i.bitLength() / 8);
        return Value.integer(i);
    }

    private static void requireShift(BigInteger b) {
        if (b.signum() < 0) {
            throw PythonError.value("negative shift count");
        }
    }

    private static int shift(BigInteger a, BigInteger b) {
        requireShift(b);
        if (a.signum() == 0) {
            return 0;
        }
        if (b.bitLength() > 20) {
            throw PythonError.limit("a shift too far", -1);
        }
        return b.intValue();
    }

    private static BigInteger floorQuotient(BigInteger a, BigInteger b) {
        if (b.signum() == 0) {
            throw zero();
        }
        BigInteger[] q = a.divideAndRemainder(b);
        return q[1].signum() != 0 && q[1].signum() != b.signum() ? q[0].subtract(BigInteger.ONE) : q[0];
    }

    private static PythonError zero() {
        return new PythonError("ZeroDivisionError", "division by zero", -1);
    }

    private static PythonError overflow() {
        return new PythonError("OverflowError", "result too large", -1);
    }

    /** Rounded once: the quotient gets more bits than a double holds, and a sticky last bit. */
    private static double trueQuotient(BigInteger a, BigInteger b) {
        if (b.signum() == 0) {
            throw zero();
        }
        if (a.bitLength() <= 53 && b.bitLength() <= 53) {
            return (double) a.longValue() / b.longValue();
        }
        int shift = Math.max(0, 70 - a.bitLength() + b.bitLength());
        BigInteger[] q = a.shiftLeft(shift).divideAndRemainder(b);
        BigInteger sticky = q[1].signum() == 0
                ? q[0]
                : q[0].signum() < 0 ? q[0].clearBit(0).subtract(BigInteger.ONE) : q[0].setBit(0);
        double d = Math.scalb(sticky.doubleValue(), -shift);
        if (Double.isInfinite(d)) {
            throw overflow();
        }
        return d;
    }

    private Value power(BigInteger a, BigInteger b) {
        if (b.signum() < 0) {
            return reals(toDouble(a), "**", toDouble(b));
        }
        boolean small = a.abs().bitLength() <= 1;
        if (small) {
            return new Value.Int(a.signum() >= 0 ? b.signum() == 0 ? 1 : a.intValue() : b.testBit(0) ? -1 : 1);
        }
        if (b.bitLength() > 20 || (long) a.bitLength() * b.intValue() > 2L * MAX_BITS) {
            throw PythonError.limit("a power too large", -1);
        }
        spend(a.bitLength() * b.intValue() / 8);
        return bounded(a.pow(b.intValue()));
    }

    private static double toDouble(BigInteger i) {
        double d = i.doubleValue();
        if (Double.isInfinite(d)) {
            throw overflow();
        }
        return d;
    }

    private static double real(Value v) {
        return v instanceof Value.Real r ? r.value() : toDouble(integer(v));
    }

    private static Value.Complex complex(Value v) {
        return v instanceof Value.Complex c ? c : new Value.Complex(real(v), 0);
    }

    private Value reals(double a, String operator, double b) {
        return switch (operator) {
            case "+" -> new Value.Real(a + b);
            case "-" -> new Value.Real(a - b);
            case "*" -> new Value.Real(a * b);
            case "/" -> {
                if (b == 0) {
                    throw zero();
                }
                yield new Value.Real(a / b);
            }
            case "//" -> new Value.Real(floorDivide(a, b));
            case "%" -> new Value.Real(modulo(a, b));
            case "**" -> realPower(a, b);
            default -> fail(operator);
        };
    }

    private static double modulo(double a, double b) {
        if (b == 0) {
            throw zero();
        }
        double m = a % b;
        if (m == 0) {
            return Math.copySign(0.0, b);
        }
        return b < 0 != m < 0 ? m + b : m;
    }

    private static double floorDivide(double a, double b) {
        if (b == 0) {
            throw zero();
        }
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

    private static Value realPower(double a, double b) {
        if (a == 0 && b < 0) {
            throw zero();
        }
        if (a < 0 && b != Math.rint(b) && !Double.isInfinite(a) && !Double.isInfinite(b)) {
            throw unsupported();
        }
        double p = a == 1 || b == 0 ? 1 : a == -1 && Double.isInfinite(b) ? 1 : Math.pow(a, b);
        if (Double.isInfinite(p) && !Double.isInfinite(a) && !Double.isInfinite(b)) {
            throw overflow();
        }
        return new Value.Real(p);
    }

    private static Value complexes(Value.Complex a, String operator, Value.Complex b) {
        return switch (operator) {
            case "+" -> new Value.Complex(a.real() + b.real(), a.imaginary() + b.imaginary());
            case "-" -> new Value.Complex(a.real() - b.real(), a.imaginary() - b.imaginary());
            case "*" ->
                new Value.Complex(
                        a.real() * b.real() - a.imaginary() * b.imaginary(),
                        a.real() * b.imaginary() + a.imaginary() * b.real());
            case "/" -> complexQuotient(a, b);
            case "**" -> throw unsupported();
            default -> fail(operator);
        };
    }

    private static Value complexQuotient(Value.Complex a, Value.Complex b) {
        if (b.real() == 0 && b.imaginary() == 0) {
            throw zero();
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

    private Value concatenate(Value a, Value b) {
        if (a instanceof Value.Text s && b instanceof Value.Text t) {
            spend(s.value().length() + t.value().length());
            return new Value.Text(s.value() + t.value());
        }
        if (a instanceof Value.Bytes s && b instanceof Value.Bytes t) {
            spend(s.latin1().length() + t.latin1().length());
            return new Value.Bytes(s.latin1() + t.latin1());
        }
        if (a instanceof Value.ListValue s && b instanceof Value.ListValue t) {
            return new Value.ListValue(both(s.items(), t.items()));
        }
        if (a instanceof Value.TupleValue s && b instanceof Value.TupleValue t) {
            return new Value.TupleValue(both(s.items(), t.items()));
        }
        throw unsupportedOperands("+");
    }

    private List<Value> both(List<Value> a, List<Value> b) {
        List<Value> items = new ArrayList<>(a);
        items.addAll(b);
        spend(weight(items));
        return items;
    }

    private Value repeat(Value v, BigInteger times) {
        int n = times.signum() <= 0 ? 0 : times.bitLength() > 24 ? Integer.MAX_VALUE : times.intValue();
        if (v instanceof Value.Text t) {
            return new Value.Text(t.value().repeat(count(t.value().length(), n)));
        }
        if (v instanceof Value.Bytes t) {
            return new Value.Bytes(t.latin1().repeat(count(t.latin1().length(), n)));
        }
        if (v instanceof Value.ListValue l) {
            return new Value.ListValue(repeated(l.items(), n));
        }
        if (v instanceof Value.TupleValue t) {
            return new Value.TupleValue(repeated(t.items(), n));
        }
        throw unsupportedOperands("*");
    }

    private int count(int weight, int times) {
        if (weight == 0) {
            return 0;
        }
        spend((int) Math.min(MAX_WORK + 1L, (long) weight * times));
        return times;
    }

    private List<Value> repeated(List<Value> items, int times) {
        int n = count(weight(items), times);
        List<Value> all = new ArrayList<>(items.size() * n);
        for (int i = 0; i < n; i++) {
            all.addAll(items);
        }
        return all;
    }

    /** How much there is to print of these items, counted through shared ones. */
    private static int weight(List<Value> items) {
        long sum = 0;
        for (Value item : items) {
            sum += 1;
            if (item instanceof Value.ListValue l) {
                sum += weight(l.items());
            } else if (item instanceof Value.TupleValue t) {
                sum += weight(t.items());
            } else if (item instanceof Value.Text t) {
                sum += t.value().length();
            }
        }
        return (int) Math.min(sum, MAX_WORK + 1L);
    }

    private Value sets(Value a, String operator, Value b) {
        if (a instanceof Value.MapValue m && b instanceof Value.MapValue n && operator.equals("|")) {
            spend(m.size() + n.size());
            Value.MapBuilder map = new Value.MapBuilder();
            for (Value.MapValue each : List.of(m, n)) {
                for (int i = 0; i < each.size(); i++) {
                    map.put(each.key(i), each.value(i));
                }
            }
            return map.build();
        }
        if (!(a instanceof Value.SetValue s && b instanceof Value.SetValue t)) {
            throw unsupportedOperands(operator);
        }
        spend(s.items().size() * t.items().size());
        List<Value> items = new ArrayList<>();
        boolean both = operator.equals("&");
        if (operator.equals("|")) {
            items.addAll(s.items());
            items.addAll(t.items());
            return set(items);
        }
        s.items().stream().filter(x -> contains(t, x) == both).forEach(items::add);
        if (operator.equals("^")) {
            t.items().stream().filter(x -> !contains(s, x)).forEach(items::add);
        }
        return set(items);
    }

    private static boolean contains(Value.SetValue set, Value v) {
        return set.items().stream().anyMatch(i -> Value.pythonEquals(i, v));
    }

    private Value format(String format, Value arguments) {
        String text = PythonFormat.percent(format, arguments, MAX_WORK - work);
        spend(text.length());
        return new Value.Text(text);
    }

    /** The pure functions of the table. */
    private Value call(PythonExpression.Call c) {
        Value function = evaluate(c.function());
        if (function != null) {
            throw PythonError.type("object is not callable");
        }
        if (!(c.function() instanceof PythonExpression.Name n) || !c.keywords().isEmpty()) {
            throw unsupported();
        }
        List<Value> a = all(c.arguments());
        if (a.size() == 2 && n.id().equals("round")) {
            return round(a.get(0), a.get(1));
        }
        if (a.size() != 1) {
            throw unsupported();
        }
        Value v = a.get(0);
        return switch (n.id()) {
            case "str" -> new Value.Text(PythonText.str(v));
            case "repr" -> new Value.Text(PythonText.repr(v));
            case "bool" -> Value.Bool.of(truth(v));
            case "abs" -> absolute(v);
            case "round" -> round(v, Value.None.NONE);
            case "int" -> toInteger(v);
            case "float" -> toReal(v);
            default -> throw unsupported();
        };
    }

    private static Value absolute(Value v) {
        if (v instanceof Value.Real r) {
            return new Value.Real(Math.abs(r.value()));
        }
        if (v instanceof Value.Complex c) {
            return new Value.Real(Math.hypot(c.real(), c.imaginary()));
        }
        BigInteger i = integer(v);
        if (i == null) {
            throw PythonError.type("bad operand type for abs()");
        }
        return Value.integer(i.abs());
    }

    private static Value round(Value v, Value digits) {
        BigInteger places = integer(digits);
        if (v instanceof Value.Real r) {
            if (!Double.isFinite(r.value())) {
                throw unsupported();
            }
            BigDecimal exact = new BigDecimal(r.value());
            if (places == null) {
                return Value.integer(exact.setScale(0, RoundingMode.HALF_EVEN).toBigInteger());
            }
            if (places.bitLength() > 9) {
                return places.signum() > 0 ? v : new Value.Real(Math.copySign(0.0, r.value()));
            }
            double d = exact.setScale(places.intValue(), RoundingMode.HALF_EVEN).doubleValue();
            return new Value.Real(d == 0 ? Math.copySign(0.0, r.value()) : d);
        }
        BigInteger i = integer(v);
        if (i == null) {
            throw PythonError.type("type doesn't define __round__ method");
        }
        if (places == null || places.signum() >= 0) {
            return Value.integer(i);
        }
        throw unsupported();
    }

    private static Value toInteger(Value v) {
        if (v instanceof Value.Text t) {
            return PythonFormat.parseInteger(t.value());
        }
        if (v instanceof Value.Real r && Double.isFinite(r.value())) {
            return Value.integer(new BigDecimal(r.value()).toBigInteger());
        }
        BigInteger i = integer(v);
        if (i == null) {
            throw PythonError.type("int() argument must be a string or a real number");
        }
        return Value.integer(i);
    }

    private static Value toReal(Value v) {
        if (v instanceof Value.Text t) {
            return PythonFormat.parseReal(t.value());
        }
        if (integer(v) == null && !(v instanceof Value.Real)) {
            throw PythonError.type("float() argument must be a string or a real number");
        }
        return new Value.Real(real(v));
    }
}
