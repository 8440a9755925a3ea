package org.egpo.bfcl;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.egpo.call.PythonArithmetic;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;

/** Seconds and tokens that the answers took, as the official runner gathers them: numbers that are not 0, and lists of lists of such. */
final class Usage {
    private static final MathContext EXACT = new MathContext(60);
    private static final double MILLION = 1_000_000;
    /** Dollars for an hour of the official runner's machine, which answers a hundred questions at a time. */
    private static final double MACHINE = 23.92;

    /** Fields of a result line. */
    static final List<String> FIELDS = List.of("latency", "input_token_count", "output_token_count");

    private final List<List<BigDecimal>> numbers = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

    synchronized void add(Map<String, Value> line) {
        for (int i = 0; i < FIELDS.size(); i++) {
            Value v = line.getOrDefault(FIELDS.get(i), Value.None.NONE);
            int field = i;
            if (v instanceof Value.ListValue l && l.items().stream().allMatch(x -> x instanceof Value.ListValue)) {
                l.items().forEach(turn -> PythonObjects.items(turn).forEach(step -> add(field, step)));
            } else {
                add(field, v);
            }
        }
    }

    private void add(int field, Value v) {
        double d = v instanceof Value.Int || v instanceof Value.Real ? PythonArithmetic.real(v) : 0;
        if (d != 0 && Double.isFinite(d)) {
            numbers.get(field).add(new BigDecimal(d));
        }
    }

    /** Total cost in dollars, mean, standard deviation and 95th percentile of the seconds; N/A where nothing is known. */
    List<String> figures(RegisteredModel model) {
        List<BigDecimal> seconds = numbers.get(0);
        String cost = "N/A";
        if (model.inputPrice() != null && model.outputPrice() != null) {
            if (!numbers.get(1).isEmpty() && !numbers.get(2).isEmpty()) {
                double in = sum(numbers.get(1)).doubleValue() * model.inputPrice() / MILLION;
                cost = rounded(in + sum(numbers.get(2)).doubleValue() * model.outputPrice() / MILLION);
            }
        } else if (!seconds.isEmpty()) {
            cost = rounded(sum(seconds).doubleValue() / 3600 * MACHINE / 100);
        }
        if (seconds.size() < 2) {
            return List.of(cost, "N/A", "N/A", "N/A");
        }
        double mean =
                sum(seconds).divide(BigDecimal.valueOf(seconds.size()), EXACT).doubleValue();
        return List.of(cost, rounded(mean), rounded(Math.sqrt(variance(seconds))), rounded(percentile(seconds)));
    }

    private static BigDecimal sum(List<BigDecimal> numbers) {
        return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The sample's variance, without rounding on the way. */
    static double variance(List<BigDecimal> numbers) {
        BigDecimal n = BigDecimal.valueOf(numbers.size());
        BigDecimal squares = sum(numbers.stream().map(x -> x.multiply(x)).toList());
        BigDecimal sum = sum(numbers);
        return n.multiply(squares)
                .subtract(sum.multiply(sum))
                .divide(n.multiply(n.subtract(BigDecimal.ONE)), EXACT)
                .doubleValue();
    }

    /** The 95th percentile, between its neighbours in proportion. */
    private static double percentile(List<BigDecimal> numbers) {
        List<BigDecimal> sorted = new ArrayList<>(numbers);
        Collections.sort(sorted);
        double place = 0.95 * (sorted.size() - 1);
        int low = (int) place;
        double a = sorted.get(low).doubleValue();
        double b = sorted.get(Math.min(low + 1, sorted.size() - 1)).doubleValue();
        double share = place - low;
        return share < 0.5 ? a + (b - a) * share : b - (b - a) * (1 - share);
    }

    /** Two digits after the point at most, as Python's {@code round}. */
    static double round(double d) {
        return new BigDecimal(d).setScale(2, RoundingMode.HALF_EVEN).doubleValue();
    }

    private static String rounded(double d) {
        return PythonText.number(round(d));
    }
}
