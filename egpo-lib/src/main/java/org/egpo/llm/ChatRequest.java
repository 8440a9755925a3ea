package org.egpo.llm;

import java.util.List;
import org.egpo.data.Message;
import org.jspecify.annotations.Nullable;

/**
 * One question to a chat model.
 *
 * @param messages the conversation so far; texts only
 * @param temperature 0 for the most likely answer
 * @param maxTokens the most tokens of the answer
 * @param seed for the sampling; another seed is another request to the cache
 * @param shape the JSON wanted, or null for any text
 */
public record ChatRequest(
        List<Message> messages, double temperature, int maxTokens, long seed, @Nullable AnswerShape shape) {
    private static final int MAX_TOKENS = 1024;

    public ChatRequest {
        messages = List.copyOf(messages);
    }

    /** Temperature 0, 1,024 tokens, seed 0, any text. */
    public static ChatRequest of(Message... messages) {
        return new ChatRequest(List.of(messages), 0, MAX_TOKENS, 0, null);
    }

    public ChatRequest withShape(AnswerShape newShape) {
        return new ChatRequest(messages, temperature, maxTokens, seed, newShape);
    }

    public ChatRequest withSeed(long newSeed) {
        return new ChatRequest(messages, temperature, maxTokens, newSeed, shape);
    }

    public ChatRequest withTemperature(double newTemperature) {
        return new ChatRequest(messages, newTemperature, maxTokens, seed, shape);
    }

    public ChatRequest withMaxTokens(int tokens) {
        return new ChatRequest(messages, temperature, tokens, seed, shape);
    }
}
