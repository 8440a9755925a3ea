package org.egpo.policy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A causal language model of the Qwen2, Qwen3 or Llama 3 family on DJL's PyTorch engine. Weights are floats of the
 * {@link Compute}'s size in arrays of their own scope; {@link #close} frees them. Reading calls may come from several threads at once, but not while
 * weights are being changed.
 */
public final class CausalLm implements AutoCloseable {
    /** Rows of logits that live at once while scoring. */
    private static final int SCORE_CHUNK = 1024;

    /** Numbers that are read from a file at once. */
    private static final int LOAD_PART = 1 << 22;

    /** Sampling packs the weights where the copy takes at most this part of the machine's memory. */
    private static final int PACKED_PART = 8;

    private final ModelConfig config;
    private final NDManager manager;
    private final ScriptModule module;
    private final List<NDArray> weights;
    private final NDArray frequencies;

    private CausalLm(ModelConfig config, NDManager manager, List<NDArray> weights) {
        this.config = config;
        this.manager = manager;
        this.weights = weights;
        this.module = ScriptModule.load(manager, "Decoder", DecoderSource.of(config, packs()));
        this.frequencies = ArrayCopies.owned(manager.create(config.rope().frequencies(config.headSize())));
    }

    /** Loads a model's folder in the Hugging Face layout, or a {@code .gguf} file, onto the CPU. */
    public static CausalLm load(Path model) {
        return load(model, Compute.CPU);
    }

    /**
     * Loads a model's folder in the Hugging Face layout, {@code config.json} and {@code model.safetensors} (or shards), or a
     * {@code .gguf} file.
     *
     * @throws ModelException naming file and tensor, before anything is allocated, where the two do not fit
     */
    public static CausalLm load(Path model, Compute compute) {
        Path folder = GgufModel.folder(model);
        ModelConfig config = ModelConfig.read(folder);
        TensorFile files = TensorFile.open(folder);
        files.check(config);
        return build(config, compute, (spec, from, buffer) -> files.read(spec.name(), from, buffer));
    }

    /** A model with random weights: normal with standard deviation 0.02, norms 1, biases 0. */
    public static CausalLm random(ModelConfig config, long seed, Device device) {
        return random(config, seed, new Compute(device, Compute.Precision.FP32));
    }

    /** As {@link #random(ModelConfig, long, Device)}; half precision rounds the same weights. */
    public static CausalLm random(ModelConfig config, long seed, Compute compute) {
        SplittableRandom random = new SplittableRandom(seed);
        return build(config, compute, (spec, from, buffer) -> fillRandom(spec, buffer, random));
    }

    private static void fillRandom(TensorSpec spec, FloatBuffer buffer, SplittableRandom random) {
        boolean norm = spec.shape().size() == 1 && spec.name().endsWith("weight");
        boolean bias = spec.name().endsWith("bias");
        while (buffer.hasRemaining()) {
            buffer.put(norm ? 1 : bias ? 0 : (float) (0.02 * random.nextGaussian()));
        }
    }

    /** Fills a buffer with the numbers of a tensor, from a row on. */
    private interface Filler {
        void fill(TensorSpec spec, long from, FloatBuffer buffer);
    }

    /** How numbers are stored in a saved model. */
    public enum Storage {
        FLOAT32(QuantizedBlocks.F32),
        FLOAT16(QuantizedBlocks.F16),
        BFLOAT16(QuantizedBlocks.BF16);

        private final QuantizedBlocks type;

        Storage(QuantizedBlocks type) {
            this.type = type;
        }
    }

