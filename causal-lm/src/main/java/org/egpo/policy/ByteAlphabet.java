package org.egpo.policy;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The printable character that stands for each byte in byte-level tokenizer files (GPT-2's mapping): bytes that print stand
 * for themselves, the others for characters from U+0100 on.
 */
public final class ByteAlphabet {
    private static final char[] CHARACTERS = new char[256];
    private static final short[] BYTES = new short[512];

    static {
        java.util.Arrays.fill(BYTES, (short) -1);
        int next = 256;
        for (int b = 0; b < 256; b++) {
            boolean prints = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            CHARACTERS[b] = (char) (prints ? b : next++);
            BYTES[CHARACTERS[b]] = (short) b;
        }
    }

    private ByteAlphabet() {}

    public static char character(int b) {
        return CHARACTERS[b & 0xFF];
    }

    /** Bytes as a vocabulary writes them. */
    public static String text(byte[] bytes) {
        StringBuilder b = new StringBuilder();
        for (byte x : bytes) {
            b.append(character(x));
        }
        return b.toString();
    }

    /** The bytes of a token as it stands in the vocabulary; null where a character stands for no byte. */
    public static byte @Nullable [] bytes(String token) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            if (c >= BYTES.length || BYTES[c] < 0) {
                return null;
            }
            out.write(BYTES[c]);
        }
        return out.toByteArray();
    }
}
