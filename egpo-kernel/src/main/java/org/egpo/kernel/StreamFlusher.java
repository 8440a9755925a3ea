package org.egpo.kernel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** Shows gathered prints a moment after the first of them; sleeps while nothing is printed. */
final class StreamFlusher implements Runnable {
    private static final long MOMENT_MILLIS = 40;

    private final LinkedBlockingQueue<CellOutput> queue = new LinkedBlockingQueue<>();
    private final Set<CellOutput> waiting = ConcurrentHashMap.newKeySet();

    void start() {
        Thread thread = new Thread(this, "kernel-flusher");
        thread.setDaemon(true);
        thread.start();
    }

    void soon(CellOutput output) {
        if (waiting.add(output)) {
            queue.offer(output);
        }
    }

    @Override
    public void run() {
        try {
            while (true) {
                CellOutput output = queue.take();
                Thread.sleep(MOMENT_MILLIS);
                waiting.remove(output);
                output.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
