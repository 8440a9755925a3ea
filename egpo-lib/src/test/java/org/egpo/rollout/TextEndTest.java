package org.egpo.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextEndTest {
    private static final List<String> PIECES = List.of("[f", "(x)", "]\n", "\nU", "ser:");

    @Test
    void theFirstStopTextToBeCompleteEndsTheResponse() {
        assertEquals(new TextEnd(4, 6, true), TextEnd.of(PIECES, List.of("User:", "\n\n")));
        assertEquals(new TextEnd(5, 8, true), TextEnd.of(PIECES, List.of("User:")));
        assertEquals(new TextEnd(1, 0, true), TextEnd.of(PIECES, List.of("f", "[")));
        assertEquals(new TextEnd(5, 13, false), TextEnd.of(PIECES, List.of("none")));
        assertEquals(new TextEnd(5, 13, false), TextEnd.of(PIECES, List.of()));
    }

    @Test
    void piecesAreCutToTheTextInFront() {
        assertEquals(List.of("[f", "(x)", "]", ""), TextEnd.cut(PIECES.subList(0, 4), 6));
        assertEquals(PIECES, TextEnd.cut(PIECES, 13));
    }
}
