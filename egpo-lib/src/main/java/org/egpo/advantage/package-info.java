/**
 * Group advantages as pure functions on arrays: GRPO, EGPO and their relatives. Every function keeps the parts of its sum,
 * so that a table can show why a rollout got its number.
 */
package org.egpo.advantage;
