/** ACEBench: data, prompts, decoding, the official checkers, the phone and travel worlds of its agents, scores. */
package org.egpo.acebench;
