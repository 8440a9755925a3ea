package org.egpo.train;

import org.egpo.bfcl.BfclEntry;
import org.egpo.rollout.Prompt;

/**
 * A question to learn from.
 *
 * @param prompt as the policy reads it
 * @param reference the reference answer that rewards are measured by
 */
public record Query(Prompt prompt, BfclEntry reference) {}
