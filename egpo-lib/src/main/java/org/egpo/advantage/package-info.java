/**
 * Group advantages: GRPO, EGPO and their relatives, on groups of responses or, one level below, on plain arrays. Every function
 * keeps the parts of its sum, so that a table can show why a response got its number.
 */
package org.egpo.advantage;
