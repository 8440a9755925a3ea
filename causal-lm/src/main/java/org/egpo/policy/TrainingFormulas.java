package org.egpo.policy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The formulas that sample and train, each by itself on plain numbers: the methods of the model's program that {@link
 * Generator} and {@link Learner} run, in double precision and without a model. For looking at one token, and for checking
 * the program against published numbers.
 */
public final class TrainingFormulas implements AutoCloseable {
    private static final ModelConfig SMALLEST = new ModelConfig(
            ModelConfig.Architecture.LLAMA,
            2,
            1,
            1,
            1,
            2,
            2,
            2,
            1e-6,
            new ModelConfig.Rope(1e4, null),
            true,
            2,
            List.of());

    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    private final ScriptModule program = ScriptModule.load(manager, "Decoder", DecoderSource.withProbes(SMALLEST));

    /**
     * What a model says of one next token.
     *
     * @param logProbability natural logarithm of the token's probability
     * @param entropy of the whole distribution, in nats
     * @param logProbabilityGradient derivatives of {@code logProbability}, one for each logit
     * @param entropyGradient derivatives of {@code entropy}, one for each logit
     */
    public record TokenDistribution(
            double logProbability, double entropy, double[] logProbabilityGradient, double[] entropyGradient) {}

    /**
     * The loss of some tokens.
     *
     * @param parts what a batch of these tokens adds up to
     * @param losses what each token brings before it is weighted
     * @param gradients derivative of the weighted loss by the log-probability of each token
     */
    public record TokenLosses(LossParts parts, double[] losses, double[] gradients) {}

    /**
     * Log-probability and entropy of a next token.
     *
     * @param logits one for each token of the vocabulary
     * @param token the token that follows
     * @param temperature divides the logits; above 0
     */
    public TokenDistribution distribution(double[] logits, int token, double temperature) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray id =
                    ArrayCopies.onCpu(scope, token).toType(DataType.INT64, true).reshape(1, 1);
            double[] all = probe(
                    scope,
                    "probe_distribution",
                    ArrayCopies.onCpu(scope, logits),
                    id,
                    ArrayCopies.onCpu(scope, temperature));
            int n = logits.length;
            return new TokenDistribution(
                    all[0], all[1], Arrays.copyOfRange(all, 2, 2 + n), Arrays.copyOfRange(all, 2 + n, 2 + 2 * n));
        }
    }

    /**
     * The probabilities that a token is drawn from, after temperature, top-k and top-p.
     *
     * @param temperature above 0
     * @param topK 0 for none
     * @param topP 1 for none
     */
    public double[] sampling(double[] logits, double temperature, int topK, double topP) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray row = ArrayCopies.onCpu(scope, logits).reshape(1, logits.length);
            NDArray[] p = program.call(scope, "probe_sampling", row, temperature, topK, topP);
            return p[0].toDoubleArray();
        }
    }

    /**
     * The loss of tokens, all arrays of one length.
     *
     * @param settings the entropy's coefficient must be 0, because entropies are not given
     * @param weights what each token counts; all 1 gives the derivatives of the tokens' own losses
     * @param advantages null for supervised learning
     * @param oldLogProbabilities null for supervised learning
     * @param referenceLogProbabilities null where no divergence is wanted
     */
    public TokenLosses losses(
            LossSettings settings,
            double[] logProbabilities,
            double[] weights,
            double @Nullable [] advantages,
            double @Nullable [] oldLogProbabilities,
            double @Nullable [] referenceLogProbabilities) {
        if (settings.entropyCoefficient() != 0) {
            throw new IllegalArgumentException("the entropy coefficient is " + settings.entropyCoefficient()
                    + "; it must be 0, because log-probabilities alone do not tell an entropy");
        }
        int n = logProbabilities.length;
        try (NDManager scope = manager.newSubManager()) {
            double[] all = probe(
                    scope,
                    "probe_losses",
                    ArrayCopies.onCpu(scope, logProbabilities),
                    ArrayCopies.onCpu(scope, weights),
                    ArrayCopies.onCpu(scope, advantages == null ? new double[n] : advantages),
                    ArrayCopies.onCpu(scope, oldLogProbabilities == null ? new double[n] : oldLogProbabilities),
                    ArrayCopies.onCpu(
                            scope, referenceLogProbabilities == null ? new double[n] : referenceLogProbabilities),
                    ArrayCopies.onCpu(scope, settings.numbers(0, false, n, referenceLogProbabilities != null, false)));
            int sums = all.length - 2 * n;
            return new TokenLosses(
                    LossParts.of(all),
                    Arrays.copyOfRange(all, sums, sums + n),
                    Arrays.copyOfRange(all, sums + n, all.length));
        }
    }

    /** Steps of the optimiser on arrays of one's own, which live until these formulas are closed. */
    public Steps steps(OptimizerSettings settings, double[][] parameters) {
        return new Steps(settings, parameters);
    }

    private double[] probe(NDManager scope, String method, NDArray... arguments) {
        return program.callWithGradients(scope, method, List.of(arguments), List.of())
                .toDoubleArray();
    }

    @Override
    public void close() {
        manager.close();
    }

    /** Some arrays under training. */
    public final class Steps {
        private final OptimizerSettings settings;
        private final List<NDArray> parameters = new ArrayList<>();
        private final List<NDArray> means = new ArrayList<>();
        private final List<NDArray> squares = new ArrayList<>();
        private final List<NDArray> counts = new ArrayList<>();

        private Steps(OptimizerSettings settings, double[][] start) {
            this.settings = settings;
            for (double[] values : start) {
                parameters.add(ArrayCopies.onCpu(manager, values));
                means.add(ArrayCopies.onCpu(manager, new double[values.length]));
                squares.add(ArrayCopies.onCpu(manager, new double[values.length]));
                counts.add(manager.zeros(new Shape(), DataType.FLOAT32));
            }
        }

        /**
         * Clips the gradients together and takes one step of AdamW.
         *
         * @return norm of all gradients together before clipping
         */
        public double step(double[][] gradients, double learningRate) {
            try (NDManager scope = manager.newSubManager()) {
                List<NDArray> all = Arrays.stream(gradients)
                        .map(g -> ArrayCopies.onCpu(scope, g))
                        .toList();
                return settings.step(program, scope, learningRate, parameters, all, means, squares, counts);
            }
        }

        /** The arrays as they are now. */
        public double[][] parameters() {
            return parameters.stream().map(NDArray::toDoubleArray).toArray(double[][]::new);
        }
    }
}
