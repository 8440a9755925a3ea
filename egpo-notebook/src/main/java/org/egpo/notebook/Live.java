package org.egpo.notebook;

import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * One output that is replaced in place: the base of {@link Progress} and {@link LivePlot}, and of pictures of your own.
 * Updates closer together than a tenth of a second are held back; {@link #close} draws the last of them, so use it in a
 * try-with-resources. Outside a notebook a line of text is printed at most every ten seconds. Safe to call from any thread.
 */
public final class Live implements AutoCloseable {
    private static final long NOTEBOOK_NANOS = 100_000_000L;
    private static final long TERMINAL_NANOS = 10_000_000_000L;

    private final KernelBridge bridge;
    private final long interval;
    private String id = "";
    private long shownAt;
    private @Nullable Supplier<MimeBundle> waiting;

    public Live() {
        this(KernelBridge.current());
    }

    Live(KernelBridge bridge) {
        this.bridge = bridge;
        this.interval = bridge instanceof PlainBridge ? TERMINAL_NANOS : NOTEBOOK_NANOS;
    }

    public void text(String text) {
        show(Bundles.of("text/plain", text, text));
    }

    /** Draws the chart only when it is due, so a tight loop may call this at every step. */
    public void chart(Chart<?, ?> chart) {
        show(() -> ChartPng.render(chart));
    }

    /** Replaces the output, now or when its turn comes. */
    public void show(MimeBundle bundle) {
        show(() -> bundle);
    }

    private synchronized void show(Supplier<MimeBundle> output) {
        waiting = output;
        if (isDue()) {
            close();
        }
    }

    /** Whether an update would be drawn now; lets callers save the work of preparing one that is not. */
    public synchronized boolean isDue() {
        return id.isEmpty() || System.nanoTime() - shownAt >= interval;
    }

    /** Draws what was held back. */
    @Override
    public synchronized void close() {
        if (waiting == null) {
            return;
        }
        MimeBundle bundle = waiting.get();
        waiting = null;
        shownAt = System.nanoTime();
        if (id.isEmpty()) {
            id = UUID.randomUUID().toString();
            bridge.display(id, bundle);
        } else {
            bridge.update(id, bundle);
        }
    }
}
