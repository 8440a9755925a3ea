package org.egpo.policy;

/**
 * What a model says of given tokens; one row for each sequence.
 *
 * @param logProbabilities natural log-probability of each token at temperature 1
 * @param temperedLogProbabilities the same at the temperature asked for
 * @param entropies entropy in nats, at that temperature, of the distribution each token comes from, whole vocabulary
 */
public record TokenScores(float[][] logProbabilities, float[][] temperedLogProbabilities, float[][] entropies) {}
