package org.egpo.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Samples responses from a model: prompts left-padded, each computed once however many responses it gets, keys and values
 * cached, finished rows taken out of the batch. One call of {@link #generate} is one native call; an interrupt of the
 * calling thread ends it within one token and leaves the model usable.
 *
 * <p>On the CPU, with 32-bit weights of at most an eighth of the machine's memory, a call for more than one response and at least
 * eight tokens copies the weights into the layout that the processor multiplies fastest: their memory once more while it lasts,
 * for each call that runs.
 */
public final class Generator {
    private static final long PROGRESS_MILLIS = 100;
    private static final long SHORTEST_WAIT_NANOS = 20_000;
    private static final long LONGEST_WAIT_NANOS = 1_000_000;

    private final CausalLm model;
    private final long[] stopTokens;

    /** Looks at responses while they are written. */
    @FunctionalInterface
    public interface Watch {
        /**
         * Told of each token of each response that still runs, in order.
         *
         * @param row number of the response: prompt × samples + sample
         * @return whether the response ends with this token
         */
        boolean ends(int row, long token);
    }

    /** @param stopTokens ids that end a response */
    public Generator(CausalLm model, long... stopTokens) {
        this.model = model;
        this.stopTokens = stopTokens.clone();
    }

    /** As {@link #generate(List, int, Sampling, IntConsumer, Watch)} without progress and watch. */
    public List<List<Generated>> generate(List<long[]> prompts, int samples, Sampling options) {
        return generate(prompts, samples, options, done -> {}, null);
    }

    /**
     * Samples {@code samples} responses for each prompt.
     *
     * @param prompts token ids, at least one each
     * @param progress told now and then how many tokens of each response are done
     * @param watch ends responses by what they say; null for none, which is a little faster. Called in the calling thread
     * @return for each prompt its responses
     * @throws CancellationException when the calling thread is interrupted
     */
    public List<List<Generated>> generate(
            List<long[]> prompts, int samples, Sampling options, IntConsumer progress, @Nullable Watch watch) {
        return generate(prompts, samples, options, progress, watch, null);
    }

    /**
     * The same, going on from what an earlier call left where a prompt begins with what was read and written there.
     *
     * @param cache gives what the last call left, and takes what this one leaves; null for neither
     */
    public List<List<Generated>> generate(
            List<long[]> prompts,
            int samples,
            Sampling options,
            IntConsumer progress,
            @Nullable Watch watch,
            @Nullable GeneratorCache cache) {
        if (samples < 1) {
            throw new IllegalArgumentException("samples is " + samples + "; each prompt needs at least 1 response");
        }
        long[] rows = cache == null ? new long[prompts.size()] : cache.rows(prompts);
        List<long[]> read = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            read.add(cache == null ? prompts.get(i) : cache.rest(prompts.get(i), rows[i]));
        }
        TokenBatch batch = TokenBatch.leftPadded(read, 0);
        int prompt = prompts.stream().mapToInt(p -> p.length).max().orElse(0);
        int longest = prompt + options.maxTokens();
        if (longest > model.config().maxPositions()) {
            throw new IllegalArgumentException("the longest prompt has " + prompt + " tokens and max tokens is "
                    + options.maxTokens() + ", together more than the model's "
                    + model.config().maxPositions()
                    + " positions; shorten one of them");
        }
        try (NDManager scope = model.manager().newSubManager();
                Control control = new Control(watch, prompts.size() * samples)) {
            List<NDArray> past = GeneratorCache.arrays(cache, scope);
            FutureTask<NDArray[]> call = new FutureTask<>(() -> model.module()
                    .call(
                            scope,
                            "generate",
                            model.weights(),
                            model.frequencies(),
                            batch.ids(scope),
                            batch.valid(scope),
                            batch.needsMask(),
                            samples,
                            uniforms(scope, prompts.size() * samples, options),
                            options.temperature(),
                            options.topK(),
                            options.topP(),
                            ArrayCopies.owned(scope.create(stopTokens.length == 0 ? new long[] {-1} : stopTokens)),
                            0,
                            control.flags,
                            control.letters,
                            scope.getDevice().isGpu() ? 8 : 1,
                            past.get(0),
                            past.get(1),
                            past.get(2),
                            ArrayCopies.owned(scope.create(rows)),
                            cache != null));
            Thread worker = new Thread(call, "egpo-generate");
            worker.setDaemon(true);
            worker.start();
            await(call, worker, control, progress);
            NDArray[] r = result(call);
            List<List<Generated>> all = responses(r, samples);
            if (cache != null) {
                cache.keep(prompts, all, r[5], r[6], r[7]);
            }
            return all;
        }
    }

    /**
     * Waits for the native call. An interrupt, or anything that the watch or the progress throws, sets the stop flag and waits for
     * the call to end, so that nothing is freed under it.
     */
    private static void await(FutureTask<?> call, Thread worker, Control control, IntConsumer progress) {
        Throwable failed = null;
        long told = System.nanoTime();
        long wait = SHORTEST_WAIT_NANOS;
        while (worker.isAlive()) {
            try {
                if (failed != null || control.watch == null) {
                    worker.join(PROGRESS_MILLIS);
                } else if (control.answer()) {
                    wait = SHORTEST_WAIT_NANOS;
                } else {
                    LockSupport.parkNanos(wait);
                    wait = Math.min(2 * wait, LONGEST_WAIT_NANOS);
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
                if (failed == null && System.nanoTime() - told >= PROGRESS_MILLIS * 1_000_000) {
                    told = System.nanoTime();
                    progress.accept(control.done());
                }
            } catch (InterruptedException | RuntimeException | Error e) {
                failed = failed == null ? e : failed;
                control.stop();
            }
        }
        if (failed instanceof InterruptedException) {
            throw new CancellationException("sampling was interrupted after " + control.done() + " tokens");
        }
        if (failed instanceof Error e) {
            throw e;
        }
        if (failed != null) {
            throw (RuntimeException) failed;
        }
        progress.accept(control.done());
    }

    private static NDArray[] result(FutureTask<NDArray[]> call) {
        try {
            return call.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("the call has ended, so waiting for it cannot be interrupted", e);
        }
    }

    /** One stream of uniforms for each row, so that a row's tokens do not depend on how many others there are. */
    private static NDArray uniforms(NDManager manager, int rows, Sampling options) {
        float[] all = new float[rows * options.maxTokens()];
        SplittableRandom seeds = new SplittableRandom(options.seed());
        for (int r = 0; r < rows; r++) {
            SplittableRandom random = seeds.split();
            for (int j = 0; j < options.maxTokens(); j++) {
                all[r * options.maxTokens() + j] = (random.nextInt() >>> 8) * 0x1p-24f;
            }
        }
        return ArrayCopies.owned(manager.create(all, new Shape(rows, options.maxTokens())));
    }

    private List<List<Generated>> responses(NDArray[] r, int samples) {
        long[] lengths = r[4].toLongArray();
        long[] tokens = r[0].toLongArray();
        float[] ones = r[1].toFloatArray();
        float[] tempered = r[2].toFloatArray();
        float[] entropies = r[3].toFloatArray();
        int n = tokens.length / lengths.length;
        List<List<Generated>> all = new ArrayList<>();
        for (int row = 0; row < lengths.length; row++) {
            if (row % samples == 0) {
                all.add(new ArrayList<>());
            }
            int from = row * n;
            int to = from + (int) lengths[row];
            long[] own = Arrays.copyOfRange(tokens, from, to);
            boolean stopped = own.length > 0 && Arrays.stream(stopTokens).anyMatch(s -> s == own[own.length - 1]);
            all.get(all.size() - 1)
                    .add(new Generated(
                            own,
                            doubles(ones, from, to),
                            doubles(tempered, from, to),
                            doubles(entropies, from, to),
                            stopped));
        }
        return all;
    }

    private static double[] doubles(float[] values, int from, int to) {
        double[] part = new double[to - from];
        for (int i = from; i < to; i++) {
            part[i - from] = values[i];
        }
        return part;
    }

    /** Memory that Java and the native loop share, laid out as its method {@code generate} says. */
    private static final class Control implements AutoCloseable {
        private final @Nullable Watch watch;
        private final int rows;
        private final ByteBuffer numbers = memory(8);
        private final ByteBuffer post;
        private final NDManager manager = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch");
        private final NDArray flags = manager.create(numbers, new Shape(2), DataType.INT32);
        private final NDArray letters;
        private final boolean[] ended;
        private int answered;

        private Control(@Nullable Watch watch, int rows) {
            this.watch = watch;
            this.rows = rows;
            this.ended = new boolean[rows];
            int size = watch == null ? 1 : 2 * rows;
            this.post = memory(8 * size);
            this.letters = manager.create(post, new Shape(size), DataType.INT64);
        }

        private static ByteBuffer memory(int bytes) {
            return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }

        private void stop() {
            numbers.putInt(0, 1);
        }

        private int done() {
            return numbers.getInt(4);
        }

        /** Shows the watch the tokens that were written since the last time; false where there are none. */
        private boolean answer() {
            int token = answered + 1;
            for (int row = 0; row < rows; row++) {
                if (post.getLong(8 * row) >>> 32 != token) {
                    return false;
                }
            }
            for (int row = 0; row < rows; row++) {
                long written = (int) post.getLong(8 * row) - 1L;
                ended[row] |= written < 0 || watch != null && watch.ends(row, written);
                post.putLong(8 * (rows + row), 2L * token + (ended[row] ? 1 : 0));
            }
            answered = token;
            return true;
        }

        @Override
        public void close() {
            manager.close();
        }
    }
}
