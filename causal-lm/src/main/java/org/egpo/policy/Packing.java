package org.egpo.policy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Matrix products with weights in the layout that oneDNN multiplies. PyTorch's CPU build has them for its own compiler, not as
 * public API, and not on every platform; so they are tried once before a model's program may name them.
 */
final class Packing {
    private static final String PROGRAM =
            """
            class Packing(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool

              def product(self, x: Tensor, w: Tensor, bias: Tensor) -> Tensor:
                packed = ops.mkldnn._reorder_linear_weight(w, x.size(0))
                return ops.mkldnn._linear_pointwise(x, packed, bias, "none", annotate(List[Optional[number]], []), None)
            """;

    private Packing() {}

    private static final class Tried {
        private static final boolean WORKS = tried();
    }

    /** Whether this engine has such products and they give what they should. */
    static boolean works() {
        return Tried.WORKS;
    }

    /** Memory of this machine or container. */
    static long machineBytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    private static boolean tried() {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray x = manager.arange(24f).reshape(new Shape(3, 8));
            NDArray w = manager.arange(-20f, 20f).reshape(new Shape(5, 8));
            NDArray bias = manager.arange(5f);
            NDArray product = ScriptModule.load(manager, "Packing", PROGRAM).call(manager, "product", x, w, bias)[0];
            // Whole numbers below 2^24, so both ways are exact.
            return product.equals(x.matMul(w.transpose()).add(bias));
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }
}
