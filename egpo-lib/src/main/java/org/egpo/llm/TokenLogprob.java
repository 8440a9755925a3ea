package org.egpo.llm;

import java.util.List;

/**
 * A token of an answer and how likely it was.
 *
 * @param token its text; servers leave parts of characters out of it, or write U+FFFD for them
 * @param id its id in the vocabulary; -1 where the server does not say
 * @param bytes its bytes, from 0 to 255; empty where the server does not say
 * @param logprob natural logarithm of its probability; NaN where the server does not say
 * @param top log-probabilities of the likeliest tokens at this place; empty when not asked for
 */
public record TokenLogprob(String token, long id, List<Integer> bytes, double logprob, List<Double> top) {
    public TokenLogprob {
        bytes = List.copyOf(bytes);
        top = List.copyOf(top);
    }
}
