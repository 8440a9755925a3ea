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
        ReinforcementSettings.atLeast("epochs", epochs, 1, "examples are learnt from at least once");
        ReinforcementSettings.atLeast("batch", batch, 1, "a step needs something to learn from");
        ReinforcementSettings.atLeast("micro batch", microBatch, 1, "gradients are computed for at least one at once");
        ReinforcementSettings.atLeast("checkpoint every", checkpointEvery, 1, "it counts steps");
    }
}
