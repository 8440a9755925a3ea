package org.egpo.bfcl.multiturn;

import static org.egpo.call.PythonArithmetic.order;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Supplier;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonDict;
import org.egpo.call.PythonError;
import org.egpo.call.PythonList;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonOpaque;
import org.egpo.call.Value;

/** The official {@code MathAPI}: stateless arithmetic. */
final class MathApi extends Environment {
    static final SimulatedFunction.Table<MathApi> FUNCTIONS = new SimulatedFunction.Table<MathApi>("MathAPI", "")
            .add("logarithm", (m, a) -> Logarithm.of(a[0], a[1], a[2]))
            .add("mean", (m, a) -> m.mean(a[0]))
            .add("standard_deviation", (m, a) -> m.standardDeviation(a[0]))
            .add("si_unit_conversion", (m, a) -> m.siUnits(a[0], a[1], a[2]))
            .add("imperial_si_conversion", (m, a) -> m.imperialUnits(a[0], a[1], a[2]))
            .add("add", (m, a) -> numbers(() -> PythonArithmetic.add(a[0], a[1])))
            .add("subtract", (m, a) -> numbers(() -> PythonArithmetic.binary(a[0], "-", a[1])))
            .add("multiply", (m, a) -> multiply(a[0], a[1]))
            .add("divide", (m, a) -> divide(a[0], a[1]))
            .add("power", (m, a) -> numbers(() -> PythonArithmetic.binary(a[0], "**", a[1])))
            .add("square_root", (m, a) -> squareRoot(a[0], a[1]))
            .add(
                    "absolute_value",
                    (m, a) -> attempt("TypeError", "Input must be a number", () -> PythonArithmetic.absolute(a[0])))
            .add("round_number", (m, a) -> round(a[0], a[1]))
            .add("percentage", (m, a) -> percentage(a[0], a[1]))
            .add("min_value", (m, a) -> m.extreme(a[0], "find minimum", "<"))
            .add("max_value", (m, a) -> m.extreme(a[0], "find maximum", ">"))
            .add("sum_values", (m, a) -> m.listed(a[0], "calculate sum", () -> sum(a[0])));

    private static final int MAX_PRECISION = 5000;

    /** The result, or the error of that text where Python raises an exception of that type. */
    private static Value attempt(String type, String error, Supplier<Value> c) {
        try {
            return PythonDict.of("result", c.get());
        } catch (PythonError e) {
            refuse(e.type.equals(type), error);
            throw e;
        }
    }

    private static Value numbers(Supplier<Value> c) {
        return attempt("TypeError", "Both inputs must be numbers", c);
    }

    private static Value multiply(Value a, Value b) {
        return PythonArithmetic.isReal(a) && PythonArithmetic.isReal(b)
                ? numbers(() -> PythonArithmetic.binary(a, "*", b))
                : error("Both inputs must be numbers");
    }

    private static Value divide(Value a, Value b) {
        return Value.pythonEquals(b, Value.integer(0))
                ? error("Cannot divide by zero")
                : numbers(() -> PythonArithmetic.binary(a, "/", b));
    }

    private static Value percentage(Value part, Value whole) {
        return Value.pythonEquals(whole, Value.integer(0))
                ? error("Whole value cannot be zero")
                : numbers(() ->
                        PythonArithmetic.binary(PythonArithmetic.binary(part, "/", whole), "*", Value.integer(100)));
    }

    private static Value round(Value number, Value places) {
        return attempt(
                "TypeError",
                "First input must be a number, second input must be an integer",
                () -> PythonArithmetic.round(number, places));
    }

    private Value listed(Value numbers, String what, Supplier<Value> c) {
        refuse(!PythonObjects.truth(numbers), "Cannot %s of an empty list", what);
        return attempt("TypeError", "All elements in the list must be numbers", c);
    }

    /** From left to right, beginning with the integer 0. */
    private static Value sum(Value numbers) {
        return PythonObjects.items(numbers).stream().reduce(Value.integer(0), PythonArithmetic::add);
    }

    private Value mean(Value numbers) {
        return listed(numbers, "calculate mean", () -> average(sum(numbers), numbers));
    }

