/** The Berkeley Function Calling Leaderboard: data, official and strict checking, scores, report. */
package org.egpo.bfcl;
