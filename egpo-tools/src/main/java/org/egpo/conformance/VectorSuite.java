package org.egpo.conformance;

import java.io.IOException;
import java.nio.file.Path;

/** Checks one kind of reference vectors: a file of cases, or a whole folder. */
public interface VectorSuite {

    /**
     * Whether this suite checks that file or folder. A folder that a suite accepts is checked as one unit and its files are
     * not offered again.
     */
    boolean accepts(Path path);

    /** Runs every case of the path and tells the verdicts. */
    void run(Path path, Verdicts verdicts) throws IOException;

    /** The name of a vector file without {@code .gz}, {@code .jsonl}, {@code .json}. */
    static String stem(Path path) {
        String name = path.getFileName().toString();
        return name.replaceFirst("\\.gz$", "").replaceFirst("\\.jsonl?$", "");
    }
}
