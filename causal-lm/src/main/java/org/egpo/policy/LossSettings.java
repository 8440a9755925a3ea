package org.egpo.policy;

/**
 * What is minimised.
 *
 * @param reinforce true for the clipped policy loss, false for supervised learning (−log p)
 * @param temperature the sampling temperature: log-probabilities are taken at it
 * @param clipLow ε below: ratios under 1 − ε bring nothing (0.2)
 * @param clipHigh ε above: ratios over 1 + ε bring nothing (0.28)
 * @param clipNegative bound c on the loss of negative advantages (3)
 * @param klKind estimator of the divergence from the reference: 1, 2 or 3
 * @param klCoefficient β; the paper's 0.001
 * @param entropyCoefficient weight of an entropy bonus in the loss; 0 in the paper, whose entropy is in the advantage
 */
public record LossSettings(
        boolean reinforce,
        double temperature,
        double clipLow,
        double clipHigh,
        double clipNegative,
        int klKind,
        double klCoefficient,
        double entropyCoefficient) {

    public LossSettings {
        check("temperature", temperature, temperature > 0, "above 0");
        check("clip low", clipLow, clipLow > 0 && clipLow < 1, "above 0 and below 1");
        check("clip high", clipHigh, clipHigh > 0, "above 0");
        check("clip negative", clipNegative, clipNegative > 1, "above 1");
        check("KL kind", klKind, klKind >= 1 && klKind <= 3, "1, 2 or 3");
        check("KL coefficient", klCoefficient, klCoefficient >= 0, "at least 0");
        check("entropy coefficient", entropyCoefficient, Double.isFinite(entropyCoefficient), "a number");
    }

    private static void check(String name, double value, boolean ok, String range) {
        if (!ok || Double.isNaN(value)) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be " + range);
        }
    }

    /** −log p of the given tokens. */
    public static LossSettings supervised() {
        return new LossSettings(false, 1, 0.2, 0.28, 3, 3, 0, 0);
    }

    /** The paper's policy loss: temperature 0.7, β 0.001; clip 0.2 and 0.28 (not stated there, DAPO's). */
    public static LossSettings paper() {
        return new LossSettings(true, 0.7, 0.2, 0.28, 3, 3, 0.001, 0);
    }

    /** The settings as {@code learning.py} reads them. */
    double[] numbers(int start, boolean padded, int logitRows, boolean reference, boolean shared) {
        return new double[] {
            start,
            padded ? 1 : 0,
            temperature,
            logitRows,
            reinforce ? 1 : 0,
            clipLow,
            clipHigh,
            clipNegative,
            klKind,
            reference ? klCoefficient : 0,
            entropyCoefficient,
            shared ? 1 : 0
        };
    }
}
