/**
 * The rule judge: needs no network, no model and no examples. It holds an answer against the words of its question: is
 * every value there, in the right role and unit, by the function that fits, and is nothing left over?
 */
package org.egpo.clean.rules;
