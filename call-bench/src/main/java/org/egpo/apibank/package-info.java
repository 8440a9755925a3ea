/** API-Bank: judging calls on simulated APIs, and answers by ROUGE-L. */
package org.egpo.apibank;
