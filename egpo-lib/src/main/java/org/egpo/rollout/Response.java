package org.egpo.rollout;

import java.util.Arrays;
import java.util.List;
import org.egpo.call.CallDecoder;
import org.egpo.call.FunctionCall;
import org.egpo.call.FunctionCalls;
import org.egpo.call.ModelText;

/**
 * One sampled response, token by token. What is not known is NaN, or -1 for an id; nothing is ever guessed.
 *
 * @param text what the policy wrote, tags included
 * @param tokens the text of each token; joined they give {@code text}
 * @param ids the id of each token in the policy's vocabulary
 * @param logProbabilities natural log-probability of each token under the sampling policy at temperature 1
 * @param temperedLogProbabilities the same at the sampling temperature
 * @param entropies entropy in nats, at the sampling temperature, of the distribution each token was drawn from, over the
 *     whole vocabulary
 * @param truncated whether the length limit ended the response
 * @param bounds between which values the entropies lie where they are not known but a server told the most probable tokens; else
 *     null
 * @param opened whether the prompt ended with {@code <think>}, so that the response begins inside of its thinking
 */
public record Response(
        String text,
        List<String> tokens,
        long[] ids,
        double[] logProbabilities,
        double[] temperedLogProbabilities,
        double[] entropies,
        boolean truncated,
        EntropyBounds bounds,
        boolean opened) {
    static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    /** @throws IllegalArgumentException where the parts do not have the same length */
    public Response {
        tokens = List.copyOf(tokens);
        check("ids", ids.length, tokens);
        check("entropies", entropies.length, tokens);
        check("log-probabilities", logProbabilities.length, tokens);
        check("log-probabilities at the sampling temperature", temperedLogProbabilities.length, tokens);
    }

    private static void check(String what, int length, List<String> tokens) {
        if (length != tokens.size()) {
            throw new IllegalArgumentException("a response has " + tokens.size() + " tokens and " + length + " " + what
                    + "; each token needs one");
        }
    }

    /** A response of which only texts and entropies are known. */
    public static Response ofTexts(List<String> tokens, double[] entropies, boolean truncated) {
        double[] unknown = unknown(tokens.size());
        return new Response(
                String.join("", tokens),
                tokens,
                noIds(tokens.size()),
                unknown,
                unknown,
                entropies,
                truncated,
                null,
                false);
    }

    /** The same response to another prompt, of which it is known whether it opens the thinking. */
    public Response withOpened(boolean value) {
        return new Response(
                text, tokens, ids, logProbabilities, temperedLogProbabilities, entropies, truncated, bounds, value);
    }

    /** What the assistant says: the text, behind the start tag where the prompt has written it. This is judged and read. */
    public String said() {
        return isInside() ? OPEN + text : text;
    }

    /** Some models write the tag once more. */
    private boolean isInside() {
        return opened && !text.stripLeading().startsWith(OPEN);
    }

    static double[] unknown(int length) {
        double[] all = new double[length];
        Arrays.fill(all, Double.NaN);
        return all;
    }

    static long[] noIds(int length) {
        long[] all = new long[length];
        Arrays.fill(all, -1);
        return all;
    }

    public int length() {
        return tokens.size();
    }

    /**
     * The thinking tokens, both tags included: from the first {@code <think>} to the first {@code </think>} after it. Where the
     * tokenizer cuts the tags into pieces (Qwen2.5 does, Qwen3 has one token for each), every token that holds a piece counts.
     * A start tag that the prompt has written counts as given: then the thinking begins with the first token.
     */
    public Span thinking() {
        String joined = String.join("", tokens);
        int open = isInside() ? 0 : joined.indexOf(OPEN);
        int close = open < 0 ? -1 : joined.indexOf(CLOSE, open);
        return close < 0 ? new Span(0, 0) : new Span(tokenAt(open), tokenAt(close + CLOSE.length() - 1) + 1);
    }

    /** The calls behind the thinking, read as data; empty where the text holds none. */
    public List<FunctionCall> calls() {
        return FunctionCalls.of(CallDecoder.decode(ModelText.of(said()).answerText()));
    }

    /** Position of the token that holds a character of the joined tokens. */
    private int tokenAt(int character) {
        int t = 0;
        for (int end = tokens.get(0).length();
                end <= character;
                end += tokens.get(t).length()) {
            t++;
        }
        return t;
    }

    /** The tokens behind the thinking; all tokens where there is no complete thinking. */
    public Span answer() {
        return new Span(thinking().end(), tokens.size());
    }

    /** E, the mean token entropy over the thinking tokens in nats (paper, equation 4); 0 without a complete thinking. */
    public double thinkingEntropy() {
        return meanEntropy(thinking());
    }

    /** The mean token entropy over all tokens in nats. */
    public double meanEntropy() {
        return meanEntropy(new Span(0, tokens.size()));
    }

    private double meanEntropy(Span span) {
        double sum = 0;
        for (int i = span.start(); i < span.end(); i++) {
            sum += entropies[i];
        }
        return span.end() == span.start() ? 0 : sum / (span.end() - span.start());
    }

    /** Tokens from {@code start} to before {@code end}. */
    public record Span(int start, int end) {}
}
