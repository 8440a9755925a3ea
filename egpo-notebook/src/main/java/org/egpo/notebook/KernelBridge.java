package org.egpo.notebook;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.egpo.display.DisplaySink;
import org.egpo.display.Displays;
import org.egpo.display.MimeBundle;

/** The way to whichever kernel runs this process, found at run time so that nothing is compiled against a kernel. */
interface KernelBridge extends DisplaySink {

    /** {@code egpo}, {@code ijava}, {@code jjava}, {@code rapaio} or {@code none}. */
    String name();

    /**
     * Makes the kernel show values of a type by a renderer when they are a cell's last value.
     *
     * @return whether this kernel could be told so
     */
    <T> boolean register(Class<T> type, java.util.function.Function<? super T, MimeBundle> renderer);

    /** The bridge of this process; looked for again as long as no kernel was found. */
    static KernelBridge current() {
        KernelBridge found = Found.bridge;
        if (found == null || found instanceof PlainBridge) {
            found = find();
            Found.bridge = found;
        }
        return found;
    }

    private static KernelBridge find() {
        List<Supplier<Optional<? extends KernelBridge>>> ways = List.of(
                () -> Displays.current().map(EmbeddedBridge::new),
                SpencerBridge::ijava,
                SpencerBridge::jjava,
                RapaioBridge::find);
        for (Supplier<Optional<? extends KernelBridge>> way : ways) {
            Optional<? extends KernelBridge> bridge = way.get();
            if (bridge.isPresent()) {
                return bridge.get();
            }
        }
        return new PlainBridge();
    }

    /** Holds the one bridge of the process. */
    final class Found {
        private static volatile KernelBridge bridge;

        private Found() {}
    }
}
