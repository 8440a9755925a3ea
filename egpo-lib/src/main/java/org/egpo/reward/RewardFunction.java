package org.egpo.reward;

import org.egpo.bfcl.BfclEntry;

/** Judges one response against its query's reference answer. Total: every text has a reward. */
@FunctionalInterface
public interface RewardFunction {
    Reward of(BfclEntry query, String response);
}
