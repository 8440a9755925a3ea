package org.egpo.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A GGUF file: named values, and tensors in blocks of small numbers. Read as the format's specification of ggml tells
 * (versions 2 and 3, little-endian).
 */
final class GgufFile {
    private static final int MAGIC = 0x46554747;
    private static final int LONGEST_TEXT = 1 << 26;
    private static final int MOST_ITEMS = 1 << 26;
    private static final int DEEPEST = 3;

    /** Where a tensor lies. Shapes are rows first; the file has them the other way round. */
    record Tensor(QuantizedBlocks blocks, List<Integer> shape, long begin) {
        int columns() {
            return shape.get(shape.size() - 1);
        }

        long size() {
            return new TensorSpec("", shape).size();
        }
    }

    private final Path file;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private byte[] part = {};

    private GgufFile(Path file) {
        this.file = file;
    }

    /** @throws ModelException naming the file and what is wrong with it */
    static GgufFile open(Path file) {
        GgufFile gguf = new GgufFile(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            gguf.read(gguf.new Cursor(channel));
        } catch (IOException e) {
            throw gguf.problem("could not be read: " + e.getMessage());
        }
        return gguf;
    }

    ModelException problem(String what) {
        return new ModelException(file + " " + what);
    }

    private void read(Cursor in) throws IOException {
        if (in.size < 24 || in.next(4).getInt() != MAGIC) {
            throw problem("is no GGUF file: it does not begin with GGUF");
        }
        int version = in.next(4).getInt();
        if (version != 2 && version != 3) {
            throw problem("is GGUF of version " + version + "; versions 2 and 3 of little-endian machines are read");
        }
        long count = in.count();
        for (long n = in.count(); n > 0; n--) {
            String name = in.text();
            values.put(name, in.value(in.next(4).getInt(), 0));
        }
        for (; count > 0; count--) {
            readTensor(in);
        }
        long alignment = (long) number("general.alignment", 32);
        if (alignment < 1 || alignment > 1 << 20) {
            throw problem("has an alignment of " + alignment + " bytes; it is damaged");
        }
        long data = (in.position() + alignment - 1) / alignment * alignment;
        tensors.replaceAll((name, t) -> new Tensor(t.blocks, t.shape, data + t.begin));
        tensors.forEach((name, t) -> {
            if (t.begin + t.blocks.bytes(t.size()) > in.size) {
                throw problem("is truncated: the tensor " + name + " ends at byte "
                        + (t.begin + t.blocks.bytes(t.size())) + ", the file has " + in.size);
            }
        });
    }

    private void readTensor(Cursor in) throws IOException {
        String name = in.text();
        int dimensions = in.next(4).getInt();
        if (dimensions < 1 || dimensions > 4) {
            throw problem("says that the tensor " + name + " has " + dimensions + " dimensions; it is damaged");
        }
        List<Integer> shape = new ArrayList<>();
        for (int i = 0; i < dimensions; i++) {
            long size = in.next(8).getLong();
            if (size < 1 || size > Integer.MAX_VALUE) {
                throw problem("says that the tensor " + name + " has " + size + " numbers in a row; it is damaged");
            }
            shape.add(0, (int) size);
        }
        int type = in.next(4).getInt();
        long begin = in.next(8).getLong();
        QuantizedBlocks blocks = QuantizedBlocks.of(type);
        if (blocks == null) {
            throw problem("stores the tensor " + name + " in type " + type + " of ggml, which is not read; read are "
                    + List.of(QuantizedBlocks.values()));
        }
        Tensor tensor = new Tensor(blocks, List.copyOf(shape), begin);
        if (begin < 0 || tensor.columns() % blocks.numbers() != 0) {
            throw problem("says that the tensor " + name + " of shape " + shape + " begins at " + begin
                    + " in blocks of " + blocks.numbers() + "; it is damaged");
        }
        tensors.put(name, tensor);
    }

    /** Tensors by their names in the file. */
    Map<String, Tensor> tensors() {
        return tensors;
    }

