/**
 * What the JJava kernel needs to run our notebooks well: what JJava's own methods call when {@code KernelWeaver} in egpo-tools
 * has changed them at installation; public for that reason alone. See docs/kernels.md.
 */
package org.egpo.jupyter;
