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

    /** The thinking tokens, both tags included: from the first {@code <think>} to the first {@code </think>} after it. */
    public Span thinking() {
        int start = tokens.indexOf("<think>");
        int end = start < 0 ? -1 : tokens.subList(start, tokens.size()).indexOf("</think>");
        return end < 0 ? new Span(0, 0) : new Span(start, start + end + 1);
    }

    /** E, the mean token entropy over the thinking tokens in nats (paper, equation 4); 0 without a complete thinking. */
    public double thinkingEntropy() {
        Span span = thinking();
        double sum = 0;
        for (int i = span.start(); i < span.end(); i++) {
            sum += entropies[i];
        }
        return span.end() == span.start() ? 0 : sum / (span.end() - span.start());
    }

    /** Tokens from {@code start} to before {@code end}. */
    public record Span(int start, int end) {}
}
