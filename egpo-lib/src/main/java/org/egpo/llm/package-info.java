/** The client for OpenAI-compatible servers: retries, limits, cache, ledger, replay of recorded answers. */
package org.egpo.llm;
