package org.egpo.train;

/**
 * A text to learn: the prompt is read, the response is learnt.
 *
 * @param prompt token ids, at least one
 * @param response token ids, the end token included, at least one
 */
public record SupervisedExample(long[] prompt, long[] response) {
    public SupervisedExample {
        if (prompt.length == 0 || response.length == 0) {
            throw new IllegalArgumentException("prompt and response have " + prompt.length + " and " + response.length
                    + " tokens; both need at least one");
        }
    }

    public int length() {
        return prompt.length + response.length;
    }
}
