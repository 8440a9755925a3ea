package org.egpo.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a model's folder: {@code model.safetensors}, or the shards that {@code model.safetensors.index.json} names.
 * Headers are read and checked when opened; data is mapped when a tensor is read, and widened to 32-bit floats in Java
 * because DJL's own 16-bit types end the process.
 */
final class SafeTensors implements TensorFile {
    private static final int CHUNK = 1 << 16;
    private static final long HEADER_LIMIT = 100L << 20;

    /** Where a tensor lies: {@code begin} counts from the start of the file. */
    private record Entry(Path file, QuantizedBlocks type, List<Integer> shape, long begin, long length) {}

    private final Path folder;
    private final Map<String, Entry> entries;

    private SafeTensors(Path folder, Map<String, Entry> entries) {
        this.folder = folder;
        this.entries = entries;
    }

    /** @throws ModelException naming the file and what is wrong with it */
    static SafeTensors open(Path folder) {
        Path single = folder.resolve("model.safetensors");
        Path index = folder.resolve("model.safetensors.index.json");
        Map<String, Entry> all = new LinkedHashMap<>();
        try {
            if (Files.exists(single)) {
                readHeader(single, all);
            } else if (Files.exists(index)) {
                readShards(folder, index, all);
            } else {
                throw new ModelException(folder + " holds neither model.safetensors nor model.safetensors.index.json");
            }
        } catch (NoSuchFileException e) {
            throw new ModelException(e.getFile() + " is named in " + index + " but does not exist", e);
        } catch (IOException e) {
            throw new ModelException(folder + ": the weights could not be read: " + e.getMessage(), e);
        }
        return new SafeTensors(folder, all);
    }

    private static void readShards(Path folder, Path index, Map<String, Entry> all) throws IOException {
        JsonNode map = json(Files.readString(index), index).path("weight_map");
        Map<String, Map<String, Entry>> shards = new HashMap<>();
        for (Map.Entry<String, JsonNode> e : map.properties()) {
            String name = e.getValue().asText();
            if (Path.of(name).getNameCount() != 1 || name.startsWith("..")) {
                throw new ModelException(index + ": the tensor " + e.getKey() + " is said to be in \"" + name
                        + "\"; shards must lie in the model's own folder");
            }
            if (!shards.containsKey(name)) {
                Map<String, Entry> shard = new LinkedHashMap<>();
                readHeader(folder.resolve(name), shard);
                shards.put(name, shard);
            }
            Entry entry = shards.get(name).get(e.getKey());
            if (entry == null) {
                throw new ModelException(
                        index + ": the tensor " + e.getKey() + " is said to be in " + name + ", but is not");
            }
            all.put(e.getKey(), entry);
        }
    }

    private static void readHeader(Path file, Map<String, Entry> all) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            if (channel.read(length, 0) < 8) {
                throw new ModelException(file + " is truncated: it has " + size + " bytes, not even a header's length");
            }
            long header = length.getLong(0);
            if (header < 2 || header > HEADER_LIMIT || 8 + header > size) {
                throw new ModelException(file + " is no safetensors file or is truncated: its header should be "
                        + header + " bytes long, the file has " + size);
            }
            ByteBuffer text = ByteBuffer.allocate((int) header);
            channel.read(text, 8);
            JsonNode tensors = json(new String(text.array(), StandardCharsets.UTF_8).strip(), file);
            for (Map.Entry<String, JsonNode> e : tensors.properties()) {
                if (!e.getKey().equals("__metadata__")) {
                    all.put(e.getKey(), entry(file, e.getKey(), e.getValue(), 8 + header, size));
                }
            }
        }
    }

    private static Entry entry(Path file, String name, JsonNode node, long dataStart, long fileSize) {
        String dtype = node.path("dtype").asText();
        QuantizedBlocks type = Arrays.stream(QuantizedBlocks.values())
                .filter(t -> t.numbers() == 1 && t.name().equals(dtype))
                .findFirst()
                .orElseThrow(() -> new ModelException(file + ": the tensor " + name + " is stored as " + dtype
                        + "; supported are F32, F16 and BF16"));
        List<Integer> shape = ModelConfig.integers(node.path("shape"));
        long begin = node.path("data_offsets").path(0).asLong(-1);
        long end = node.path("data_offsets").path(1).asLong(-1);
        long expected = type.bytes(new TensorSpec(name, shape).size());
        if (begin < 0 || end - begin != expected) {
            throw new ModelException(file + ": the tensor " + name + " of shape " + shape + " needs " + expected
                    + " bytes, its offsets give " + (end - begin));
        }
        if (dataStart + end > fileSize) {
            throw new ModelException(file + " is truncated: the tensor " + name + " ends at byte " + (dataStart + end)
                    + ", the file has " + fileSize);
        }
        return new Entry(file, type, shape, dataStart + begin, expected);
    }

    private static JsonNode json(String text, Path file) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new ModelException(file + ": its header is not valid JSON (" + e.getOriginalMessage() + ")", e);
        }
    }

    @Override
    public @Nullable List<Integer> shape(String name) {
        Entry e = entries.get(name);
        return e == null ? null : e.shape();
    }

    @Override
    public void read(String name, long from, FloatBuffer target) {
        Entry e = Objects.requireNonNull(entries.get(name), name);
        long row = e.length() / e.shape().get(0);
        try (InputStream in = Files.newInputStream(e.file())) {
            in.skipNBytes(e.begin() + from * row);
            // Not mapped: the pages of a map stay in memory beside the weights until a collection.
            while (target.hasRemaining()) {
                long left = e.type().bytes(target.remaining());
                byte[] part = in.readNBytes((int) Math.min(CHUNK, left));
                if (part.length < Math.min(CHUNK, left)) {
                    throw new ModelException(e.file() + " was cut off while the tensor " + name + " was read");
                }
                e.type().read(ByteBuffer.wrap(part).order(ByteOrder.LITTLE_ENDIAN), target);
            }
        } catch (IOException x) {
            throw new ModelException(e.file() + ": the tensor " + name + " could not be read: " + x.getMessage(), x);
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
