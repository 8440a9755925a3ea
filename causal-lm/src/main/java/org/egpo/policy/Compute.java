package org.egpo.policy;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a model computes, and with numbers of which size.
 *
 * @param device CPU or one GPU
 * @param precision of weights and activations; logits, log-probabilities and entropies are always 32-bit
 */
public record Compute(Device device, Precision precision) {
    /** The processor, 32-bit: the default, and the only one of the two precisions that is fast there. */
    public static final Compute CPU = new Compute(Device.cpu(), Precision.FP32);

    /** {@code cpu}, {@code gpu} or {@code gpu:1}. */
    public static final String DEVICE_VARIABLE = "EGPO_DEVICE";

    /** {@code fp32} or {@code fp16}. */
    public static final String PRECISION_VARIABLE = "EGPO_PRECISION";

    private static final Pattern GPU = Pattern.compile("(?:gpu|cuda)(?::(\\d{1,3}))?");

    /** Size of the numbers. */
    public enum Precision {
        FP32(4),
        FP16(2);

        private final int bytes;

        Precision(int bytes) {
            this.bytes = bytes;
        }

        /** Bytes of one number. */
        public int bytes() {
            return bytes;
        }
    }

    /** What this process has for computing. */
    record Machine(boolean cuda, int gpus) {
        static Machine here() {
            Engine engine = Engine.getInstance();
            boolean cuda = engine.hasCapability(StandardCapabilities.CUDA);
            return new Machine(cuda, cuda ? engine.getGpuCount() : 0);
        }
    }

    /**
     * Chooses by name.
     *
     * @param device {@code cpu}, {@code gpu} (the first) or {@code gpu:N} (counted from 0)
     * @param precision {@code fp32} or {@code fp16}
     * @throws ModelException in one sentence, where a name is not known or there is no such GPU
     */
    public static Compute of(String device, String precision) {
        Precision size = precision(precision);
        return name(device).equals("cpu")
                ? new Compute(Device.cpu(), size)
                : new Compute(gpu(device, Machine.here()), size);
    }

    /** As {@link #DEVICE_VARIABLE} and {@link #PRECISION_VARIABLE} say; {@link #CPU} where they are not set. */
    public static Compute fromEnvironment() {
        Map<String, String> environment = System.getenv();
        return of(
                environment.getOrDefault(DEVICE_VARIABLE, "cpu"), environment.getOrDefault(PRECISION_VARIABLE, "fp32"));
    }

    private static String name(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static Precision precision(String text) {
        return switch (name(text)) {
            case "fp32", "float32" -> Precision.FP32;
            case "fp16", "float16" -> Precision.FP16;
            default -> throw new ModelException("the precision is \"" + text + "\"; it must be fp32 or fp16");
        };
    }

    static Device gpu(String device, Machine machine) {
        Matcher m = GPU.matcher(name(device));
        if (!m.matches()) {
            throw new ModelException("the device is \"" + device + "\"; it must be cpu, gpu or gpu:N");
        }
        if (!machine.cuda()) {
            throw new ModelException("the device \"" + device + "\" was asked for, but this PyTorch computes on the CPU"
                    + " only; build with the Maven profile cuda or name a CUDA build of PyTorch in PYTORCH_LIBRARY_PATH"
                    + " (docs/gpu.md)");
        }
        int number = m.group(1) == null ? 0 : Integer.parseInt(m.group(1));
        if (number >= machine.gpus()) {
            String found = machine.gpus() == 0
                    ? "no NVIDIA GPU was found"
                    : "the GPUs found are gpu:0 to gpu:" + (machine.gpus() - 1);
            throw new ModelException("the device \"" + device + "\" was asked for, but " + found
                    + "; look with nvidia-smi, or compute on cpu");
        }
        return Device.gpu(number);
    }

    /** {@code cpu, fp32}. */
    @Override
    public String toString() {
        String where = device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
        return where + ", " + precision.name().toLowerCase(Locale.ROOT);
    }
}
