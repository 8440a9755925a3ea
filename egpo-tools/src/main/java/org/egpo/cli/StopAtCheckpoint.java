package org.egpo.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C and SIGTERM interrupt the run of the thread that made this, and wait until it has written its checkpoint; the process
 * does not end while native code runs, which takes minutes for a step of a larger model.
 */
final class StopAtCheckpoint implements AutoCloseable {
    private final CountDownLatch ended = new CountDownLatch(1);

    StopAtCheckpoint() {
        Thread run = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (ended.getCount() > 0) {
                run.interrupt();
                try {
                    ended.await();
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
