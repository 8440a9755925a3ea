package org.egpo.rollout;

/**
 * A query as the policy reads it.
 *
 * @param id id of the query
 * @param text the whole prompt, as the model's chat template writes it
 */
public record Prompt(String id, String text) {}
