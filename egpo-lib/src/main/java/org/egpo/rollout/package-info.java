/** Responses sampled from a policy, in groups: one group for each query. */
package org.egpo.rollout;
