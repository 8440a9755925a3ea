package org.egpo.llm;

import java.util.List;

/**
 * What a model answered.
 *
 * @param choices at least one
 * @param usage the tokens it took; of a cached answer what it took when it was asked
 * @param cached whether it came from the cache or a recording, and cost nothing
 */
public record LlmReply(List<Choice> choices, Usage usage, boolean cached) {
    public LlmReply {
        choices = List.copyOf(choices);
    }

    /**
     * @param text the answer; "" when there is none
     * @param finishReason {@code stop}, {@code length} (cut off), …; "" when the server does not say
     * @param logprobs one entry for each token; empty when not asked for
     */
    public record Choice(String text, String finishReason, List<TokenLogprob> logprobs) {
        public Choice {
            logprobs = List.copyOf(logprobs);
        }
    }

    /** Tokens read and written; 0 where the server does not say. */
    public record Usage(long promptTokens, long completionTokens) {}

    /** The first choice's text. */
    public String text() {
        return choices.get(0).text();
    }

    LlmReply fromCache() {
        return new LlmReply(choices, usage, true);
    }
}
