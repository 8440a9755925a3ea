package org.egpo.train;

/**
 * How to learn from examples.
 *
 * @param epochs times each example is learnt, at least 1
 * @param batch examples of one step, at least 1
 * @param microBatch examples learnt from at once, at least 1; fewer need less memory
 * @param learningRate rate over the steps
 * @param checkpointEvery steps between checkpoints, at least 1
 * @param seed of the order of the examples
 */
public record SupervisedSettings(
        int epochs, int batch, int microBatch, LearningRate learningRate, int checkpointEvery, long seed) {
    public SupervisedSettings {
        positive("epochs", epochs);
        positive("batch", batch);
        positive("micro batch", microBatch);
        positive("checkpoint every", checkpointEvery);
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be at least 1");
        }
    }
}