    /** A value: text, number, truth or a list of these; null where the file has none. */
    @Nullable
    Object value(String name) {
        return values.get(name);
    }

    String text(String name, String otherwise) {
        return values.get(name) instanceof String s ? s : otherwise;
    }

    double number(String name, double otherwise) {
        return values.get(name) instanceof Number n ? n.doubleValue() : otherwise;
    }

    /** A whole number. @throws ModelException where the file has none */
    int whole(String name) {
        double n = number(name, Double.NaN);
        if (n != Math.rint(n) || Math.abs(n) > Integer.MAX_VALUE) {
            throw problem("has no whole number " + name + "; it has " + values.get(name));
        }
        return (int) n;
    }

    /** The items of a list as text; empty where the file has none. */
    List<String> texts(String name) {
        return values.get(name) instanceof List<?> l
                ? l.stream().map(String::valueOf).toList()
                : List.of();
    }

    /**
     * Bytes of a tensor from a position within it on, to be read before the next call, which takes the same memory. Not mapped: the
     * pages of a map stay in memory beside the weights until a collection.
     */
    ByteBuffer bytes(Tensor tensor, long from, long length) {
        if (part.length < length) {
            part = new byte[Math.toIntExact(length)];
        }
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(tensor.begin + from);
            if (in.readNBytes(part, 0, (int) length) < length) {
                throw problem("was cut off while it was read");
            }
            return ByteBuffer.wrap(part, 0, (int) length).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw problem("could not be read: " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    /** Reads on through the head of the file. */
    private final class Cursor {
        private final FileChannel channel;
        private final long size;
        private ByteBuffer ahead = ByteBuffer.allocate(0);

        Cursor(FileChannel channel) throws IOException {
            this.channel = channel;
            this.size = channel.size();
        }

        long position() throws IOException {
            return channel.position() - ahead.remaining();
        }

        /** The next so many bytes, which are all there. */
        ByteBuffer next(int bytes) throws IOException {
            if (ahead.remaining() < bytes) {
                if (size - position() < bytes) {
                    throw problem("is truncated: it ends within its head, at byte " + size);
                }
                ByteBuffer more = ByteBuffer.allocate(Math.max(bytes, 1 << 16)).order(ByteOrder.LITTLE_ENDIAN);
                more.put(ahead);
                while (more.position() < bytes) {
                    channel.read(more);
                }
                ahead = more.flip();
            }
            return ahead;
        }

        long count() throws IOException {
            long count = next(8).getLong();
            if (count < 0 || count > MOST_ITEMS) {
                throw problem("says that it has " + count + " entries; it is damaged");
            }
            return count;
        }

        String text() throws IOException {
            long length = next(8).getLong();
            if (length < 0 || length > LONGEST_TEXT) {
                throw problem("has a text of " + length + " bytes; it is damaged");
            }
            byte[] bytes = new byte[(int) length];
            next(bytes.length).get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        Object value(int type, int depth) throws IOException {
            return switch (type) {
                case 0 -> next(1).get() & 0xFF;
                case 1 -> next(1).get();
                case 2 -> next(2).getShort() & 0xFFFF;
                case 3 -> next(2).getShort();
                case 4 -> next(4).getInt() & 0xFFFFFFFFL;
                case 5 -> next(4).getInt();
                case 6 -> next(4).getFloat();
                case 7 -> next(1).get() != 0;
                case 8 -> text();
                case 9 -> list(depth);
                case 10, 11 -> next(8).getLong();
                case 12 -> next(8).getDouble();
                default -> throw problem("has a value of type " + type + "; it is damaged or newer than this reader");
            };
        }

        private List<Object> list(int depth) throws IOException {
            if (depth == DEEPEST) {
                throw problem("has lists in lists in lists; it is damaged");
            }
            int type = next(4).getInt();
            List<Object> list = new ArrayList<>();
            for (long n = count(); n > 0; n--) {
                list.add(value(type, depth + 1));
            }
            return list;
        }
    }
}