    /**
     * Writes {@code config.json} and {@code model.safetensors} in the Hugging Face layout, which Transformers and vLLM open;
     * a tokenizer's files are copied by the caller.
     */
    public void save(Path folder, Storage storage) throws IOException {
        Files.createDirectories(folder);
        SafeTensorsWriter.write(folder.resolve("model.safetensors"), config, weights, storage.type);
        Path temporary = folder.resolve("config.json.tmp");
        Files.writeString(temporary, config.toJson(storage.name().toLowerCase(Locale.ROOT)));
        Files.move(temporary, folder.resolve("config.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** A second model with the same weights, such as the reference that a policy is held to. */
    public CausalLm copy() {
        NDManager scope = NDManager.newBaseManager(manager.getDevice(), "PyTorch");
        List<NDArray> own = new ArrayList<>();
        for (NDArray w : weights) {
            NDArray copy = w.duplicate();
            copy.attach(scope);
            own.add(copy);
        }
        return new CausalLm(config, scope, own);
    }

    private static CausalLm build(ModelConfig config, Compute compute, Filler filler) {
        NDManager manager = NDManager.newBaseManager(compute.device(), "PyTorch");
        try {
            List<NDArray> weights = new ArrayList<>();
            // One part of Java memory for all: what is allocated outside the heap goes back late.
            long widest = Math.max(
                    config.hidden(), Math.max(config.feedForward(), (long) config.heads() * config.headSize()));
            int part = (int) Math.max(LOAD_PART, widest);
            ByteBuffer bytes = ByteBuffer.allocateDirect(4 * part).order(ByteOrder.nativeOrder());
            for (List<TensorSpec> specs : TensorSpec.packed(config)) {
                weights.add(weight(manager, specs, compute.precision(), filler, bytes));
            }
            return new CausalLm(config, manager, weights);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** An array that is filled in parts of whole rows, so that loading needs little more memory than the weights. */
    private static NDArray weight(
            NDManager manager, List<TensorSpec> specs, Compute.Precision precision, Filler filler, ByteBuffer bytes) {
        DataType type = precision == Compute.Precision.FP32 ? DataType.FLOAT32 : DataType.FLOAT16;
        long rows = specs.stream().mapToLong(s -> s.shape().get(0)).sum();
        boolean isVector = specs.get(0).shape().size() == 1;
        int columns = isVector ? 1 : specs.get(0).shape().get(1);
        NDArray all = manager.create(isVector ? new Shape(rows) : new Shape(rows, columns), type);
        long at = 0;
        for (TensorSpec spec : specs) {
            int height = spec.shape().get(0);
            int step = bytes.capacity() / 4 / columns;
            for (int from = 0; from < height; from += step) {
                int to = Math.min(height, from + step);
                bytes.clear().limit(4 * (to - from) * columns);
                filler.fill(spec, from, bytes.asFloatBuffer());
                Shape shape = isVector ? new Shape(to - from) : new Shape(to - from, columns);
                try (NDArray shared = manager.create(bytes, shape, DataType.FLOAT32);
                        NDArray part = shared.toType(type, false)) {
                    all.set(new NDIndex("{}:{}", at + from, at + to), part);
                }
            }
            at += height;
        }
        return all;
    }

    public ModelConfig config() {
        return config;
    }

    /** Bytes of weights. */
    public long weightBytes() {
        return compute().precision().bytes() * config.parameters();
    }

    /** Where and with which numbers this model computes. */
    public Compute compute() {
        boolean half = weights.get(0).getDataType() == DataType.FLOAT16;
        return new Compute(manager.getDevice(), half ? Compute.Precision.FP16 : Compute.Precision.FP32);
    }

    /** Whether sampling may copy the weights into a second layout, see {@link Generator}. */
    private boolean packs() {
        return compute().equals(Compute.CPU)
                && weightBytes() <= Packing.machineBytes() / PACKED_PART
                && Packing.works();
    }

    NDManager manager() {
        return manager;
    }

    ScriptModule module() {
        return module;
    }

    List<NDArray> weights() {
        return weights;
    }

    NDArray frequencies() {
        return frequencies;
    }

    /** The numbers of a weight under its Hugging Face name, rows first. */
    public float[] weight(String tensor) {
        return ArrayCopies.tensor(config, weights, tensor);
    }

    /**
     * Logits at temperature 1 of whole sequences.
     *
     * @param batch B sequences padded to T
     * @return [B][T][vocabulary]; values at padding are undefined
     */
    public float[][][] logits(TokenBatch batch) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray[] result = module.call(
                    scope, "logits", weights, frequencies, batch.ids(scope), batch.valid(scope), batch.needsMask());
            float[] flat = result[0].toFloatArray();
            float[][][] all = new float[batch.rows()][batch.columns()][config.vocabulary()];
            int at = 0;
            for (float[][] row : all) {
                for (float[] position : row) {
                    System.arraycopy(flat, at, position, 0, position.length);
                    at += position.length;
                }
            }
            return all;
        }
    }

    /**
     * Log-probabilities and entropies of the tokens from a position on, each given all before it.
     *
     * @param batch B sequences padded to T
     * @param start first position to score, at least 1
     * @param temperature above 0
     * @return rows of T − start values; those at padding are undefined
     */
    public TokenScores score(TokenBatch batch, int start, double temperature) {
        if (start < 1 || start >= batch.columns()) {
            throw new IllegalArgumentException("start is " + start + "; it must be from 1 to " + (batch.columns() - 1)
                    + ", because the first token follows nothing");
        }
        return score(null, batch, start, temperature);
    }

    /**
     * Log-probabilities and entropies of responses, each given its prompt. Prompts are computed once for all their responses.
     *
     * @param responses B responses padded on the right to T
     * @param temperature above 0
     * @return rows of T values; those at padding are undefined
     */
    public TokenScores score(SharedPrompts prompts, TokenBatch responses, double temperature) {
        prompts.check(responses, 0);
        return score(prompts, responses, 0, temperature);
    }

    private TokenScores score(@Nullable SharedPrompts prompts, TokenBatch batch, int start, double temperature) {
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("temperature is " + temperature + "; it must be above 0");
        }
        int longest = prompts == null ? batch.columns() : prompts.longest(batch);
        if (longest > config.maxPositions()) {
            throw new IllegalArgumentException("the longest prompt and response have " + longest
                    + " tokens together, more than the model's " + config.maxPositions() + " positions");
        }
        try (NDManager scope = manager.newSubManager()) {
            List<NDArray> shared = SharedPrompts.arrays(scope, prompts);
            NDArray[] r = module.call(
                    scope,
                    "score",
                    weights,
                    frequencies,
                    batch.ids(scope),
                    batch.valid(scope),
                    batch.needsMask(),
                    start,
                    prompts != null,
                    shared.get(0),
                    shared.get(1),
                    shared.get(2),
                    temperature,
                    SCORE_CHUNK);
            int n = batch.columns() - start;
            return new TokenScores(rows(r[0], n), rows(r[1], n), rows(r[2], n));
        }
    }

    private static float[][] rows(NDArray array, int columns) {
        float[] flat = array.toFloatArray();
        float[][] rows = new float[flat.length / columns][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = java.util.Arrays.copyOfRange(flat, i * columns, (i + 1) * columns);
        }
        return rows;
    }

    /** Frees the weights. */
    @Override
    public void close() {
        manager.close();
    }
}
