package org.egpo.rollout;

/**
 * A query as the policy reads it.
 *
 * @param id id of the query
 * @param text the whole prompt, as the model's chat template writes it
 */
public record Prompt(String id, String text) {

    /**
     * Whether the prompt ends with {@code <think>}: then the response begins inside of its thinking, as with the templates of
     * DeepSeek-R1, QwQ and Qwen3-Thinking.
     */
    public boolean opensThinking() {
        return text.stripTrailing().endsWith(Response.OPEN);
    }
}
