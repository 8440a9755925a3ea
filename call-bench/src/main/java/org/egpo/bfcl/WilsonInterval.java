package org.egpo.bfcl;

/** Where a true rate may lie, given some successes in some trials: the Wilson score interval at 95 %. */
public record WilsonInterval(double low, double high) {
    public static final double Z = 1.959963984540054;

    /** Without trials everything is possible: 0 to 1. */
    public static WilsonInterval of(int successes, int trials) {
        if (trials == 0) {
            return new WilsonInterval(0, 1);
        }
        double n = trials;
        double p = successes / n;
        double z2 = Z * Z;
        double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
        double half = Z / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        double low = successes == 0 ? 0 : Math.max(0, centre - half);
        double high = successes == trials ? 1 : Math.min(1, centre + half);
        return new WilsonInterval(low, high);
    }
}
