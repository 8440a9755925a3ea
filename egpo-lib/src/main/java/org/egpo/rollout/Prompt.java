package org.egpo.rollout;

import org.egpo.policy.ChatTemplate;
import org.egpo.policy.ModelException;
import org.egpo.policy.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * A query as the policy reads it.
 *
 * @param id id of the query
 * @param text the whole prompt, as the model's chat template writes it
 * @param ids the same as tokens where they are known already, because a part of them was sampled; else null
 */
public record Prompt(String id, String text, long @Nullable [] ids) {
    public Prompt(String id, String text) {
        this(id, text, null);
    }

    long[] ids(Tokenizer tokenizer) {
        return ids == null ? tokenizer.encode(text) : ids;
    }

    /**
     * Whether the prompt ends with {@code <think>}: then the response begins inside of its thinking, as with the templates of
     * DeepSeek-R1, QwQ and Qwen3-Thinking.
     */
    public boolean opensThinking() {
        return text.stripTrailing().endsWith(Response.OPEN);
    }

    /**
     * A demonstration as token ids: a response to this prompt that ends as the template ends a turn.
     *
     * @param response thinking between tags, then the calls; the start tag is left out where the prompt has it
     * @throws ModelException where the template does not tell which token ends a turn
     */
    public long[] demonstration(String response, ChatTemplate template, Tokenizer tokenizer) {
        long end = template.endOfTurn(tokenizer);
        if (end < 0) {
            throw new ModelException("the chat template does not tell which token ends a turn");
        }
        String rest = opensThinking() && response.startsWith(Response.OPEN)
                ? response.substring(Response.OPEN.length())
                : response;
        return tokenizer.encode(rest + tokenizer.decode(end));
    }
}
