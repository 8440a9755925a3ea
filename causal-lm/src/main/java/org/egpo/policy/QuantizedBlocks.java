package org.egpo.policy;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How ggml stores numbers: in blocks, as small whole numbers with a scale d, and a minimum m or an offset that is taken off.
 * The layouts are those of ggml's quantisation; the order of operations on 32-bit floats is that of its reference, so that the
 * results are the same to the bit.
 */
enum QuantizedBlocks {
    F32(0, 1, 4),
    F16(1, 1, 2),
    Q4_0(2, 32, 18),
    Q4_1(3, 32, 20),
    Q5_0(6, 32, 22),
    Q5_1(7, 32, 24),
    Q8_0(8, 32, 34),
    Q4_K(12, 256, 144),
    Q5_K(13, 256, 176),
    Q6_K(14, 256, 210),
    BF16(30, 1, 2);

    private final int type;
    private final int numbers;
    private final int bytes;

    QuantizedBlocks(int type, int numbers, int bytes) {
        this.type = type;
        this.numbers = numbers;
        this.bytes = bytes;
    }

    /** By ggml's number; null for one that is not read. */
    static @Nullable QuantizedBlocks of(int type) {
        for (QuantizedBlocks q : values()) {
            if (q.type == type) {
                return q;
            }
        }
        return null;
    }

    /** Numbers of a block. */
    int numbers() {
        return numbers;
    }

    /** Bytes of so many numbers, which fill whole blocks. */
    long bytes(long count) {
        return count / numbers * bytes;
    }

    /** Reads all blocks of a buffer. */
    void read(ByteBuffer in, FloatBuffer out) {
        if (this == F32) {
            out.put(in.asFloatBuffer());
            in.position(in.limit());
        }
        byte[] block = new byte[bytes];
        float[] values = new float[numbers];
        while (in.hasRemaining()) {
            if (numbers == 1) {
                short half = in.getShort();
                out.put(this == F16 ? HalfFloats.toFloat(half) : Float.intBitsToFloat(half << 16));
            } else {
                in.get(block);
                read(block, values);
                out.put(values);
            }
        }
    }

    private void read(byte[] b, float[] out) {
        switch (this) {
            case Q4_0 -> fours(b, half(b, 0), 0, 2, 8, out);
            case Q4_1 -> fours(b, half(b, 0), half(b, 2), 4, 0, out);
            case Q5_0 -> fives(b, half(b, 0), 0, 2, 16, out);
            case Q5_1 -> fives(b, half(b, 0), half(b, 2), 4, 0, out);
            case Q8_0 -> {
                float d = half(b, 0);
                for (int i = 0; i < 32; i++) {
                    out[i] = d * b[2 + i];
                }
            }
            case Q4_K, Q5_K -> superBlock(b, out);
            case Q6_K -> sixes(b, out);
            default -> throw new IllegalStateException(this + " has no blocks");
        }
    }

    private static float half(byte[] b, int at) {
        return HalfFloats.toFloat((short) (b[at] & 0xFF | b[at + 1] << 8));
    }

    /** The low halves of 16 bytes, then the high ones. */
    private static void fours(byte[] b, float d, float m, int at, int offset, float[] out) {
        for (int i = 0; i < 16; i++) {
            out[i] = number(b[at + i] & 15, d, m, offset);
            out[16 + i] = number(b[at + i] >> 4 & 15, d, m, offset);
        }
    }

    /** Without a minimum nothing is added: 0 would change the sign of a zero. */
    private static float number(int q, float d, float m, int offset) {
        return offset == 0 ? d * q + m : d * (q - offset);
    }

    /** As fours, with the fifth bits in four bytes before them. */
    private static void fives(byte[] b, float d, float m, int at, int offset, float[] out) {
        for (int i = 0; i < 32; i++) {
            int fifth = b[at + i / 8] >> i % 8 & 1;
            int four = b[at + 4 + i % 16] >> (i < 16 ? 0 : 4) & 15;
            out[i] = number(four | fifth << 4, d, m, offset);
        }
    }

    /** Eight blocks of 32, each with a scale and a minimum of six bits. */
    private void superBlock(byte[] b, float[] out) {
        float d = half(b, 0);
        float m = half(b, 2);
        int low = this == Q5_K ? 48 : 16;
        for (int block = 0; block < 8; block++) {
            float scale = d * sixBits(b, block, 4);
            float minimum = m * sixBits(b, block, 8);
            for (int i = 0; i < 32; i++) {
                int q = b[low + block / 2 * 32 + i] >> (block % 2 * 4) & 15;
                int fifth = this == Q5_K ? b[16 + i] >> block & 1 : 0;
                out[block * 32 + i] = scale * (q | fifth << 4) - minimum;
            }
        }
    }

    /** Scales begin at byte 4, minima at byte 8; the last four of both have their low bits from byte 12 on. */
    private static int sixBits(byte[] b, int block, int at) {
        if (block < 4) {
            return b[at + block] & 63;
        }
        int low = b[12 + block - 4] >> (at == 4 ? 0 : 4) & 15;
        return low | (b[at + block - 4] >> 6 & 3) << 4;
    }

    /** Sixteen blocks of 16 with a scale of eight bits; a number's low four bits and high two lie apart. */
    private static void sixes(byte[] b, float[] out) {
        float d = half(b, 208);
        for (int i = 0; i < 256; i++) {
            int part = i / 128;
            int row = i % 128 / 32;
            int column = i % 32;
            int low = b[part * 64 + row % 2 * 32 + column] >> (row / 2 * 4) & 15;
            int high = b[128 + part * 32 + column] >> row * 2 & 3;
            out[i] = d * b[192 + i / 16] * ((low | high << 4) - 32);
        }
    }
}
