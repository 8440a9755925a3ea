/** Supervised and reinforcement learning: batches, trainers, metrics, checkpoints. */
package org.egpo.train;
