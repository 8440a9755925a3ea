package org.egpo.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.egpo.policy.TrainingFormulas.TokenDistribution;
import org.egpo.policy.TrainingFormulas.TokenLosses;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The program's formulas on numbers worked by hand. */
class TrainingFormulasTest {
    private static TrainingFormulas formulas;

    @BeforeAll
    static void load() {
        formulas = new TrainingFormulas();
    }

    @AfterAll
    static void close() {
        formulas.close();
    }

    /** Probabilities 1/4 and 3/4: entropy ¼ ln 4 + ¾ ln 4/3; derivatives of log p₀ are 1 − ¼ and −¾. */
    @Test
    void aTokenHasItsLogProbabilityAndTheDistributionItsEntropy() {
        TokenDistribution d = formulas.distribution(new double[] {0, Math.log(3)}, 0, 1);
        assertEquals(Math.log(0.25), d.logProbability(), 1e-15);
        assertEquals(0.25 * Math.log(4) + 0.75 * Math.log(4.0 / 3), d.entropy(), 1e-15);
        assertArrayEquals(new double[] {0.75, -0.75}, d.logProbabilityGradient(), 1e-15);
        // dH/dz₀ = −p₀ (ln p₀ + H) = −3/16 · (ln p₀ − ln p₁)
        assertArrayEquals(new double[] {3 * Math.log(3) / 16, -3 * Math.log(3) / 16}, d.entropyGradient(), 1e-15);
    }

    @Test
    void aTemperatureOfTwoHalvesTheLogits() {
        double[] logits = {0, 2 * Math.log(3)};
        assertEquals(Math.log(0.25), formulas.distribution(logits, 0, 2).logProbability(), 1e-15);
        assertArrayEquals(new double[] {0.25, 0.75}, formulas.sampling(logits, 2, 0, 1), 1e-15);
    }

    @Test
    void filtersKeepTheMostProbable() {
        double[] logits = {Math.log(1), Math.log(2), Math.log(5)};
        assertArrayEquals(new double[] {0, 2.0 / 7, 5.0 / 7}, formulas.sampling(logits, 1, 2, 1), 1e-15);
        assertArrayEquals(new double[] {0, 0, 1}, formulas.sampling(logits, 1, 0, 0.5), 1e-15);
    }

    /**
     * A good token at ratio 1.5 earns no more than 1.28; a bad one at ratio 4 costs no more than c = 3; one at ratio 1 has the
     * plain policy gradient −A.
     */
    @Test
    void theClipsHold() {
        double[] now = {Math.log(1.5), Math.log(4), -2};
        double[] old = {0, 0, -2};
        TokenLosses all = formulas.losses(
                LossSettings.paper(), now, new double[] {1, 1, 1}, new double[] {1, -1, 0.5}, old, null);
        assertArrayEquals(new double[] {-1.28, 3, -0.5}, all.losses(), 1e-12);
        assertArrayEquals(new double[] {0, 0, -0.5}, all.gradients(), 1e-12);
        assertEquals(1.0 / 3, all.parts().clipFraction(), 1e-12);
        assertEquals(1.0 / 3, all.parts().clipFractionNegative(), 1e-12);
    }

    /** k3 of x = ln 2 is e^−x + x − 1 = ln 2 − ½, its derivative 1 − e^−x = ½. */
    @Test
    void theDivergenceIsOneMoreTerm() {
        LossSettings onlyDivergence = new LossSettings(true, 1, 0.2, 0.28, 3, 3, 1, 0);
        double[] reference = {-Math.log(2)};
        TokenLosses one =
                formulas.losses(onlyDivergence, new double[1], new double[] {1}, null, new double[1], reference);
        assertEquals(Math.log(2) - 0.5, one.parts().kl(), 1e-12);
        assertArrayEquals(new double[] {0.5}, one.gradients(), 1e-12);
    }

    /** Of the first step only the sign of a gradient is left: rate · g / |g|. */
    @Test
    void theFirstStepOfAdamWIsTheSignOfTheGradient() {
        OptimizerSettings plain = new OptimizerSettings(0.9, 0.999, 1e-12, 0, 0);
        TrainingFormulas.Steps steps = formulas.steps(plain, new double[][] {{1, 1}});
        assertEquals(5, steps.step(new double[][] {{3, -4}}, 0.01), 1e-12);
        assertArrayEquals(new double[] {0.99, 1.01}, steps.parameters()[0], 1e-9);
    }

    @Test
    void anEntropyThatIsNotGivenCannotBeLearnt() {
        LossSettings withEntropy = new LossSettings(true, 1, 0.2, 0.28, 3, 3, 0, 0.1);
        assertThrows(
                IllegalArgumentException.class,
                () -> formulas.losses(withEntropy, new double[1], new double[1], null, null, null));
    }
}
