package org.egpo.conformance;

/** The network of the {@code adamw} vectors: mean((tanh(x w1ᵀ + b1) w2ᵀ + b2 − y)²) · scale, with its gradients by hand. */
final class SmallNetwork {
    private final double[][] x;
    private final double[][] y;
    private final double scale;

    SmallNetwork(double[][] x, double[][] y, double scale) {
        this.x = x;
        this.y = y;
        this.scale = scale;
    }

    /**
     * @param p w1, b1, w2, b2, matrices with rows one after the other
     * @param gradients filled with arrays of the same shapes
     */
    double loss(double[][] p, double[][] gradients) {
        for (int i = 0; i < p.length; i++) {
            gradients[i] = new double[p[i].length];
        }
        double loss = 0;
        double share = scale / (x.length * y[0].length);
        for (int row = 0; row < x.length; row++) {
            double[] hidden = affine(p[0], p[1], x[row]);
            for (int h = 0; h < hidden.length; h++) {
                hidden[h] = Math.tanh(hidden[h]);
            }
            double[] error = affine(p[2], p[3], hidden);
            double[] slope = new double[error.length];
            for (int o = 0; o < error.length; o++) {
                error[o] -= y[row][o];
                loss += error[o] * error[o] * share;
                slope[o] = 2 * error[o] * share;
            }
            double[] back = backward(p[2], slope, hidden, gradients[2], gradients[3]);
            for (int h = 0; h < hidden.length; h++) {
                back[h] *= 1 - hidden[h] * hidden[h];
            }
            backward(p[0], back, x[row], gradients[0], gradients[1]);
        }
        return loss;
    }

    private static double[] affine(double[] w, double[] b, double[] in) {
        double[] out = b.clone();
        for (int o = 0; o < out.length; o++) {
            for (int i = 0; i < in.length; i++) {
                out[o] += w[o * in.length + i] * in[i];
            }
        }
        return out;
    }

    /** Adds the gradients of one layer's weights and biases; returns that of its input. */
    private static double[] backward(double[] w, double[] slope, double[] in, double[] dw, double[] db) {
        double[] back = new double[in.length];
        for (int o = 0; o < slope.length; o++) {
            db[o] += slope[o];
            for (int i = 0; i < in.length; i++) {
                dw[o * in.length + i] += slope[o] * in[i];
                back[i] += slope[o] * w[o * in.length + i];
            }
        }
        return back;
    }
}
