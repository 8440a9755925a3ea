package org.egpo.kernel;

import java.util.List;

/**
 * The text of a cell, to quote in messages.
 *
 * @param number execution count; 0 for code that is no cell's, such as a start script
 * @param name how messages call it, such as {@code cell [3]} or a file's name
 */
record CellSource(int number, String name, String code) {

    static CellSource cell(int number, String code) {
        return new CellSource(number, "cell [" + number + "]", code);
    }

    /** The lines around one of them, which is marked. */
    List<String> around(int line) {
        String[] lines = code.split("\n", -1);
        List<String> out = new java.util.ArrayList<>();
        for (int i = Math.max(1, line - 2); i <= Math.min(lines.length, line + 2); i++) {
            out.add(String.format("%s %3d | %s", i == line ? "---->" : "     ", i, lines[i - 1]));
        }
        return out;
    }
}
