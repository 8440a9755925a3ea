package org.egpo.notebook;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.util.HashMap;
import java.util.Map;

/**
 * Charts in 256 colours. A chart has few colours and many blends at the edges of letters and lines; keeping the most frequent and
 * taking the nearest for the others halves the PNG and is not seen.
 */
final class Palette {
    private static final int COLOURS = 256;

    private Palette() {}

    /** The same image with its 256 most frequent colours; an image of no more colours stays as it is, pixel by pixel. */
    static BufferedImage reduce(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        int[] palette = counts(pixels).entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(COLOURS)
                .mapToInt(Map.Entry::getKey)
                .toArray();
        IndexColorModel colours = new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage reduced = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, colours);
        byte[] out = ((DataBufferByte) reduced.getRaster().getDataBuffer()).getData();
        Map<Integer, Byte> known = new HashMap<>();
        for (int i = 0; i < pixels.length; i++) {
            out[i] = i > 0 && pixels[i] == pixels[i - 1]
                    ? out[i - 1]
                    : known.computeIfAbsent(pixels[i], p -> (byte) nearest(palette, p));
        }
        return reduced;
    }

    private static Map<Integer, Integer> counts(int[] pixels) {
        Map<Integer, Integer> counts = new HashMap<>();
        int from = 0;
        for (int i = 1; i <= pixels.length; i++) {
            if (i == pixels.length || pixels[i] != pixels[from]) {
                counts.merge(pixels[from], i - from, Integer::sum);
                from = i;
            }
        }
        return counts;
    }

    private static int nearest(int[] palette, int colour) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < palette.length && least > 0; i++) {
            int distance = 0;
            for (int shift = 0; shift < 24; shift += 8) {
                int d = (palette[i] >> shift & 255) - (colour >> shift & 255);
                distance += d * d;
            }
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }
}
