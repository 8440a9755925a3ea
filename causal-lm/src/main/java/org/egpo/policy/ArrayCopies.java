package org.egpo.policy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;

/** Numbers on their way between Java's memory and the engine's. */
final class ArrayCopies {
    private ArrayCopies() {}

    /** An array made from Java memory shares it and must not outlive it, so it is copied at once; closes the shared one. */
    static NDArray owned(NDArray shared) {
        try (shared) {
            return shared.duplicate();
        }
    }

    /** 64-bit numbers for script methods, on the CPU, where reading them does not wait for a GPU. */
    static NDArray onCpu(NDManager scope, double... numbers) {
        return owned(scope.newSubManager(Device.cpu()).create(numbers));
    }

    /** The numbers of an array of weights, whatever their size. */
    static float[] floats(NDArray array) {
        if (array.getDataType() == DataType.FLOAT32) {
            return array.toFloatArray();
        }
        try (NDArray full = array.toType(DataType.FLOAT32, true)) {
            return full.toFloatArray();
        }
    }

    /** Numbers of one tensor, rows first, from arrays packed as the model's weights are. */
    static float[] tensor(ModelConfig config, List<NDArray> packed, String name) {
        List<List<TensorSpec>> layout = TensorSpec.packed(config);
        for (int i = 0; i < layout.size(); i++) {
            long before = 0;
            for (TensorSpec spec : layout.get(i)) {
                if (spec.name().equals(name)) {
                    return Arrays.copyOfRange(floats(packed.get(i)), (int) before, (int) (before + spec.size()));
                }
                before += spec.size();
            }
        }
        throw new IllegalArgumentException("the model has no tensor " + name);
    }
}
