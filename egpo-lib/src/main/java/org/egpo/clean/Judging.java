package org.egpo.clean;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.egpo.data.BadRecordException;
import org.egpo.data.Example;
import org.egpo.data.Examples;

/** Stage 1 over a file: several records at once, each judgement journalled before the next begins; in flat memory. */
final class Judging {
    private final JudgeStage stage;
    private final int threads;
    private final Journal journal;
    private final IntConsumer progress;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    Judging(Judge judge, int threads, Journal journal, IntConsumer progress) {
        this.stage = new JudgeStage(judge);
        this.threads = threads;
        this.journal = journal;
        this.progress = progress;
    }

    /** Ends the reading when a record could not be judged at all. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    void run(Path in, Consumer<BadRecordException> onBad) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        Semaphore waiting = new Semaphore(threads * 4);
        int[] count = {0};
        progress.accept(journal.judged());
        try {
            Examples.read(in, example -> submit(example, count[0]++, pool, waiting), onBad);
        } catch (Stopped e) {
            pool.shutdownNow();
        } finally {
            pool.shutdown();
            await(pool);
        }
        if (failure.get() instanceof IOException e) {
            throw e;
        }
        if (failure.get() instanceof RuntimeException e) {
            throw e;
        }
    }

    private void submit(Example example, int record, ExecutorService pool, Semaphore waiting) {
        if (journal.has(record)) {
            return;
        }
        try {
            waiting.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.compareAndSet(null, new IOException("interrupted; go on with --resume"));
        }
        if (failure.get() != null) {
            throw new Stopped();
        }
        pool.execute(() -> {
            try {
                journal.append(record, stage.judge(example));
                progress.accept(journal.judged());
            } catch (IOException | RuntimeException e) {
                failure.compareAndSet(null, e);
            } finally {
                waiting.release();
            }
        });
    }

    private void await(ExecutorService pool) {
        boolean interrupted = false;
        while (true) {
            try {
                pool.awaitTermination(1, TimeUnit.DAYS);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                pool.shutdownNow();
                failure.compareAndSet(null, new IOException("interrupted; go on with --resume"));
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
