package org.egpo.policy;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * What the model runs on.
 *
 * @param djl version of DJL
 * @param engine name and version of the engine, such as {@code PyTorch 2.7.1}
 * @param device {@code cpu} or {@code gpu(0)}
 */
public record EngineInfo(String djl, String engine, String device) {

    /** Opens the engine, which takes about a second the first time. */
    public static EngineInfo open() {
        Engine engine = Engine.getInstance();
        try (NDManager manager = NDManager.newBaseManager()) {
            Device device = manager.getDevice();
            return new EngineInfo(
                    Engine.getDjlVersion(), engine.getEngineName() + " " + engine.getVersion(), device.toString());
        }
    }

    /**
     * Lets the engine compute with so many threads, whichever thread asks it.
     *
     * @param threads at least 1
     */
    public static void useThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1");
        }
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        Engine.getInstance();
        JniUtils.setNumThreads(threads);
    }

    @Override
    public String toString() {
        return "DJL " + djl + ", " + engine + ", " + device;
    }
}
