package org.egpo.bfcl;

/** Which leaderboard's formulas make the overall figures. */
public enum Weights {
    /** Last formula before v4: mean of live, non-live and multi-turn. */
    V3,
    /** 10 % non-live, 10 % live, 10 % irrelevance, 30 % multi-turn, 40 % agentic. */
    V4
}
