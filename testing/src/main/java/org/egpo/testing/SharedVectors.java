package org.egpo.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where tests find reference vectors: a part ships in the test resources, the rest lies in {@code ../shared} beside the
 * project where that folder exists. Tests that need the latter skip with a clear message elsewhere.
 */
public final class SharedVectors {
    private SharedVectors() {}

    /** The project's root: the folder of the parent {@code pom.xml}. */
    public static Path root() {
        String root = System.getProperty("egpo.root");
        return root != null ? Path.of(root) : Path.of("..").toAbsolutePath().normalize();
    }

    /** A folder of vectors that ships with the tests, such as {@code rl}, {@code lm}, {@code bfcl}. */
    public static Path shipped(String name) {
        return root().resolve("testing/vectors").resolve(name);
    }

    /** A path below the shared folder, such as {@code vectors/bfcl}; skips the test where it is absent. */
    public static Path shared(String path) {
        Path p = root().resolve("../shared").resolve(path).normalize();
        assumeTrue(Files.exists(p), () -> "skipped: needs the reference folder shared/" + path + " beside the project");
        return p;
    }
}
