package org.egpo.train;

/**
 * How to learn from examples.
 *
 * @param steps steps of the run, over as many epochs as they need; 0 for what the epochs give
 * @param epochs times each example is learnt where steps is 0, at least 1
 * @param batch examples of one step, at least 1
 * @param microBatch examples learnt from at once, at least 1; fewer need less memory
 * @param learningRate rate over the steps
 * @param checkpointEvery steps between checkpoints, at least 1
 * @param seed of the order of the examples
 */
public record SupervisedSettings(
        int steps, int epochs, int batch, int microBatch, LearningRate learningRate, int checkpointEvery, long seed) {
    public SupervisedSettings {
        ReinforcementSettings.atLeast("steps", steps, 0, "0 is for what the epochs give");
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
