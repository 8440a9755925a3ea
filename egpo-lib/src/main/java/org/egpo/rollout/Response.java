package org.egpo.rollout;

import java.util.List;

/**
 * One sampled response, token by token.
 *
 * @param text what the policy wrote, tags included
 * @param tokens the text of each token; joined they give {@code text}
 * @param entropies entropy in nats of the distribution each token was drawn from, over the whole vocabulary; NaN where it
 *     is not known (never guessed)
 * @param logProbabilities natural log-probability of each token under the sampling policy; NaN where it is not known
 * @param truncated whether the length limit ended the response
 */
public record Response(
        String text, List<String> tokens, double[] entropies, double[] logProbabilities, boolean truncated) {

    /** @throws IllegalArgumentException where the parts do not have the same length */
    public Response {
        tokens = List.copyOf(tokens);
        if (entropies.length != tokens.size() || logProbabilities.length != tokens.size()) {
            throw new IllegalArgumentException("a response has " + tokens.size() + " tokens, " + entropies.length
                    + " entropies and " + logProbabilities.length
                    + " log-probabilities; each token needs one of both");
        }
    }

    public int length() {
        return tokens.size();
    }
}
