package org.egpo.display;

import java.util.Optional;

/** The kernel this process runs in, when that kernel is ours. */
public final class Displays {
    private static volatile DisplaySink current;

    private Displays() {}

    /** Where outputs go; empty outside a notebook and on kernels that do not set it. */
    public static Optional<DisplaySink> current() {
        return Optional.ofNullable(current);
    }

    /**
     * Called by a kernel when it starts.
     *
     * @param sink the kernel; null when it ends
     */
    public static void setCurrent(DisplaySink sink) {
        current = sink;
    }
}
