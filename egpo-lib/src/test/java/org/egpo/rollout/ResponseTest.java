package org.egpo.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.egpo.rollout.Response.Span;
import org.junit.jupiter.api.Test;

class ResponseTest {
    private static Response response(String... tokens) {
        double[] entropies = new double[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            entropies[i] = i;
        }
        return Response.ofTexts(List.of(tokens), entropies, false);
    }

    @Test
    void tagsOfOneToken() {
        Response r = response("<think>", "a", "b", "</think>", "\n", "[f()]");
        assertEquals(new Span(0, 4), r.thinking());
        assertEquals(new Span(4, 6), r.answer());
        assertEquals((0 + 1 + 2 + 3) / 4.0, r.thinkingEntropy());
    }

    @Test
    void tagsInPiecesWhoseLastOneHoldsTheLineEnd() {
        Response r = response("<", "think", ">", "a", ".</", "think", ">\n", "[f()]");
        assertEquals(new Span(0, 7), r.thinking());
        assertEquals(3, r.thinkingEntropy());
    }

    @Test
    void textBeforeTheTagsDoesNotCount() {
        assertEquals(
                new Span(1, 4), response("Well, ", "<think>", "a", "</think>").thinking());
        // The first pair counts, and a closing tag before it does not close it.
        assertEquals(
                new Span(1, 3),
                response("</think>", "<think>", "</think>", "</think>").thinking());
    }

    @Test
    void withoutACompletePairThereIsNoThinking() {
        for (Response r :
                List.of(response(), response("a"), response("<think>", "a"), response("</think>", "<think>"))) {
            assertEquals(new Span(0, 0), r.thinking());
            assertEquals(0, r.thinkingEntropy());
        }
        assertEquals(new Span(0, 0), response("<thi", "</think>").thinking());
    }

    @Test
    void emptyTokensHoldNothing() {
        assertEquals(
                new Span(1, 5), response("", "<think>", "", "</thi", "nk>", "").thinking());
    }
}
