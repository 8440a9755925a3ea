/** The rule judge: whether every value of an answer stands in its question, in the right role and unit, and nothing is left over. */
package org.egpo.clean.rules;
