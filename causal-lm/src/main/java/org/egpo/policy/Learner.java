package org.egpo.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes a model's weights: gathers gradients over micro-batches, then takes an AdamW step. Owns the gradients and the
 * optimiser's state; {@link #close} frees them, not the model. For one thread at a time, and not while others read the model.
 */
public final class Learner implements AutoCloseable {
    /** Rows of logits that live at once; smaller needs less memory, larger is a little faster. */
    private static final int LOGIT_ROWS = 2048;

    private final CausalLm model;
    private final OptimizerSettings settings;
    private final NDManager manager;
    private final List<NDArray> gradients;
    private final List<NDArray> means;
    private final List<NDArray> squares;
    private final List<NDArray> steps;

    /** @throws IllegalArgumentException where the model is not in 32-bit numbers: small steps would be rounded away */
    public Learner(CausalLm model, OptimizerSettings settings) {
        if (model.compute().precision() != Compute.Precision.FP32) {
            throw new IllegalArgumentException("the model computes on " + model.compute()
                    + "; training needs fp32, because small steps would be rounded away");
        }
        this.model = model;
        this.settings = settings;
        this.manager = model.manager().newSubManager();
        this.gradients = zeros();
        this.means = zeros();
        this.squares = zeros();
        this.steps = new ArrayList<>();
        for (int i = 0; i < model.weights().size(); i++) {
            steps.add(manager.zeros(new Shape(), DataType.FLOAT32));
        }
    }

    private List<NDArray> zeros() {
        List<NDArray> all = new ArrayList<>();
        for (NDArray w : model.weights()) {
            all.add(manager.zeros(w.getShape(), DataType.FLOAT32));
        }
        return all;
    }

    /** Adds the gradient of a micro-batch and returns the parts of its loss. */
    public LossParts accumulate(LearningBatch batch, LossSettings loss) {
        try (NDManager scope = manager.newSubManager()) {
            int rows = batch.tokens().rows();
            int columns = batch.tokens().columns() - batch.start();
            double[] numbers = loss.numbers(
                    batch.start(),
                    batch.tokens().needsMask(),
                    LOGIT_ROWS,
                    batch.referenceLogProbabilities() != null,
                    batch.prompts() != null);
            // The names of DJL's arrays are what tells one argument from another, so each call sets them again.
            List<NDArray> arrays = new ArrayList<>(List.of(
                    batch.tokens().ids(scope),
                    batch.tokens().valid(scope),
                    matrix(scope, batch.weights(), rows, columns),
                    matrix(scope, batch.advantages(), rows, columns),
                    matrix(scope, batch.oldLogProbabilities(), rows, columns),
                    matrix(scope, batch.referenceLogProbabilities(), rows, columns),
                    ArrayCopies.onCpu(scope, numbers),
                    model.frequencies()));
            arrays.addAll(SharedPrompts.arrays(scope, batch.prompts()));
            NDArray sums =
                    model.module().callWithGradients(scope, "accumulate", arrays, List.of(model.weights(), gradients));
            return LossParts.of(sums.toType(DataType.FLOAT64, true).toDoubleArray());
        }
    }

    private static NDArray matrix(NDManager scope, float @Nullable [][] values, int rows, int columns) {
        if (values == null) {
            return scope.zeros(new Shape(rows, columns), DataType.FLOAT32);
        }
        float[] flat = new float[rows * columns];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(values[i], 0, flat, i * columns, columns);
        }
        return ArrayCopies.owned(scope.create(flat, new Shape(rows, columns)));
    }

    /**
     * Takes one AdamW step along the gathered gradients and clears them.
     *
     * @return norm of all gradients together before clipping
     */
    public double step(double learningRate) {
        try (NDManager scope = manager.newSubManager()) {
            return settings.step(
                    model.module(), scope, learningRate, model.weights(), gradients, means, squares, steps);
        }
    }

    /** The gathered gradient of a tensor under its Hugging Face name, rows first; for looking at, and for tests. */
    public float[] gradient(String tensor) {
        return ArrayCopies.tensor(model.config(), gradients, tensor);
    }

    /** Writes the optimiser's state, exactly. */
    public void save(Path file) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 20))) {
            for (NDArray array : state()) {
                float[] values = array.toFloatArray();
                out.writeInt(values.length);
                ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
                bytes.asFloatBuffer().put(values);
                out.write(bytes.array());
            }
        }
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Reads a state written by {@link #save} for a model of the same shape.
     *
     * @throws ModelException where the file belongs to another model or is cut off
     */
    public void load(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            for (NDArray array : state()) {
                int length = in.readInt();
                if (length != array.size()) {
                    throw new ModelException(file + " was written for another model: an array of " + length
                            + " numbers stands where " + array.size() + " are expected");
                }
                byte[] bytes = in.readNBytes(4 * length);
                if (bytes.length < 4 * length) {
                    throw new ModelException(file + " is cut off");
                }
                FloatBuffer values = FloatBuffer.allocate(length);
                values.put(ByteBuffer.wrap(bytes).asFloatBuffer()).flip();
                array.set(values);
            }
        } catch (EOFException e) {
            throw new ModelException(file + " is cut off", e);
        }
    }

    private List<NDArray> state() {
        List<NDArray> all = new ArrayList<>(means);
        all.addAll(squares);
        all.addAll(steps);
        return all;
    }

    @Override
    public void close() {
        manager.close();
    }
}
