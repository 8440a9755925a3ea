package org.egpo.policy;

import java.util.List;

/**
 * How tokens are drawn.
 *
 * @param temperature divides the logits; 0 takes the most probable token. The paper samples at 0.7
 * @param topK keep the k most probable tokens, ties with the last included; 0 keeps all
 * @param topP keep the smallest set of most probable tokens that reaches this probability; 1 keeps all
 * @param maxTokens most new tokens of a response, at least 1
 * @param seed seed of the uniforms; each row has its own stream, so a response does not depend on its neighbours
 * @param stop texts that end a response and are not part of it; backends look for them, a {@link Generator} knows tokens only
 */
public record Sampling(double temperature, int topK, double topP, int maxTokens, long seed, List<String> stop) {
    private static final int MAX_TOKENS = 200;

    public Sampling {
        stop = List.copyOf(stop);
        if (stop.contains("")) {
            throw new IllegalArgumentException("a stop text is empty; it would end every response at once");
        }
        if (!(temperature >= 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("temperature is " + temperature + "; it must be a number of at least 0");
        }
        if (topK < 0) {
            throw new IllegalArgumentException("top-k is " + topK + "; it must be at least 0 (0 keeps all tokens)");
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException(
                    "top-p is " + topP + "; it must be above 0 and at most 1 (1 keeps all tokens)");
        }
        if (maxTokens < 1) {
            throw new IllegalArgumentException("max tokens is " + maxTokens + "; it must be at least 1");
        }
    }

    /** At a temperature; no filter, seed 0, at most {@value #MAX_TOKENS} tokens. */
    public static Sampling temperature(double temperature) {
        return new Sampling(temperature, 0, 1, MAX_TOKENS, 0, List.of());
    }

    /** The paper's settings: temperature 0.7, no filter. */
    public static Sampling paper() {
        return temperature(0.7);
    }

    /** Always the most probable token. */
    public static Sampling greedy() {
        return temperature(0);
    }

    /** In a word or two, such as {@code T = 0.7, top-p 0.9}. */
    public String describe() {
        return "T = " + temperature + (topP < 1 ? ", top-p " + topP : "") + (topK > 0 ? ", top-k " + topK : "");
    }

    public Sampling withTemperature(double value) {
        return new Sampling(value, topK, topP, maxTokens, seed, stop);
    }

    public Sampling withTopP(double value) {
        return new Sampling(temperature, topK, value, maxTokens, seed, stop);
    }

    public Sampling withTopK(int value) {
        return new Sampling(temperature, value, topP, maxTokens, seed, stop);
    }

    public Sampling withMaxTokens(int value) {
        return new Sampling(temperature, topK, topP, value, seed, stop);
    }

    public Sampling withSeed(long value) {
        return new Sampling(temperature, topK, topP, maxTokens, value, stop);
    }

    public Sampling withStop(String... texts) {
        return new Sampling(temperature, topK, topP, maxTokens, seed, List.of(texts));
    }
}
