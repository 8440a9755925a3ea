/**
 * What the JJava kernel needs to run our notebooks well: renderers of last values, and small changes woven into JJava's own
 * classes when the kernel is installed ({@code KernelWeaver} in egpo-tools lists them). The classes here are what the changed
 * methods call, public for that reason alone. See docs/kernels.md.
 */
package org.egpo.jupyter;
