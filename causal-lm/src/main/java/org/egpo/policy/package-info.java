/** The language model on DJL: engine, architecture, weights, tokenizer, chat template. */
package org.egpo.policy;
