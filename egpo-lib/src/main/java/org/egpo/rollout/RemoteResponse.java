package org.egpo.rollout;

import java.util.Arrays;
import java.util.List;
import org.egpo.llm.LlmException;
import org.egpo.llm.LlmReply;
import org.egpo.llm.TokenLogprob;
import org.egpo.policy.Sampling;
import org.egpo.policy.Tokenizer;

/** A server's answer as a response, checked: its tokens must spell its text. */
final class RemoteResponse {
    private static final String ID = "token_id:";

    private final LlmReply.Choice choice;
    private final Tokenizer tokenizer;
    private final String server;

    private RemoteResponse(LlmReply.Choice choice, Tokenizer tokenizer, String server) {
        this.choice = choice;
        this.tokenizer = tokenizer;
        this.server = server;
    }

    /**
     * @param tokenizer null where ids are not known
     * @param server for messages
     * @throws LlmException where log-probabilities are missing or the tokens are not those of the text
     */
    static Response of(LlmReply.Choice choice, Tokenizer tokenizer, Sampling sampling, String server) {
        RemoteResponse r = new RemoteResponse(choice, tokenizer, server);
        List<String> sent = choice.logprobs().stream().map(TokenLogprob::token).toList();
        double[] logProbabilities =
                choice.logprobs().stream().mapToDouble(TokenLogprob::logprob).toArray();
        if (sent.isEmpty() && !choice.text().isEmpty()
                || Arrays.stream(logProbabilities).anyMatch(Double::isNaN)) {
            throw r.unusable("sent no log-probabilities; rollouts need a server that reports them for /completions,"
                    + " such as vLLM");
        }
        long[] ids = r.ids(sent);
        List<String> pieces = r.pieces(sent, ids);
        boolean plain = sampling.temperature() == 0 || sampling.temperature() == 1;
        return new Response(
                choice.text(),
                pieces,
                ids,
                logProbabilities,
                plain ? logProbabilities : Response.unknown(ids.length),
                Response.unknown(ids.length),
                choice.finishReason().equals("length"),
                false);
    }

    private long[] ids(List<String> sent) {
        return sent.stream().mapToLong(this::id).toArray();
    }

    private long id(String token) {
        boolean isId = token.startsWith(ID) && token.substring(ID.length()).matches("\\d{1,9}");
        if (tokenizer == null) {
            return isId ? Long.parseLong(token.substring(ID.length())) : -1;
        }
        if (token.contains("\uFFFD")) {
            throw unusable("sent part of a character as a token and not its id; use a server that tells token ids,"
                    + " such as vLLM");
        }
        long id = isId ? Long.parseLong(token.substring(ID.length())) : tokenizer.idOfText(token);
        if (!tokenizer.contains(id)) {
            String what = isId ? "token id " + id : "token \"" + token + "\"";
            throw unusable("sent the " + what + ", which is not in the given tokenizer; give the tokenizer of the"
                    + " served model");
        }
        return id;
    }

    /** What ended the response stays as tokens with an empty text, as in local responses. */
    private List<String> pieces(List<String> sent, long[] ids) {
        List<String> pieces = tokenizer == null ? sent : tokenizer.pieces(ids);
        if (!String.join("", pieces).startsWith(choice.text())) {
            throw unusable("sent tokens that do not spell its text; give the tokenizer of the served model");
        }
        return TextEnd.cut(pieces, choice.text().length());
    }

    private LlmException unusable(String what) {
        return new LlmException(LlmException.Kind.MALFORMED, server + " " + what);
    }
}
