package org.egpo.rollout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.egpo.call.CallDecoder;
import org.egpo.call.FunctionCall;
import org.egpo.call.ModelText;
import org.egpo.data.RecordCopy;
import org.egpo.policy.Tokenizer;
import org.jspecify.annotations.Nullable;

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
 * @param steps of an episode: what the policy wrote between tokens that were given to it, the results of its calls and what the
 *     user said next; empty for a response in one piece
 */
public record Response(
        String text,
        List<String> tokens,
        long[] ids,
        double[] logProbabilities,
        double[] temperedLogProbabilities,
        double[] entropies,
        boolean truncated,
        @Nullable EntropyBounds bounds,
        boolean opened,
        List<Step> steps) {
    static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    /** @throws IllegalArgumentException where the parts do not have the same length */
    public Response {
        tokens = List.copyOf(tokens);
        steps = List.copyOf(steps);
        check("ids", ids.length, tokens);
        check("entropies", entropies.length, tokens);
        check("log-probabilities", logProbabilities.length, tokens);
        check("log-probabilities at the sampling temperature", temperedLogProbabilities.length, tokens);
    }

    /**
     * What the policy wrote in one go within an episode: the tokens from {@code start} to before {@code end}.
     *
     * @param turn of the dialogue, counted from 0
     * @param prompt ids of what the policy read, where that does not go on from the tokens before: the chat template has written the
     *     dialogue in another way than before, because other tools are offered or earlier thinking is left out; else null
     */
    public record Step(int turn, int start, int end, long @Nullable [] prompt) {}

    /** Tokens that follow a prompt without a break: those from {@code from} to before {@code to}. */
    public record Stretch(long[] prompt, int from, int to) {}

    /**
     * The tokens in stretches that can each be computed in one pass; a response in one piece is one.
     *
     * @param prompt ids of the prompt that the response, or its first step, answers
     */
    public List<Stretch> stretches(long[] prompt) {
        List<Stretch> all = new ArrayList<>();
        long[] read = prompt;
        int from = 0;
        for (Step s : steps) {
            if (s.prompt != null) {
                all.add(new Stretch(read, from, s.start));
                read = s.prompt;
                from = s.start;
            }
        }
        all.add(new Stretch(read, from, length()));
        return all;
    }

    /** For each token whether the policy wrote it; the others were given to it, and are neither learnt nor measured. */
    public boolean[] written() {
        boolean[] all = new boolean[length()];
        pieces().forEach(s -> Arrays.fill(all, s.start, s.end, true));
        return all;
    }

    /** Number of the tokens that the policy wrote. */
    public int writtenLength() {
        return pieces().stream().mapToInt(s -> s.end - s.start).sum();
    }

    private List<Step> pieces() {
        return steps.isEmpty() ? List.of(new Step(0, 0, length(), null)) : steps;
    }

    /** Each step as a response of its own; a response in one piece is its only part. */
    public List<Response> parts() {
        return steps.isEmpty()
                ? List.of(this)
                : steps.stream().map(s -> slice(s.start, s.end)).toList();
    }

    /** The tokens from one to before another, as a response in one piece. */
    Response slice(int from, int to) {
        List<String> own = tokens.subList(from, to);
        return new Response(
                String.join("", own),
                own,
                Arrays.copyOfRange(ids, from, to),
                Arrays.copyOfRange(logProbabilities, from, to),
                Arrays.copyOfRange(temperedLogProbabilities, from, to),
                Arrays.copyOfRange(entropies, from, to),
                truncated && to == length(),
                null,
                opened,
                List.of());
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
                false,
                List.of());
    }

    /** A text that was given to the policy, as its tokenizer reads it: what is given is certain, so logarithms and entropies are 0. */
    public static Response given(Tokenizer tokenizer, String text) {
        long[] ids = tokenizer.encode(text);
        double[] certain = new double[ids.length];
        return new Response(text, tokenizer.pieces(ids), ids, certain, certain, certain, false, null, false, List.of());
    }

    /** The same response to another prompt, of which it is known whether it opens the thinking. */
    public Response withOpened(boolean value) {
        return RecordCopy.with(this, "opened", value);
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
        return DoubleStream.generate(() -> Double.NaN).limit(length).toArray();
    }

    static long[] noIds(int length) {
        return LongStream.generate(() -> -1).limit(length).toArray();
    }

    public int length() {
        return tokens.size();
    }

    /**
     * The thinking tokens, both tags included: from the first {@code <think>} to the first {@code </think>} after it. Where the
     * tokenizer cuts the tags into pieces (Qwen2.5 does, Qwen3 has one token for each), every token that holds a piece counts.
     * A start tag that the prompt has written counts as given: then the thinking begins with the first token. Of an episode, that of
     * its first step.
     */
    public Span thinking() {
        if (!steps.isEmpty()) {
            return parts().get(0).thinking();
        }
        String joined = String.join("", tokens);
        int open = isInside() ? 0 : joined.indexOf(OPEN);
        int close = open < 0 ? -1 : joined.indexOf(CLOSE, open);
        return close < 0 ? new Span(0, 0) : new Span(tokenAt(open), tokenAt(close + CLOSE.length() - 1) + 1);
    }

    /** The calls behind the thinking, read as data; empty where the text holds none. */
    public List<FunctionCall> calls() {
        return parts().stream()
                .flatMap(p -> FunctionCall.of(
                        CallDecoder.decode(ModelText.of(p.said()).answerText()))
                        .stream())
                .toList();
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

    /**
     * E, the mean token entropy over the thinking tokens in nats (paper, equation 4), those of all steps of an episode; 0 without a
     * complete thinking.
     */
    public double thinkingEntropy() {
        return mean(parts().stream().flatMapToDouble(p -> p.entropies(p.thinking())));
    }

    /** For each token E of the thinking of its step, in nats; 0 for tokens that were given to the policy. */
    public double[] stepEntropies() {
        double[] all = new double[length()];
        pieces().forEach(s ->
                Arrays.fill(all, s.start, s.end, slice(s.start, s.end).thinkingEntropy()));
        return all;
    }

    /** The mean token entropy in nats over all tokens that the policy wrote. */
    public double meanEntropy() {
        return mean(writtenEntropies());
    }

    private static double mean(DoubleStream values) {
        double sum = 0;
        int count = 0;
        for (double value : values.toArray()) {
            sum += value;
            count++;
        }
        return count == 0 ? 0 : sum / count;
    }

    /** The entropies of the tokens that the policy wrote. */
    public DoubleStream writtenEntropies() {
        return pieces().stream().flatMapToDouble(s -> entropies(new Span(s.start, s.end)));
    }

    private DoubleStream entropies(Span span) {
        return Arrays.stream(entropies, span.start(), span.end());
    }

    /** Tokens from {@code start} to before {@code end}. */
    public record Span(int start, int end) {}
}
