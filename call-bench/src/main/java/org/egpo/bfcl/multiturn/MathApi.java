package org.egpo.bfcl.multiturn;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.egpo.call.Value;

/** The official {@code MathAPI}: stateless arithmetic. */
final class MathApi extends Environment {
    private static final Function.Table<MathApi> FUNCTIONS = new Function.Table<MathApi>("MathAPI")
            .add("logarithm(value, base, precision)", (m, a) -> Logarithm.of(a[0], a[1], a[2]))
            .add("mean(numbers)", (m, a) -> m.mean(a[0]))
            .add("standard_deviation(numbers)", (m, a) -> m.standardDeviation(a[0]))
            .add("si_unit_conversion(value, unit_in, unit_out)", (m, a) -> m.siUnits(a[0], a[1], a[2]))
            .add("imperial_si_conversion(value, unit_in, unit_out)", (m, a) -> m.imperialUnits(a[0], a[1], a[2]))
            .add("add(a, b)", (m, a) -> numbers(() -> Numbers.add(a[0], a[1])))
            .add("subtract(a, b)", (m, a) -> numbers(() -> Numbers.subtract(a[0], a[1])))
            .add("multiply(a, b)", (m, a) -> multiply(a[0], a[1]))
            .add("divide(a, b)", (m, a) -> divide(a[0], a[1]))
            .add("power(base, exponent)", (m, a) -> numbers(() -> Numbers.power(a[0], a[1])))
            .add("square_root(number, precision)", (m, a) -> SquareRoot.of(a[0], a[1]))
            .add("absolute_value(number)", (m, a) -> attempt("Input must be a number", () -> Numbers.absolute(a[0])))
            .add("round_number(number, decimal_places=0)", (m, a) -> round(a[0], a[1]))
            .add("percentage(part, whole)", (m, a) -> percentage(a[0], a[1]))
            .add("min_value(numbers)", (m, a) -> m.extreme(a[0], "minimum", "<"))
            .add("max_value(numbers)", (m, a) -> m.extreme(a[0], "maximum", ">"))
            .add("sum_values(numbers)", (m, a) -> m.listed(a[0], "calculate sum", () -> sum(a[0])));

    MathApi(Constants constants, SharedObjects shared) {
        super(constants, shared);
    }

    @Override
    String name() {
        return "MathAPI";
    }

    @Override
    Map<String, Function> functions() {
        return FUNCTIONS.functions();
    }

    @Override
    void load(Value.MapValue configuration) {
        // Has no state.
    }

    @Override
    LinkedHashMap<String, Object> attributes() {
        return new LinkedHashMap<>();
    }

    @Override
    Environment copy(ObjectCopies copies) {
        return new MathApi(constants, shared);
    }

    /** A computation on Python objects. */
    interface Computation {
        Object get();
    }

    /** The result, or the error of that text where Python raises TypeError. */
    private static Object attempt(String error, Computation c) {
        try {
            return DictObject.of("result", c.get());
        } catch (PythonException e) {
            if (e.type.equals("TypeError")) {
                return DictObject.error(error);
            }
            throw e;
        }
    }

    private static Object numbers(Computation c) {
        return attempt("Both inputs must be numbers", c);
    }

    private static Object multiply(Object a, Object b) {
        return Numbers.isReal(a) && Numbers.isReal(b)
                ? numbers(() -> Numbers.multiply(a, b))
                : DictObject.error("Both inputs must be numbers");
    }

    private static Object divide(Object a, Object b) {
        return PythonObjects.equal(b, 0L)
                ? DictObject.error("Cannot divide by zero")
                : numbers(() -> Numbers.divide(a, b));
    }

    private static Object percentage(Object part, Object whole) {
        return PythonObjects.equal(whole, 0L)
                ? DictObject.error("Whole value cannot be zero")
                : numbers(() -> Numbers.multiply(Numbers.divide(part, whole), 100L));
    }

