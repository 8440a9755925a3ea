/**
 * Causal language models: load a folder, sample with log-probabilities and entropies, score, learn. {@link
 * org.egpo.policy.CausalLm} holds the weights; the forward pass is the program {@code decoder.py}.
 */
package org.egpo.policy;
