package org.egpo.notebook;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** Numbers as people read them. */
final class Numbers {
    private Numbers() {}

    /** At most four significant digits after the leading zeros for small numbers, two to four decimals otherwise. */
    static String text(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e15) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        if (size < 1e-4 || size >= 1e7) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(size >= 1000 ? 6 : 4));
        return rounded.stripTrailingZeros().toPlainString();
    }

    /** The mean over some items; NaN for none. */
    static <T> double mean(Collection<T> items, ToDoubleFunction<? super T> value) {
        return items.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    /** A share in percent, to one decimal. */
    static double percent(double share) {
        return Math.round(share * 1000) / 10.0;
    }

    /** Writes numbers with one number of decimals, four digits for the largest; each for itself where a small one would be lost. */
    static DoubleFunction<String> alike(double[] numbers) {
        double largest = Arrays.stream(numbers).map(Math::abs).max().orElse(0);
        int own = Arrays.stream(numbers)
                .mapToObj(Numbers::text)
                .mapToInt(t -> t.contains(".") ? t.length() - t.indexOf('.') - 1 : 0)
                .max()
                .orElse(0);
        int decimals = Math.min(own, Math.max(largest < 1e4 ? 2 : 1, 3 - (int) Math.floor(Math.log10(largest))));
        boolean lost = Arrays.stream(numbers).anyMatch(x -> x != 0 && Math.abs(x) < 10 * Math.pow(10, -decimals));
        return lost || !(largest < 1e7) || largest < 1e-4
                ? Numbers::text
                : x -> String.format(Locale.ROOT, "%,." + decimals + "f", x);
    }
}
