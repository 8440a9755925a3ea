/** API-Bank: judging calls by its simulated APIs and responses by ROUGE-L, prompts, scores. */
package org.egpo.apibank;
