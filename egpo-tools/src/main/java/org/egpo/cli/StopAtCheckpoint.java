package org.egpo.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM interrupt the run of the thread that made this, and wait until it has written its checkpoint; the process
 * does not end while native code runs.
 */
final class StopAtCheckpoint implements AutoCloseable {
    private final CountDownLatch ended = new CountDownLatch(1);

    StopAtCheckpoint() {
        Thread run = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (ended.getCount() > 0) {
                run.interrupt();
                try {
                    ended.await(1, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }));
    }

    @Override
    public void close() {
        ended.countDown();
    }
}
