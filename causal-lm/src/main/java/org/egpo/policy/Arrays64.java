package org.egpo.policy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** 64-bit numbers for script methods, on the CPU, where reading them does not wait for a GPU. */
final class Arrays64 {
    private Arrays64() {}

    static NDArray onCpu(NDManager scope, double[] numbers) {
        NDManager cpu = scope.newSubManager(Device.cpu());
        try (NDArray shared = cpu.create(numbers)) {
            return shared.duplicate();
        }
    }
}
