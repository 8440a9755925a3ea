/**
 * Text of a model → function calls: the parsers of every format the official decoder knows, and one runtime for Python's
 * values. A {@link org.egpo.call.Value} is immutable; the {@link org.egpo.call.PythonObject}s among them are what a
 * simulation changes. Operators, spelling, equality and JSON are the same for both.
 */
package org.egpo.call;
