package org.egpo.train;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.egpo.policy.CausalLm;
import org.egpo.policy.Learner;
import org.egpo.policy.LossSettings;
import org.egpo.policy.OptimizerSettings;

/**
 * Supervised learning of responses (SFT). Deterministic: the same examples, settings and machine give the same weights, also
 * when the run was killed and taken up again.
 */
public record SupervisedTrainer(SupervisedSettings settings, Checkpoints checkpoints, StepListener listener) {
    private static final OptimizerSettings OPTIMIZER = new OptimizerSettings(0.9, 0.98, 1e-8, 0.01, 1);

    /**
     * What is told after each step.
     *
     * @param step steps done
     * @param steps of the whole run
     * @param loss mean −log p of the step's response tokens, in nats
     * @param gradientNorm before clipping
     * @param learningRate of the step
     * @param tokens tokens of the step, prompts included, padding not
     */
    public record Step(int step, int steps, double loss, double gradientNorm, double learningRate, int tokens) {}

    /** Hears of each step. */
    @FunctionalInterface
    public interface StepListener {
        void done(Step step);

        /** Hears what is worth saying before the run begins, a sentence; prints it to the standard error unless overridden. */
        default void note(String sentence) {
            System.err.println("egpo: " + sentence);
        }
    }

    /**
     * Learns, from the latest checkpoint on where there is one.
     *
     * @param start the model to begin with; closed when a checkpoint replaces it
     * @return the model after the last step, to be closed by the caller
     * @throws CancellationException when interrupted; a checkpoint was written then
     */
    public CausalLm train(CausalLm start, List<SupervisedExample> examples) throws IOException {
        var latest = checkpoints.latest();
        CausalLm model = start;
        if (latest.isPresent()) {
            start.close();
            model = latest.get().loadModel();
        }
        try (Learner learner = new Learner(model, OPTIMIZER)) {
            int done = latest.isPresent() ? latest.get().restore(learner) : 0;
            run(model, learner, new SupervisedBatches(examples, settings.batch(), settings.seed()), done);
        }
        return model;
    }

    private void run(CausalLm model, Learner learner, SupervisedBatches batches, int done) throws IOException {
        int perEpoch = batches.perEpoch();
        int steps = settings.steps() > 0 ? settings.steps() : perEpoch * settings.epochs();
        List<List<SupervisedExample>> epoch = batches.epoch(done / perEpoch);
        for (int step = done; step < steps; step++) {
            epoch = step % perEpoch == 0 ? batches.epoch(step / perEpoch) : epoch;
            step(learner, epoch.get(step % perEpoch), step, steps);
            boolean interrupted = Thread.interrupted();
            if (interrupted || (step + 1) % settings.checkpointEvery() == 0 || step + 1 == steps) {
                checkpoints.save(step + 1, model, learner);
            }
            if (interrupted) {
                throw new CancellationException("interrupted after step " + (step + 1) + "; a checkpoint was written");
            }
        }
    }

    private void step(Learner learner, List<SupervisedExample> batch, int step, int steps) {
        int answered = batch.stream().mapToInt(SupervisedExample::learntTokens).sum();
        double loss = 0;
        for (int from = 0; from < batch.size(); from += settings.microBatch()) {
            List<SupervisedExample> part = batch.subList(from, Math.min(batch.size(), from + settings.microBatch()));
            loss += learner.accumulate(SupervisedBatches.learningBatch(part, answered), LossSettings.supervised())
                    .loss();
        }
        double rate = settings.learningRate().at(step, steps);
        double norm = learner.step(rate);
        int tokens = batch.stream().mapToInt(SupervisedExample::length).sum();
        listener.done(new Step(step + 1, steps, loss, norm, rate, tokens));
    }
}
