package org.egpo.policy;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;

/** Finds the tensors of a model inside the arrays they are packed into. */
final class WeightSlices {
    private WeightSlices() {}

    /** Numbers of one tensor, rows first, from arrays packed as the model's weights are. */
    static float[] read(ModelConfig config, List<NDArray> packed, String tensor) {
        List<List<TensorSpec>> layout = TensorSpec.packed(config);
        for (int i = 0; i < layout.size(); i++) {
            long before = 0;
            for (TensorSpec spec : layout.get(i)) {
                if (spec.name().equals(tensor)) {
                    float[] whole = CausalLm.floats(packed.get(i));
                    return Arrays.copyOfRange(whole, (int) before, (int) (before + spec.size()));
                }
                before += spec.size();
            }
        }
        throw new IllegalArgumentException("the model has no tensor " + tensor);
    }
}
