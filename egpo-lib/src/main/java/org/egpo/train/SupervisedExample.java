package org.egpo.train;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A text to learn: the prompt is read, the response is learnt.
 *
 * @param prompt token ids, at least one
 * @param response token ids, the end token included, at least one
 * @param learnt for each token of the response whether it is learnt; the others are read
 */
public record SupervisedExample(long[] prompt, long[] response, boolean[] learnt) {
    /** A response that is learnt as a whole. */
    public SupervisedExample(long[] prompt, long[] response) {
        this(prompt, response, new boolean[response.length]);
        Arrays.fill(learnt, true);
    }

    public SupervisedExample {
        if (prompt.length == 0 || response.length == 0) {
            throw new IllegalArgumentException("prompt and response have " + prompt.length + " and " + response.length
                    + " tokens; both need at least one");
        }
    }

    int learntTokens() {
        return (int) IntStream.range(0, learnt.length).filter(t -> learnt[t]).count();
    }

    public int length() {
        return prompt.length + response.length;
    }
}
