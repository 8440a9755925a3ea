package org.egpo.datasets;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.egpo.data.Question;
import org.egpo.policy.ChatTemplate;
import org.egpo.policy.Sampling;
import org.egpo.policy.Tokenizer;
import org.egpo.rollout.Prompt;
import org.egpo.rollout.PromptStyle;
import org.egpo.rollout.Prompts;
import org.egpo.rollout.Response;
import org.egpo.rollout.RolloutBackend;

/**
 * Says prepared texts one after the other, as tokens of a model and ended as its template ends a turn: so that an episode that was
 * written by rule becomes tokens in the way in which sampled ones do.
 */
record Recital(ChatTemplate template, Tokenizer tokenizer, PromptStyle style, int positions, Iterator<String> texts)
        implements RolloutBackend {
    @Override
    public Prompt prompt(Question question) {
        return Prompts.of(template, question.example(), style);
    }

    @Override
    public Response reading(String text) {
        return Response.given(tokenizer, text);
    }

    @Override
    public List<List<Response>> sample(List<Prompt> prompts, int samples, Sampling sampling) {
        boolean opened = prompts.get(0).opensThinking();
        String text = texts.next();
        long[] ids = tokenizer.encode(
                (opened ? text.replaceFirst("^<think>", "") : text) + tokenizer.decode(template.endOfTurn(tokenizer)));
        List<String> pieces = new ArrayList<>(tokenizer.pieces(ids));
        pieces.set(pieces.size() - 1, "");
        double[] unknown = new double[ids.length];
        return List.of(List.of(new Response(
                String.join("", pieces), pieces, ids, unknown, unknown, unknown, false, null, opened, List.of())));
    }
}
