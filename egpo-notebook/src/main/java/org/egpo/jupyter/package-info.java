/**
 * What the JJava kernel needs to run our notebooks well: renderers of last values, and small changes woven into JJava's own
 * classes when the kernel is installed. {@link org.egpo.jupyter.Weaver} lists the changes; the other classes are what the
 * changed methods call, public for that reason alone. See docs/kernels.md.
 */
package org.egpo.jupyter;
