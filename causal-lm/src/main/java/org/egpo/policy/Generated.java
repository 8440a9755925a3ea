package org.egpo.policy;

/**
 * The tokens of one sampled response.
 *
 * @param tokens ids, the stop token included where one ended the response
 * @param logProbabilities natural log-probability of each token at temperature 1, whole vocabulary
 * @param temperedLogProbabilities the same at the sampling temperature (before top-k and top-p); at temperature 0 as at 1
 * @param entropies entropy in nats, at the sampling temperature, of the distribution each token was drawn from, whole
 *     vocabulary
 * @param stopped whether a stop token ended it; false where the limit or an interrupt did
 */
public record Generated(
        long[] tokens,
        double[] logProbabilities,
        double[] temperedLogProbabilities,
        double[] entropies,
        boolean stopped) {}
