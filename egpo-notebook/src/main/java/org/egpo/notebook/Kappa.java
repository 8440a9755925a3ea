package org.egpo.notebook;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How far two raters of the same records agree beyond chance: κ = (p − e) / (1 − e), with p the share of records on which they
 * agree and e what chance would bring (Cohen 1960). NaN where both always say the same one thing.
 *
 * @param agreed p, from 0 to 1
 * @param half half the width of the 95 % interval, 1.96·√(p(1 − p) / (n(1 − e)²))
 */
record Kappa(double agreed, double kappa, double half) {
    private static final double NORMAL = 1.96;

    static Kappa of(List<String> a, List<String> b) {
        int n = a.size();
        double agreed = (double) IntStream.range(0, n)
                        .filter(i -> a.get(i).equals(b.get(i)))
                        .count()
                / n;
        Map<String, Long> said = b.stream().collect(Collectors.groupingBy(x -> x, Collectors.counting()));
        double chance = a.stream().mapToDouble(x -> said.getOrDefault(x, 0L)).sum() / n / n;
        double half = NORMAL * Math.sqrt(agreed * (1 - agreed) / n) / (1 - chance);
        return new Kappa(agreed, (agreed - chance) / (1 - chance), half);
    }
}
