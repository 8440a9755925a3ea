package org.egpo.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;

/**
 * AdamW with decoupled weight decay, after clipping all gradients together to a norm.
 *
 * @param beta1 decay of the mean (0.9)
 * @param beta2 decay of the square (0.999)
 * @param epsilon added to the root of the square (1e-8)
 * @param weightDecay applied to every weight, norms and biases included (0.01)
 * @param maxGradientNorm 0 for no clipping (1)
 */
public record OptimizerSettings(
        double beta1, double beta2, double epsilon, double weightDecay, double maxGradientNorm) {
    public OptimizerSettings {
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException(
                    "beta1 is " + beta1 + " and beta2 " + beta2 + "; both must be at least 0 and below 1");
        }
        if (!(epsilon > 0) || !(weightDecay >= 0) || !(maxGradientNorm >= 0)) {
            throw new IllegalArgumentException("epsilon is " + epsilon + " (must be above 0), weight decay "
                    + weightDecay + " and maximal gradient norm " + maxGradientNorm + " (both must be at least 0)");
        }
    }

    public static OptimizerSettings defaults() {
        return new OptimizerSettings(0.9, 0.999, 1e-8, 0.01, 1);
    }

    /** One step of the program: clips the gradients, moves the weights, clears the gradients; returns the norm before. */
    double step(
            ScriptModule program,
            NDManager scope,
            double learningRate,
            List<NDArray> weights,
            List<NDArray> gradients,
            List<NDArray> means,
            List<NDArray> squares,
            List<NDArray> steps) {
        NDArray[] norm = program.call(
                scope,
                "step",
                weights,
                gradients,
                means,
                squares,
                steps,
                maxGradientNorm,
                learningRate,
                beta1,
                beta2,
                weightDecay,
                epsilon);
        return norm[0].toType(DataType.FLOAT64, true).toDoubleArray()[0];
    }
}
