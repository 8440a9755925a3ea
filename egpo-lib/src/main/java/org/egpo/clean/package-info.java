/**
 * Data cleaning in the paper's two stages (its figure 3): a judge evaluates and corrects, then the abstract syntax tree
 * of the answer is checked against the tools. A record is kept only if it passes both.
 */
package org.egpo.clean;
