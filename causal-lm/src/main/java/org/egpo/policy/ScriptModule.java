package org.egpo.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A loaded TorchScript module whose methods are called by name, without gradients. Several threads may call at once. */
public final class ScriptModule {
    private static final ThreadLocal<Boolean> READY = ThreadLocal.withInitial(() -> false);

    private final PtSymbolBlock block;

    private ScriptModule(PtSymbolBlock block) {
        this.block = block;
    }

    /** Loads a module; it lives as long as the manager. A mistake in the text is an exception with its line. */
    public static ScriptModule load(NDManager manager, String className, String source) {
        byte[] archive = TorchScriptArchive.of(className, source);
        try {
            return new ScriptModule(
                    JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(archive), true, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Calls a method.
     *
     * @param manager owner of the results
     * @param arguments arrays, lists of arrays, {@code Long}, {@code Integer}, {@code Double} or {@code Boolean}
     * @return the results, one array for each item of the returned tuple
     */
    public NDArray[] call(NDManager manager, String method, Object... arguments) {
        prepareThread();
        IValue[] values = new IValue[arguments.length];
        try {
            for (int i = 0; i < arguments.length; i++) {
                values[i] = value(arguments[i]);
            }
            try (IValue result = IValueUtils.runMethod(block, method, values)) {
                return arrays(result, (PtNDManager) manager);
            }
        } finally {
            // Each holds on to its arrays, and DJL does not close them.
            for (IValue v : values) {
                if (v != null) {
                    v.close();
                }
            }
        }
    }

    /**
     * Calls a method that computes gradients by itself. Its lists must come last, after its arrays.
     *
     * @param scope owner of the result; made for one call and closed by the caller
     */
    NDArray callWithGradients(NDManager scope, String method, List<NDArray> arrays, List<List<NDArray>> lists) {
        prepareThread();
        NDList inputs = new NDList(arrays);
        for (int i = 0; i < lists.size(); i++) {
            for (NDArray a : lists.get(i)) {
                a.setName("list" + i + "[]");
                inputs.add(a);
            }
        }
        NDArray name = scope.create(0f);
        name.setName("module_method:" + method);
        inputs.add(name);
        return IValueUtils.forward(block, inputs, true).singletonOrThrow();
    }

    /** Recompiling for every new shape costs more than it gains; the switch is one per thread. */
    private static void prepareThread() {
        if (!READY.get()) {
            JniUtils.setGraphExecutorOptimize(false);
            READY.set(true);
        }
    }

    private static NDArray[] arrays(IValue result, PtNDManager manager) {
        if (result.isTensor()) {
            return new NDArray[] {result.toTensor(manager)};
        }
        if (result.isTensorList()) {
            return result.toTensorArray(manager);
        }
        IValue[] items = result.toIValueTuple();
        NDArray[] all = new NDArray[items.length];
        for (int i = 0; i < items.length; i++) {
            try (IValue item = items[i]) {
                all[i] = item.toTensor(manager);
            }
        }
        return all;
    }

    private static IValue value(Object argument) {
        if (argument instanceof PtNDArray array) {
            return IValue.from(array);
        }
        if (argument instanceof List<?> list) {
            return IValue.listFrom(list.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
        }
        if (argument instanceof Boolean b) {
            return IValue.from(b.booleanValue());
        }
        if (argument instanceof Double d) {
            return IValue.from(d.doubleValue());
        }
        if (argument instanceof Number n) {
            return IValue.from(n.longValue());
        }
        throw new IllegalArgumentException(
                "a script method cannot take a " + argument.getClass().getName());
    }
}