    private static Object round(Object number, Object places) {
        return attempt(
                "First input must be a number, second input must be an integer", () -> Rounding.round(number, places));
    }

    private Object listed(Object numbers, String what, Computation c) {
        if (!PythonObjects.truth(numbers)) {
            return DictObject.error("Cannot " + what + " of an empty list");
        }
        return attempt("All elements in the list must be numbers", c);
    }

    /** From left to right, beginning with the integer 0. */
    private static Object sum(Object numbers) {
        Object sum = 0L;
        for (Object n : PythonObjects.items(numbers)) {
            sum = Numbers.add(sum, n);
        }
        return sum;
    }

    private Object mean(Object numbers) {
        return listed(numbers, "calculate mean", () -> average(sum(numbers), numbers));
    }

    private static Object average(Object sum, Object numbers) {
        return Numbers.divide(sum, (long) PythonObjects.items(numbers).size());
    }

    private Object standardDeviation(Object numbers) {
        return listed(numbers, "calculate standard deviation", () -> {
            Object mean = average(sum(numbers), numbers);
            List<Object> squares = new ArrayList<>();
            for (Object n : PythonObjects.items(numbers)) {
                squares.add(Numbers.power(Numbers.subtract(n, mean), 2L));
            }
            Object variance = average(sum(new ListObject(squares)), numbers);
            if (variance instanceof Value.Complex) {
                throw PythonException.type("must be real number, not complex");
            }
            return Math.sqrt(Numbers.real(variance));
        });
    }

    private Object extreme(Object numbers, String which, String better) {
        if (!PythonObjects.truth(numbers)) {
            return DictObject.error("Cannot find " + which + " of an empty list");
        }
        return attempt("All elements in the list must be numbers", () -> {
            Object best = null;
            for (Object n : PythonObjects.items(numbers)) {
                best = best == null || Numbers.order(better, n, best) ? n : best;
            }
            return best;
        });
    }

    private static Object converted(Computation c) {
        try {
            return DictObject.of("result", c.get());
        } catch (PythonException e) {
            if (e.type.equals("OverflowError")) {
                return DictObject.error("Conversion resulted in a value too large to represent");
            }
            throw e;
        }
    }

    private static DictObject unsupported(Object in, Object out) {
        return DictObject.error("Conversion from '" + PythonSpelling.str(in) + "' to '" + PythonSpelling.str(out)
                + "' is not supported");
    }

    private Object siUnits(Object value, Object in, Object out) {
        if (!Numbers.isReal(value)) {
            return DictObject.error("Value must be a number");
        }
        DictObject toMeters = constants.map("si_to_meters");
        if (!toMeters.containsKey(in) || !toMeters.containsKey(out)) {
            return unsupported(in, out);
        }
        return converted(
                () -> Numbers.multiply(Numbers.multiply(value, toMeters.at(in)), Numbers.divide(1L, toMeters.at(out))));
    }

    private Object imperialUnits(Object value, Object in, Object out) {
        if (!Numbers.isReal(value)) {
            return DictObject.error("Value must be a number");
        }
        if (PythonObjects.equal(in, out)) {
            return DictObject.of("result", value);
        }
        String key = PythonSpelling.str(in) + "_to_" + PythonSpelling.str(out);
        Object factor = constants.map("imperial_si").get(key);
        if (factor == null) {
            return unsupported(in, out);
        }
        return converted(() -> switch (key) {
            case "celsius_to_fahrenheit" -> Numbers.add(Numbers.multiply(value, factor), 32L);
            case "fahrenheit_to_celsius" -> Numbers.multiply(Numbers.subtract(value, 32L), factor);
            default -> Numbers.multiply(value, factor);
        });
    }

    /** The exact decimal that a number is. */
    static BigDecimal exact(Object number) {
        return number instanceof Double d ? new BigDecimal(d) : new BigDecimal(Numbers.big(number));
    }
}
