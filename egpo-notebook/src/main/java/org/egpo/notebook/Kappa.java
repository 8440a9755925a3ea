package org.egpo.notebook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        int same = 0;
        Map<String, Integer> countA = new HashMap<>();
        Map<String, Integer> countB = new HashMap<>();
        for (int i = 0; i < n; i++) {
            same += a.get(i).equals(b.get(i)) ? 1 : 0;
            countA.merge(a.get(i), 1, Integer::sum);
            countB.merge(b.get(i), 1, Integer::sum);
        }
        double agreed = (double) same / n;
        double chance = 0;
        for (Map.Entry<String, Integer> said : countA.entrySet()) {
            chance += (double) said.getValue() * countB.getOrDefault(said.getKey(), 0) / n / n;
        }
        double half = NORMAL * Math.sqrt(agreed * (1 - agreed) / n) / (1 - chance);
        return new Kappa(agreed, (agreed - chance) / (1 - chance), half);
    }
}
