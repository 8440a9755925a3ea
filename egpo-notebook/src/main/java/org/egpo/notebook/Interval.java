package org.egpo.notebook;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;

/** Mean of values and half the width of its 95 % interval by Student's t; NaN for fewer than two values. */
record Interval(double mean, double half) {
    static Interval of(double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        int n = values.length;
        if (n < 2) {
            return new Interval(mean, Double.NaN);
        }
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double t = new TDistribution(n - 1).inverseCumulativeProbability(0.975);
        return new Interval(mean, t * Math.sqrt(squares / (n - 1) / n));
    }

    /** Such as {@code 69.2 ± 1.6}; "–" for no value. */
    String text(int digits) {
        String number = "%." + digits + "f";
        return Double.isNaN(mean)
                ? "–"
                : String.format(Locale.ROOT, Double.isNaN(half) ? number : number + " ± " + number, mean, half);
    }
}
