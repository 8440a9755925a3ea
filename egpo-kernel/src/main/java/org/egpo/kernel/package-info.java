/**
 * The embedded Jupyter kernel: Java cells run by JShell in this process, compatible with IJava's magics and preloaded
 * imports. Built on {@code jupyter-jvm-basekernel}, the library IJava itself is made of; the sockets, the streams and
 * the interrupts are its own. Knows nothing of EGPO: outputs of other packages reach it through
 * {@link org.egpo.display}.
 */
package org.egpo.kernel;
