package org.egpo.train;

/**
 * The learning rate over the steps of a run.
 *
 * @param peak highest rate, above 0
 * @param warmup steps over which it rises from 0
 * @param shape what follows
 */
public record LearningRate(double peak, int warmup, Shape shape) {
    /** What follows the warm-up. */
    public enum Shape {
        CONSTANT,
        /** Down along half a cosine to a tenth of the peak at the last step. */
        COSINE
    }

    public LearningRate {
        if (!(peak > 0) || Double.isInfinite(peak)) {
            throw new IllegalArgumentException(
                    "learning rate is " + peak + "; it must be a number above 0 (the paper's is 1e-6)");
        }
        if (warmup < 0) {
            throw new IllegalArgumentException("warm-up is " + warmup + " steps; it must be at least 0");
        }
    }

    public static LearningRate constant(double peak) {
        return new LearningRate(peak, 0, Shape.CONSTANT);
    }

    /**
     * @param step from 0
     * @param steps of the whole run
     */
    public double at(int step, int steps) {
        if (step < warmup) {
            return peak * (step + 1) / warmup;
        }
        if (shape == Shape.CONSTANT || steps <= warmup) {
            return peak;
        }
        double progress = Math.min(1, (double) (step - warmup) / (steps - warmup));
        return peak * (0.1 + 0.45 * (1 + Math.cos(Math.PI * progress)));
    }
}
