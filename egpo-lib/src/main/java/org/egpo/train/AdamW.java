package org.egpo.train;

import org.egpo.policy.OptimizerSettings;

/**
 * AdamW with decoupled weight decay (arXiv:1711.05101) after clipping all gradients together, in double precision, to be
 * looked at; training takes its steps on the engine ({@link org.egpo.policy.Learner#step}). Step t of
 *
 * <pre>
 * g = g · min(1, max / (‖g‖ + 10⁻⁶))
 * p = p (1 − rate · decay)
 * m = β₁ m + (1 − β₁) g;   v = β₂ v + (1 − β₂) g²
 * p = p − rate / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
 * </pre>
 */
public final class AdamW {
    private final OptimizerSettings settings;
    private final boolean[] decayed;
    private final double[][] means;
    private final double[][] squares;
    private int steps;

    /**
     * @param parameters arrays of the shape that every step will have
     * @param decayed for each array, whether weight decay applies to it
     */
    public AdamW(OptimizerSettings settings, double[][] parameters, boolean[] decayed) {
        this.settings = settings;
        this.decayed = decayed.clone();
        this.means = zeros(parameters);
        this.squares = zeros(parameters);
    }

    private static double[][] zeros(double[][] like) {
        double[][] all = new double[like.length][];
        for (int i = 0; i < like.length; i++) {
            all[i] = new double[like[i].length];
        }
        return all;
    }

    /**
     * Changes the parameters in place; the gradients stay as they are.
     *
     * @return norm of all gradients together before clipping
     */
    public double step(double[][] parameters, double[][] gradients, double learningRate) {
        double norm = norm(gradients);
        double most = settings.maxGradientNorm();
        double scale = most > 0 ? Math.min(1, most / (norm + 1e-6)) : 1;
        steps++;
        double rate = learningRate / (1 - Math.pow(settings.beta1(), steps));
        double correction = Math.sqrt(1 - Math.pow(settings.beta2(), steps));
        for (int i = 0; i < parameters.length; i++) {
            double keep = decayed[i] ? 1 - learningRate * settings.weightDecay() : 1;
            for (int j = 0; j < parameters[i].length; j++) {
                double g = gradients[i][j] * scale;
                means[i][j] = settings.beta1() * means[i][j] + (1 - settings.beta1()) * g;
                squares[i][j] = settings.beta2() * squares[i][j] + (1 - settings.beta2()) * g * g;
                double move = means[i][j] / (Math.sqrt(squares[i][j]) / correction + settings.epsilon());
                parameters[i][j] = parameters[i][j] * keep - rate * move;
            }
        }
        return norm;
    }

    /** √ of the sum of all squares. */
    public static double norm(double[][] arrays) {
        double sum = 0;
        for (double[] array : arrays) {
            for (double v : array) {
                sum += v * v;
            }
        }
        return Math.sqrt(sum);
    }
}
