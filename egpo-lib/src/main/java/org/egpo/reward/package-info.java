/** Rewards of responses, each with its reasons. */
package org.egpo.reward;
