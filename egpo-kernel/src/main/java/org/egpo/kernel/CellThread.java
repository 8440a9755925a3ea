package org.egpo.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jdk.jshell.execution.DirectExecutionControl;

/**
 * Runs compiled snippets in this process, on one thread that lives on from cell to cell. A cell that is interrupted and
 * does not end within {@link #PATIENCE_SECONDS} is abandoned: its thread goes on without output, the next cell gets a
 * fresh one.
 */
final class CellThread extends DirectExecutionControl {
    static final long PATIENCE_SECONDS = 5;
    private static final Object NULL = new Object();

    private final SnippetLoader loader;
    private final ConcurrentHashMap<String, Object> values = new ConcurrentHashMap<>();
    private ExecutorService executor;
    private volatile Cell cell;

    CellThread(SnippetLoader loader) {
        super(loader);
        this.loader = loader;
        this.executor = newExecutor();
    }

    private ExecutorService newExecutor() {
        return Executors.newSingleThreadExecutor(body -> {
            Thread thread = new Thread(body, "cell");
            thread.setDaemon(true);
            thread.setContextClassLoader(loader.classLoader());
            return thread;
        });
    }

    /** The cell whose snippets come next; null for none. */
    void cell(Cell next) {
        cell = next;
    }

    /** The value of a snippet: JShell passes on only the text that {@link #invoke} returned. */
    Object takeValue(String key) {
        Object value = values.remove(key);
        return value == NULL ? null : value;
    }

    @Override
    protected String invoke(Method method) throws Exception {
        Object value = call(cell, () -> method.invoke(null));
        String key = UUID.randomUUID().toString();
        values.put(key, value == null ? NULL : value);
        return key;
    }

    /**
     * Runs an action of a cell and waits for it.
     *
     * @param current null for the kernel's own actions
     * @throws InvocationTargetException holding what the action threw, or {@link Abandoned}
     */
    <T> T call(Cell current, Callable<T> action) throws InvocationTargetException, InterruptedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        executor.execute(() -> run(current, action, result));
        long givenUp = 0;
        while (true) {
            try {
                return current == null ? result.get() : result.get(50, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new InvocationTargetException(e.getCause());
            } catch (TimeoutException e) {
                if (current.interrupted()) {
                    long now = System.nanoTime();
                    givenUp = givenUp == 0 ? now + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS) : givenUp;
                    if (now > givenUp) {
                        abandon(current);
                        throw new InvocationTargetException(new Abandoned());
                    }
                }
            }
        }
    }

    private static <T> void run(Cell current, Callable<T> action, CompletableFuture<T> result) {
        Thread.interrupted();
        if (current != null) {
            current.enter();
        }
        try {
            result.complete(action.call());
        } catch (InvocationTargetException e) {
            result.completeExceptionally(e.getCause());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    private void abandon(Cell stuck) {
        stuck.abandon();
        executor.shutdown();
        executor = newExecutor();
    }

    /** The thread of an interrupted cell did not end. */
    static final class Abandoned extends Exception {
        private static final long serialVersionUID = 1;

        Abandoned() {
            super("the cell did not stop within " + PATIENCE_SECONDS + " s of the interrupt: what it runs goes on in"
                    + " the background without output; restart the kernel to end it");
        }
    }
}
