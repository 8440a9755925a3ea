package org.egpo.bfcl.multiturn;

import java.util.List;

/**
 * What one turn's calls gave.
 *
 * @param model the results of each step of the model
 * @param groundTruth the results of the reference calls
 */
public record TurnResults(List<List<String>> model, List<String> groundTruth) {}
