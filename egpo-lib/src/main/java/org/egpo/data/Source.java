package org.egpo.data;

/**
 * Where a record came from.
 *
 * @param file the file's path as given
 * @param line counted from 1; for Parquet the row; 0 for the file as a whole
 */
public record Source(String file, long line) {
    @Override
    public String toString() {
        return line > 0 ? file + ", line " + line : file;
    }
}
