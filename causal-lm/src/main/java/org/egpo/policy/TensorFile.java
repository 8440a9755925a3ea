package org.egpo.policy;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the weights of a model lie, under their Hugging Face names. */
interface TensorFile {
    /** The weights of a folder: safetensors, else {@code model.gguf}. */
    static TensorFile open(Path folder) {
        Path gguf = folder.resolve(GgufModel.FILE);
        return Files.exists(gguf) ? GgufModel.open(gguf) : SafeTensors.open(folder);
    }

    /** Rows first; null where there is no such tensor. */
    @Nullable
    List<Integer> shape(String name);

    /**
     * Fills a buffer with a tensor's numbers, widened to 32 bits.
     *
     * @param from rows to leave out at the beginning
     */
    void read(String name, long from, FloatBuffer target);

    /**
     * Checks that every tensor of the model is there in its shape. Nothing is allocated before this.
     *
     * @throws ModelException naming the tensors that are missing, or the first whose shape is wrong, with both shapes
     */
    default void check(ModelConfig config) {
        List<String> missing = new ArrayList<>();
        for (TensorSpec spec : TensorSpec.all(config)) {
            List<Integer> shape = shape(spec.name());
            if (shape == null) {
                missing.add(spec.name());
            } else if (!shape.equals(spec.shape())) {
                throw new ModelException(this + ": the tensor " + spec.name() + " has shape " + shape
                        + ", the config asks for " + spec.shape());
            }
        }
        if (!missing.isEmpty()) {
            String more = missing.size() > 3 ? " and " + (missing.size() - 3) + " more" : "";
            throw new ModelException(this + " lacks the tensors "
                    + String.join(", ", missing.subList(0, Math.min(3, missing.size()))) + more);
        }
    }
}
