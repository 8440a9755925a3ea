package org.egpo.train;

/**
 * Estimators of KL(π ‖ π_ref) from one sampled token, with x = log π − log π_ref (Schulman, "Approximating KL divergence",
 * 2020; verl's {@code kl_penalty}). Training runs k1, k2 and k3 on the engine; these are the same on plain numbers.
 */
public enum KlEstimator {
    /** x: right on average, often negative; its gradient of 1 is no gradient of the divergence. */
    K1,
    /** |x|. */
    ABSOLUTE,
    /** x² / 2: biased, but its gradient is right on average. */
    K2,
    /** e^−x + x − 1: right on average and never negative; −x held within ±20, the value within ±10. */
    K3;

    private static final double LARGEST_EXPONENT = 20;
    private static final double LARGEST_VALUE = 10;

    /** The estimate in nats. */
    public double value(double x) {
        return switch (this) {
            case K1 -> x;
            case ABSOLUTE -> Math.abs(x);
            case K2 -> x * x / 2;
            case K3 -> {
                double y = Math.max(-LARGEST_EXPONENT, Math.min(-x, LARGEST_EXPONENT));
                yield Math.min(Math.expm1(y) - y, LARGEST_VALUE);
            }
        };
    }

    /** Derivative of {@link #value} with respect to log π; 0 where a bound of k3 holds. */
    public double gradient(double x) {
        return switch (this) {
            case K1 -> 1;
            case ABSOLUTE -> Math.signum(x);
            case K2 -> x;
            case K3 -> {
                boolean held = Math.abs(x) > LARGEST_EXPONENT || Math.expm1(-x) + x > LARGEST_VALUE;
                yield held ? 0 : -Math.expm1(-x);
            }
        };
    }

    /** The gradient of the straight-through forms (verl's names with a trailing +): whatever the value, that of k2. */
    public static double straightThroughGradient(double x) {
        return K2.gradient(x);
    }
}
