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
import java.util.function.IntConsumer;

/**
 * Samples responses from a model: prompts left-padded, each computed once however many responses it gets, keys and values
 * cached, finished rows taken out of the batch. One call of {@link #generate} is one native call; an interrupt of the
 * calling thread ends it within one token and leaves the model usable.
 */
public final class Generator {
    private static final long PROGRESS_MILLIS = 100;

    private final CausalLm model;
    private final long[] stopTokens;

    /** @param stopTokens ids that end a response */
    public Generator(CausalLm model, long... stopTokens) {
        this.model = model;
        this.stopTokens = stopTokens.clone();
    }

    /** As {@link #generate(List, int, SamplingOptions, IntConsumer)} without progress. */
    public List<List<Generated>> generate(List<long[]> prompts, int samples, SamplingOptions options) {
        return generate(prompts, samples, options, done -> {});
    }

    /**
     * Samples {@code samples} responses for each prompt.
     *
     * @param prompts token ids, at least one each
     * @param progress told now and then how many tokens of each response are done
     * @return for each prompt its responses
     * @throws CancellationException when the calling thread is interrupted
     */
    public List<List<Generated>> generate(
            List<long[]> prompts, int samples, SamplingOptions options, IntConsumer progress) {
        if (samples < 1) {
            throw new IllegalArgumentException("samples is " + samples + "; each prompt needs at least 1 response");
        }
        TokenBatch batch = TokenBatch.leftPadded(prompts, 0);
        int longest = batch.columns() + options.maxTokens();
        if (longest > model.config().maxPositions()) {
            throw new IllegalArgumentException(
                    "the longest prompt has " + batch.columns() + " tokens and max tokens is "
                            + options.maxTokens() + ", together more than the model's "
                            + model.config().maxPositions()
                            + " positions; shorten one of them");
        }
        try (NDManager scope = model.manager().newSubManager();
                Control control = new Control()) {
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
                            stops(scope),
                            0,
                            control.flags,
                            scope.getDevice().isGpu() ? 8 : 1));
            Thread worker = new Thread(call, "egpo-generate");
            worker.setDaemon(true);
            worker.start();
            await(call, worker, control, progress);
            return responses(result(call), samples);
        }
    }

    /** Waits for the native call; an interrupt sets its flag and waits for it to end, so that nothing is freed under it. */
    private static void await(FutureTask<?> call, Thread worker, Control control, IntConsumer progress) {
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join(PROGRESS_MILLIS);
                progress.accept(control.done());
            } catch (InterruptedException e) {
                interrupted = true;
                control.stop();
            }
        }
        if (interrupted) {
            throw new CancellationException("sampling was interrupted after " + control.done() + " tokens");
        }
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

    private NDArray stops(NDManager manager) {
        try (NDArray shared = manager.create(stopTokens.length == 0 ? new long[] {-1} : stopTokens)) {
            return shared.duplicate();
        }
    }

    /** One stream of uniforms for each row, so that a row's tokens do not depend on how many others there are. */
    private static NDArray uniforms(NDManager manager, int rows, SamplingOptions options) {
        float[] all = new float[rows * options.maxTokens()];
        SplittableRandom seeds = new SplittableRandom(options.seed());
        for (int r = 0; r < rows; r++) {
            SplittableRandom random = seeds.split();
            for (int j = 0; j < options.maxTokens(); j++) {
                all[r * options.maxTokens() + j] = (random.nextInt() >>> 8) * 0x1p-24f;
            }
        }
        try (NDArray shared = manager.create(all, new Shape(rows, options.maxTokens()))) {
            return shared.duplicate();
        }
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

    /** Two numbers in memory that Java and the native loop share: a stop flag and the number of tokens done. */
    private static final class Control implements AutoCloseable {
        private final ByteBuffer memory = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
        private final NDManager manager;
        private final NDArray flags;

        private Control() {
            manager = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch");
            flags = manager.create(memory, new Shape(2), DataType.INT32);
        }

        private void stop() {
            memory.putInt(0, 1);
        }

        private int done() {
            return memory.getInt(4);
        }

        @Override
        public void close() {
            manager.close();
        }
    }
}
