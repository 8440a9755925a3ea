package org.egpo.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Sequences of token ids, padded to one length.
 *
 * @param ids [B][T]
 * @param valid [B][T], false at padding
 */
public record TokenBatch(long[][] ids, boolean[][] valid) {

    public TokenBatch {
        if (ids.length == 0 || ids[0].length == 0) {
            throw new IllegalArgumentException("a batch needs at least one sequence of at least one token");
        }
        for (int i = 0; i < ids.length; i++) {
            if (ids[i].length != ids[0].length || valid[i].length != ids[0].length) {
                throw new IllegalArgumentException("row " + i + " has " + ids[i].length + " ids and " + valid[i].length
                        + " flags, row 0 has " + ids[0].length + "; pad all rows to one length");
            }
        }
    }

    /** Pads on the left, so that all sequences end together: for generation. */
    public static TokenBatch leftPadded(List<long[]> sequences, long padding) {
        return padded(sequences, padding, true);
    }

    /** Pads on the right, so that all sequences start together: for scoring. */
    public static TokenBatch rightPadded(List<long[]> sequences, long padding) {
        return padded(sequences, padding, false);
    }

    private static TokenBatch padded(List<long[]> sequences, long padding, boolean left) {
        int longest = sequences.stream().mapToInt(s -> s.length).max().orElse(0);
        long[][] ids = new long[sequences.size()][longest];
        boolean[][] valid = new boolean[sequences.size()][longest];
        for (int i = 0; i < ids.length; i++) {
            long[] s = sequences.get(i);
            int from = left ? longest - s.length : 0;
            Arrays.fill(ids[i], padding);
            System.arraycopy(s, 0, ids[i], from, s.length);
            Arrays.fill(valid[i], from, from + s.length, true);
        }
        return new TokenBatch(ids, valid);
    }

    public int rows() {
        return ids.length;
    }

    public int columns() {
        return ids[0].length;
    }

    /** Whether a real token stands behind padding: then attention needs a mask; padding at the end needs none. */
    boolean needsMask() {
        for (boolean[] row : valid) {
            for (int t = 1; t < row.length; t++) {
                if (row[t] && !row[t - 1]) {
                    return true;
                }
            }
        }
        return false;
    }

    NDArray ids(NDManager manager) {
        long[] flat = Arrays.stream(ids).flatMapToLong(Arrays::stream).toArray();
        return ArrayCopies.owned(manager.create(flat, new Shape(rows(), columns())));
    }

    NDArray valid(NDManager manager) {
        boolean[] flat = new boolean[rows() * columns()];
        for (int i = 0; i < rows(); i++) {
            System.arraycopy(valid[i], 0, flat, i * columns(), columns());
        }
        return ArrayCopies.owned(manager.create(flat, new Shape(rows(), columns())));
    }
}
