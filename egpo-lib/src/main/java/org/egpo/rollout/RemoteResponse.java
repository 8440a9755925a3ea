package org.egpo.rollout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.egpo.llm.LlmException;
import org.egpo.llm.LlmReply;
import org.egpo.llm.TokenLogprob;
import org.egpo.policy.Sampling;
import org.egpo.policy.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * A server's answer as a response, checked: its tokens must spell its text. Some servers leave parts of characters out of the
 * texts of tokens, or write U+FFFD for them; ids, bytes, or the text between their neighbours tell what they are.
 */
record RemoteResponse(LlmReply.Choice choice, @Nullable Tokenizer tokenizer, String server) {
    private static final String PART = "\uFFFD";

    /**
     * @param tokenizer null where ids are not known
     * @param asked most probable tokens that were asked for
     * @param end the token that ends a turn, kept where the server says that it came but not as a token; -1 for none
     * @param server for messages
     * @throws LlmException where log-probabilities are missing or the tokens are not those of the text
     */
    static Response of(
            LlmReply.Choice choice,
            @Nullable Tokenizer tokenizer,
            Sampling sampling,
            int asked,
            long end,
            String server) {
        return new RemoteResponse(choice, tokenizer, server).response(sampling, asked, end);
    }

    private Response response(Sampling sampling, int asked, long end) {
        List<TokenLogprob> sent = choice.logprobs();
        List<String> pieces;
        long[] ids;
        double[] logProbabilities;
        if (sent.isEmpty() && !choice.text().isEmpty() && tokenizer != null) {
            // The text is all that is known; its tokens are those that the tokenizer makes of it.
            ids = tokenizer.encode(choice.text());
            pieces = tokenizer.pieces(ids);
            logProbabilities = Response.unknown(ids.length);
        } else {
            logProbabilities = sent.stream().mapToDouble(TokenLogprob::logprob).toArray();
            if (sent.isEmpty() && !choice.text().isEmpty()
                    || Arrays.stream(logProbabilities).anyMatch(Double::isNaN)) {
                throw unusable("sent no log-probabilities; give the tokenizer of the served model, or use a server that"
                        + " reports them for /completions (docs/servers.md)");
            }
            ids = sent.stream().mapToLong(TokenLogprob::id).toArray();
            pieces = spell(sent, ids);
        }
        // Some servers leave the stop text in the answer; it is no part of a response.
        TextEnd stop = TextEnd.of(pieces, sampling.stop());
        if (stop.found()) {
            pieces = TextEnd.cut(pieces.subList(0, stop.tokens()), stop.length());
            ids = Arrays.copyOf(ids, stop.tokens());
            logProbabilities = Arrays.copyOf(logProbabilities, stop.tokens());
        }
        boolean stopped =
                choice.finishReason().equals("stop") && sampling.stop().isEmpty();
        if (end >= 0
                && stopped
                && (ids.length == 0 || !pieces.get(pieces.size() - 1).isEmpty())) {
            pieces = new ArrayList<>(pieces);
            pieces.add("");
            ids = Arrays.copyOf(ids, ids.length + 1);
            ids[ids.length - 1] = end;
            logProbabilities = Arrays.copyOf(logProbabilities, ids.length);
            logProbabilities[ids.length - 1] = Double.NaN;
        }
        boolean plain = sampling.temperature() == 0 || sampling.temperature() == 1;
        return new Response(
                String.join("", pieces),
                pieces,
                ids,
                logProbabilities,
                plain ? logProbabilities : Response.unknown(ids.length),
                Response.unknown(ids.length),
                List.of("length", "abort").contains(choice.finishReason()),
                bounds(sent, asked, ids.length, sampling.temperature()),
                false,
                List.of());
    }

    private @Nullable EntropyBounds bounds(List<TokenLogprob> sent, int asked, int length, double temperature) {
        if (tokenizer == null || sent.stream().allMatch(t -> t.top().isEmpty())) {
            return null;
        }
        List<List<Double>> top = new ArrayList<>(
                sent.stream().limit(length).map(TokenLogprob::top).toList());
        while (top.size() < length) {
            top.add(List.of());
        }
        // Weights may have rows that no token uses.
        long vocabulary = (tokenizer.size() / 1024 + 1) * 1024L;
        return EntropyBounds.of(top, asked, vocabulary, temperature);
    }

    /** Finds each token's part of the text, and the ids that the server did not tell. */
    private List<String> spell(List<TokenLogprob> sent, long[] ids) {
        String text = choice.text();
        List<byte[]> parts = new ArrayList<>(sent.stream().map(this::bytes).toList());
        int at = 0;
        for (int i = 0; i < ids.length; i++) {
            int next = i;
            while (next < ids.length && parts.get(next) == null) {
                next++;
            }
            if (next > i) {
                int from = Math.min(at, text.length());
                int to = next == ids.length ? text.length() : text.indexOf(string(parts.get(next)), from);
                String between = text.substring(from, Math.max(from, to));
                fill(between, parts, ids, i, next);
                at = from + between.length();
                i = next - 1;
            } else {
                at += string(parts.get(i)).length();
                ids[i] = known(ids[i], parts.get(i));
            }
        }
        List<String> pieces = Tokenizer.pieces(parts);
        if (!String.join("", pieces).startsWith(text)) {
            throw unusable("sent tokens that do not spell its text; give the tokenizer of the served model");
        }
        // What ended the response stays as tokens with an empty text, as in local responses.
        return TextEnd.cut(pieces, text.length());
    }

    /** The bytes of a token; null where its text leaves something out and nothing else is known. */
    private byte @Nullable [] bytes(TokenLogprob t) {
        if (t.id() >= 0 && tokenizer != null) {
            return tokenizer.bytes(known(t.id(), new byte[0]));
        }
        if (!t.bytes().isEmpty()) {
            byte[] told = new byte[t.bytes().size()];
            for (int i = 0; i < told.length; i++) {
                told[i] = t.bytes().get(i).byteValue();
            }
            return told;
        }
        return t.token().isEmpty() || t.token().contains(PART)
                ? null
                : t.token().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Tokens without a text of their own are those that the tokenizer makes of the text between their neighbours; where their number
     * is another (the server has left bytes out), their ids are not known.
     */
    private void fill(String between, List<byte[]> parts, long[] ids, int from, int to) {
        long[] told = tokenizer == null ? new long[0] : tokenizer.encode(between);
        for (int i = from; i < to; i++) {
            boolean known = told.length == to - from;
            String whole = i == to - 1 ? between : "";
            ids[i] = known ? told[i - from] : -1;
            parts.set(i, known && tokenizer != null ? tokenizer.bytes(ids[i]) : whole.getBytes(StandardCharsets.UTF_8));
        }
    }

    private long known(long id, byte[] bytes) {
        long found = id >= 0 || tokenizer == null ? id : tokenizer.idOf(bytes);
        if (tokenizer != null && !tokenizer.contains(found)) {
            String what = id >= 0 ? "token id " + id : "token \"" + string(bytes) + "\"";
            throw unusable("sent the " + what + ", which is not in the given tokenizer; give the tokenizer of the"
                    + " served model");
        }
        return found;
    }

    private static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private LlmException unusable(String what) {
        return new LlmException(LlmException.Kind.MALFORMED, server + " " + what);
    }
}
