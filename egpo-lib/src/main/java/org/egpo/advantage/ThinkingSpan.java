package org.egpo.advantage;

/**
 * Which tokens of a response are its chain of thought: from the first start tag to the first end tag after it, both tags
 * included (verl fork, v0.7.0). A second pair of tags is ignored; without a complete pair the span is empty.
 *
 * @param start index of the first token of the span
 * @param end index behind its last token; {@code start} where the span is empty
 */
public record ThinkingSpan(int start, int end) {
    private static final double EPSILON = 1e-8;
    private static final ThinkingSpan NONE = new ThinkingSpan(0, 0);

    /**
     * @param tokens the response's token ids
     * @param startTag id of {@code <think>}
     * @param endTag id of {@code </think>}
     */
    public static ThinkingSpan of(long[] tokens, long startTag, long endTag) {
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] == startTag) {
                int end = endOf(tokens, i + 1, endTag);
                return end < 0 ? NONE : new ThinkingSpan(i, end + 1);
            }
        }
        return NONE;
    }

    /** The span where the prompt's template has opened the thinking already: from the first token to the first end tag. */
    public static ThinkingSpan openedByPrompt(long[] tokens, long endTag) {
        int end = endOf(tokens, 0, endTag);
        return end < 0 ? NONE : new ThinkingSpan(0, end + 1);
    }

    /** The whole response, for an entropy that is not that of the thinking alone. */
    public static ThinkingSpan whole(int tokens) {
        return new ThinkingSpan(0, tokens);
    }

    private static int endOf(long[] tokens, int from, long endTag) {
        for (int i = from; i < tokens.length; i++) {
            if (tokens[i] == endTag) {
                return i;
            }
        }
        return -1;
    }

    public boolean isEmpty() {
        return end == start;
    }

    /** The span without its two tags. */
    public ThinkingSpan withoutTags() {
        return end - start <= 2 ? NONE : new ThinkingSpan(start + 1, end - 1);
    }

    /**
     * E_i, the mean token entropy over the span (paper, equation 4).
     *
     * @param entropies in nats, one for each token of the response; values outside the span may be NaN
     * @param mask whether the policy generated the token; null where it generated all
     * @return 0 for an empty span
     */
    public double meanEntropy(double[] entropies, boolean[] mask) {
        double sum = 0;
        int count = 0;
        for (int i = start; i < Math.min(end, entropies.length); i++) {
            if (mask == null || mask[i]) {
                sum += entropies[i];
                count++;
            }
        }
        return count == 0 ? 0 : sum / (count + EPSILON);
    }

    public double meanEntropy(double[] entropies) {
        return meanEntropy(entropies, null);
    }
}
