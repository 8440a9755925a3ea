package org.egpo.policy;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Writes weights as {@code model.safetensors}, under their Hugging Face names. */
final class SafeTensorsWriter {
    private static final int CHUNK = 1 << 16;

    private SafeTensorsWriter() {}

    /** Writes to a temporary file first, then moves it, so that the file is either whole or not there. */
    static void write(Path file, ModelConfig config, List<NDArray> packed, QuantizedBlocks type) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 20)) {
            byte[] header = header(config, type);
            ByteBuffer length =
                    ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length);
            out.write(length.array());
            out.write(header);
            for (NDArray array : packed) {
                write(out, ArrayCopies.floats(array), type);
            }
        }
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Tensors lie in the order they are packed in, so that packed arrays are written as they are. */
    private static byte[] header(ModelConfig config, QuantizedBlocks type) throws IOException {
        JsonMapper mapper = new JsonMapper();
        ObjectNode header = mapper.createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        long at = 0;
        for (TensorSpec spec : TensorSpec.all(config)) {
            long end = at + type.bytes(spec.size());
            ObjectNode tensor = header.putObject(spec.name()).put("dtype", type.name());
            spec.shape().forEach(tensor.putArray("shape")::add);
            tensor.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        String json = mapper.writeValueAsString(header);
        String padding = " ".repeat((8 - json.getBytes(StandardCharsets.UTF_8).length % 8) % 8);
        return (json + padding).getBytes(StandardCharsets.UTF_8);
    }

    private static void write(OutputStream out, float[] values, QuantizedBlocks type) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate((int) type.bytes(CHUNK)).order(ByteOrder.LITTLE_ENDIAN);
        for (float v : values) {
            switch (type) {
                case F32 -> chunk.putFloat(v);
                case F16 -> chunk.putShort(HalfFloats.fromFloat(v));
                case BF16 -> chunk.putShort(HalfFloats.toBfloat16(v));
                default -> throw new IllegalArgumentException("numbers are not written as " + type);
            }
            if (!chunk.hasRemaining()) {
                out.write(chunk.array(), 0, chunk.position());
                chunk.clear();
            }
        }
        out.write(chunk.array(), 0, chunk.position());
    }
}
