package org.egpo.notebook;

import java.util.Optional;

/** The way to whichever kernel runs this process, found at run time so that nothing is compiled against a kernel. */
interface KernelBridge {
    /**
     * Shows a bundle below the running cell. Safe to call from any thread, as all methods here.
     *
     * @param id display id by which {@link #update} finds this output again
     */
    void display(String id, MimeBundle bundle);

    /** Replaces the output shown under this id, wherever in the notebook it is. */
    void update(String id, MimeBundle bundle);

    /** {@code ijava}, {@code jjava}, {@code rapaio} or {@code none}. */
    String name();

    /**
     * Makes the kernel show values of a type by a renderer when they are a cell's last value.
     *
     * @return whether this kernel could be told so
     */
    <T> boolean register(Class<T> type, java.util.function.Function<? super T, MimeBundle> renderer);

    /** The bridge of this process; looked for again as long as no kernel was found. */
    static KernelBridge current() {
        if (Found.bridge instanceof PlainBridge) {
            Found.bridge = Optional.<KernelBridge>empty()
                    .or(SpencerBridge::ijava)
                    .or(SpencerBridge::jjava)
                    .or(RapaioBridge::find)
                    .orElseGet(PlainBridge::new);
        }
        return Found.bridge;
    }

    /** Holds the one bridge of the process. */
    final class Found {
        private static volatile KernelBridge bridge = new PlainBridge();

        private Found() {}
    }
}
