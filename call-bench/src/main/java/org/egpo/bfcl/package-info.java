/**
 * The Berkeley Function Calling Leaderboard: data, official and strict checking, scores, report. Begin with
 * {@link org.egpo.bfcl.BfclScorer}.
 */
package org.egpo.bfcl;
