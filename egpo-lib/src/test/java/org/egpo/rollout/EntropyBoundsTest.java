package org.egpo.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds from the most probable tokens, against whole distributions whose entropies are computed here. */
class EntropyBoundsTest {
    private static double entropy(double[] p, double temperature) {
        double z = Arrays.stream(p).map(x -> Math.pow(x, 1 / temperature)).sum();
        return Arrays.stream(p)
                .map(x -> Math.pow(x, 1 / temperature) / z)
                .filter(q -> q > 0)
                .map(q -> -q * Math.log(q))
                .sum();
    }

    private static double[] distribution(SplittableRandom random, int vocabulary, double sharpness) {
        double[] p = random.doubles(vocabulary)
                .map(x -> Math.exp(sharpness * x * x * x))
                .toArray();
        double z = Arrays.stream(p).sum();
        return Arrays.stream(p).map(x -> x / z).toArray();
    }

    private static double[] bounds(double[] p, int k, int asked, double temperature) {
        List<Double> top =
                new ArrayList<>(Arrays.stream(p).map(Math::log).boxed().toList());
        top.sort(Collections.reverseOrder());
        EntropyBounds b = EntropyBounds.of(List.of(top.subList(0, k)), asked, p.length, temperature);
        return b.mean(new Response.Span(0, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 5", "0.7, 5", "1.3, 5", "0.2, 5", "2, 1", "0.7, 1", "1, 20", "0.7, 20", "3, 2", "0.5, 3", "1, 1", "1, 50"
    })
    void theEntropyLiesBetween(double temperature, int k) {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 2_000; i++) {
            double[] p = distribution(random, 60 + random.nextInt(200), 40 * random.nextDouble());
            double[] b = bounds(p, k, k, temperature);
            double e = entropy(p, temperature);
            assertTrue(b[0] <= e + 1e-6 && e <= b[1] + 1e-6, b[0] + " " + e + " " + b[1]);
            assertTrue(b[0] >= -1e-9);
            double[] fewer = bounds(p, Math.max(1, k - 1), k, temperature);
            assertTrue(fewer[0] <= e + 1e-6 && e <= fewer[1] + 1e-6);
        }
    }

    @Test
    void moreTokensTellMore() {
        SplittableRandom random = new SplittableRandom(6);
        double[] p = distribution(random, 500, 30);
        double width = Double.POSITIVE_INFINITY;
        for (int k : new int[] {1, 2, 5, 20, 100, 499}) {
            double[] b = bounds(p, k, k, 1);
            assertTrue(b[1] - b[0] <= width + 1e-9, "k " + k);
            width = b[1] - b[0];
        }
        assertTrue(width < 0.01, "width " + width);
    }

    /** By hand: of 0.5 and 0.25 with 0.25 left over among 2 others, 1.0397 to 1.2130. */
    @Test
    void worksAsByHand() {
        EntropyBounds b = EntropyBounds.of(List.of(List.of(Math.log(0.5), Math.log(0.25))), 2, 4, 1);
        assertEquals(0.5 * Math.log(2) + 2 * 0.25 * Math.log(4), b.lower()[0], 1e-12);
        assertEquals(0.5 * Math.log(2) + 0.25 * Math.log(4) + 0.25 * Math.log(8), b.upper()[0], 1e-12);
    }

    @Test
    void whatIsKnownWholeIsExactAndNothingIsNaN() {
        double[] p = {0.5, 0.3, 0.2};
        double[] b = bounds(p, 3, 3, 0.7);
        assertEquals(entropy(p, 0.7), b[0], 1e-9);
        assertEquals(b[0], b[1], 1e-9);
        EntropyBounds none = EntropyBounds.of(List.of(List.of()), 5, 100, 1);
        assertTrue(Double.isNaN(none.lower()[0]) && Double.isNaN(none.upper()[0]));
        assertEquals(0, none.mean(new Response.Span(0, 0))[1]);
        EntropyBounds sure = EntropyBounds.of(List.of(List.of(0.0)), 1, 50_000, 0);
        assertEquals(0, sure.upper()[0], 1e-9);
    }
}
