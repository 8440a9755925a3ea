/** Text of a model → function calls: values, calls and the parsers of every format the official decoder knows. */
package org.egpo.call;
