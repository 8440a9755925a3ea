package org.egpo.llm;

import java.util.Map;

/**
 * A token of an answer and how likely it was.
 *
 * @param token its text
 * @param logprob natural logarithm of its probability; NaN where the server does not say
 * @param alternatives the likeliest tokens at this place with their log-probabilities; empty when not asked for
 */
public record TokenLogprob(String token, double logprob, Map<String, Double> alternatives) {}
