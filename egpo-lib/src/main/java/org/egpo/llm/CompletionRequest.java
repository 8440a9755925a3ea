package org.egpo.llm;

import java.util.List;

/**
 * A text to go on with, for servers with the older completions end point such as vLLM; used for rollouts.
 *
 * @param prompt the text so far, chat template applied
 * @param choices how many continuations, at least 1
 * @param temperature 0 for the most likely tokens
 * @param topP share of the probability mass to sample from, in (0, 1]
 * @param maxTokens the most tokens of one continuation
 * @param seed for the sampling
 * @param logprobs how many alternatives to report for each token with their log-probabilities; -1 for none, 0 for the
 *     chosen token alone
 * @param stop texts that end a continuation
 * @param topK the k most probable tokens to sample from; 0 (all) is not sent, since not every server knows it
 * @param verbatim for vLLM: no special token is added to the prompt or left out of the answer's text
 * @param tokenIds for vLLM: tokens are reported as {@code token_id:17}
 */
public record CompletionRequest(
        String prompt,
        int choices,
        double temperature,
        double topP,
        int maxTokens,
        long seed,
        int logprobs,
        List<String> stop,
        int topK,
        boolean verbatim,
        boolean tokenIds) {
    public CompletionRequest {
        stop = List.copyOf(stop);
    }
}