    private static Value average(Value sum, Value numbers) {
        return PythonArithmetic.binary(sum, "/", Value.integer(PythonObjects.length(numbers)));
    }

    private Value standardDeviation(Value numbers) {
        return listed(numbers, "calculate standard deviation", () -> {
            Value mean = average(sum(numbers), numbers);
            List<Value> squares = PythonObjects.items(numbers).stream()
                    .map(n -> PythonArithmetic.binary(PythonArithmetic.binary(n, "-", mean), "**", Value.integer(2)))
                    .toList();
            Value variance = average(sum(new PythonList(squares)), numbers);
            if (variance instanceof Value.Complex) {
                throw PythonError.type("must be real number, not complex");
            }
            return new Value.Real(Math.sqrt(PythonArithmetic.real(variance)));
        });
    }

    private Value extreme(Value numbers, String which, String better) {
        return listed(numbers, which, () -> PythonObjects.items(numbers).stream()
                .reduce((best, n) -> order(n, better, best) ? n : best)
                .orElseThrow());
    }

    private static Value converted(Supplier<Value> c) {
        return attempt("OverflowError", "Conversion resulted in a value too large to represent", c);
    }

    private static PythonDict unsupported(Value in, Value out) {
        return error("Conversion from '%s' to '%s' is not supported", in, out);
    }

    private Value siUnits(Value value, Value in, Value out) {
        refuse(!PythonArithmetic.isReal(value), "Value must be a number");
        Value.MapValue toMeters = constants.map("si_to_meters");
        Value from = toMeters.get(in);
        Value to = from == null ? null : toMeters.get(out);
        if (from == null || to == null) {
            return unsupported(in, out);
        }
        return converted(() -> PythonArithmetic.binary(
                PythonArithmetic.binary(value, "*", from), "*", PythonArithmetic.binary(Value.integer(1), "/", to)));
    }

    private Value imperialUnits(Value value, Value in, Value out) {
        refuse(!PythonArithmetic.isReal(value), "Value must be a number");
        if (Value.pythonEquals(in, out)) {
            return PythonDict.of("result", value);
        }
        String key = str(in) + "_to_" + str(out);
        Value factor = constants.map("imperial_si").get(Value.text(key));
        if (factor == null) {
            return unsupported(in, out);
        }
        return converted(() -> switch (key) {
            case "celsius_to_fahrenheit" ->
                PythonArithmetic.add(PythonArithmetic.binary(value, "*", factor), Value.integer(32));
            case "fahrenheit_to_celsius" ->
                PythonArithmetic.binary(PythonArithmetic.binary(value, "-", Value.integer(32)), "*", factor);
            default -> PythonArithmetic.binary(value, "*", factor);
        });
    }

    /** {@code Decimal(number).sqrt()} at a given precision, as Python's decimal module has it. */
    private static Value squareRoot(Value number, Value precision) {
        String invalid = "Input must be a number or computation resulted in an invalid operation";
        refuse(!PythonArithmetic.isReal(number), invalid);
        refuse(order(number, "<", 0), "Cannot calculate square root of a negative number");
        refuse(!PythonArithmetic.isInteger(precision), invalid);
        BigInteger digits = PythonArithmetic.exact(precision).toBigInteger();
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

    private static String root(Value number, int precision) {
        if (number instanceof Value.Real r && !Double.isFinite(r.value())) {
            return Double.isNaN(r.value()) ? "NaN" : "Infinity";
        }
        BigDecimal x = PythonArithmetic.exact(number);
        boolean negativeZero = number instanceof Value.Real r && 1 / r.value() < 0;
        if (x.signum() == 0) {
            return (negativeZero ? "-" : "") + new BigDecimal(BigInteger.ZERO, Math.floorDiv(x.scale() + 1, 2));
        }
        BigDecimal root = x.sqrt(new MathContext(precision, RoundingMode.HALF_EVEN));
        boolean exact = root.multiply(root).compareTo(x) == 0;
        // Java drops the zeros at the end of a rounded root, Python shows every digit asked for.
        return (exact ? root : root.setScale(root.scale() + precision - root.precision())).toString();
    }
}
