package org.egpo.kernel;

import sun.misc.Signal;

/** A Ctrl-C that reaches the kernel's process interrupts the cell instead of ending the kernel. */
final class Signals {
    private Signals() {}

    static void ignoreInterrupts(Runnable interrupt) {
        try {
            Signal.handle(new Signal("INT"), signal -> interrupt.run());
        } catch (IllegalArgumentException e) {
            Log.warn("this Java reserves the interrupt signal: " + e.getMessage());
        }
    }
}
