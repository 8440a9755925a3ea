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
public record SamplingOptions(double temperature, int topK, double topP, int maxTokens, long seed, List<String> stop) {
    public SamplingOptions {
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

    /** Without stop texts. */
    public SamplingOptions(double temperature, int topK, double topP, int maxTokens, long seed) {
        this(temperature, topK, topP, maxTokens, seed, List.of());
    }

    /** The paper's settings: temperature 0.7, no filter. */
    public static SamplingOptions paper(int maxTokens, long seed) {
        return new SamplingOptions(0.7, 0, 1, maxTokens, seed);
    }

    /** Always the most probable token. */
    public static SamplingOptions greedy(int maxTokens) {
        return new SamplingOptions(0, 0, 1, maxTokens, 0);
    }

    public SamplingOptions withTemperature(double value) {
        return new SamplingOptions(value, topK, topP, maxTokens, seed, stop);
    }

    public SamplingOptions withTopP(double value) {
        return new SamplingOptions(temperature, topK, value, maxTokens, seed, stop);
    }

    public SamplingOptions withTopK(int value) {
        return new SamplingOptions(temperature, value, topP, maxTokens, seed, stop);
    }

    public SamplingOptions withMaxTokens(int value) {
        return new SamplingOptions(temperature, topK, topP, value, seed, stop);
    }

    public SamplingOptions withSeed(long value) {
        return new SamplingOptions(temperature, topK, topP, maxTokens, value, stop);
    }

    public SamplingOptions withStop(String... texts) {
        return new SamplingOptions(temperature, topK, topP, maxTokens, seed, List.of(texts));
    }
}
