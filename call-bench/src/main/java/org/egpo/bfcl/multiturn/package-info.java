/** BFCL's multi-turn tests: simulated APIs with a map of state each, the executor of calls, the checker of states and results. */
package org.egpo.bfcl.multiturn;
