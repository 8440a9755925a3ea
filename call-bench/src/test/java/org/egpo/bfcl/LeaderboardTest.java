package org.egpo.bfcl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LeaderboardTest {

    /** Newcombe (1998), table I: 81/263, 15/148, 0/20, 1/29 by the score method without continuity correction. */
    @Test
    void wilsonIntervalsAsPublished() {
        assertInterval(81, 263, 0.2553, 0.3662);
        assertInterval(15, 148, 0.0624, 0.1605);
        assertInterval(0, 20, 0.0000, 0.1611);
        assertInterval(1, 29, 0.0061, 0.1718);
    }

    private static void assertInterval(int successes, int trials, double low, double high) {
        WilsonInterval w = WilsonInterval.of(successes, trials);
        assertEquals(low, w.low(), 5e-5);
        assertEquals(high, w.high(), 5e-5);
    }

    @Test
    void whatWasNotEvaluatedCountsAsZeroAndShowsAsMissing() {
        Leaderboard board = Leaderboard.of(Weights.V4, Map.of("multiple", new Leaderboard.Count(150, 200)));
        assertEquals("75.00%", board.groups().get("non_live").get("multiple").display());
        assertEquals("N/A", board.groups().get("non_live").get("ast_summary").display());
        assertEquals("18.75%", board.groups().get("non_live").get("overall").display());
        assertEquals(0.1 * 0.1875, board.overall().accuracy(), 1e-15);
        assertTrue(board.irrelevance().missing());
    }

    @Test
    void v3CountsIrrelevanceAmongNonLive() {
        Leaderboard board = Leaderboard.of(
                Weights.V3,
                Map.of("simple", new Leaderboard.Count(300, 400), "irrelevance", new Leaderboard.Count(120, 240)));
        assertEquals(
                (0.25 + 0.5) / 5, board.groups().get("non_live").get("overall").accuracy(), 1e-15);
        assertEquals((0.25 + 0.5) / 5 / 3, board.overall().accuracy(), 1e-15);
    }

    @Test
    void percentagesRoundAsPythonDoes() {
        assertEquals("0.12%", Figure.percent(0.00125), "0.125 is exact: half to even");
        assertEquals("2.67%", Figure.percent(0.02675), "2.675 is a little less in binary");
    }
}
