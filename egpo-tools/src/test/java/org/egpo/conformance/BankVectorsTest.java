package org.egpo.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The official answers of API-Bank. A sample ships with the tests (drawn by {@code testing/draw-apibank-sample.py}) beside the
 * dialogues that it needs; all of them are read where they lie beside the project.
 */
class BankVectorsTest {

    @ParameterizedTest
    @ValueSource(strings = {"calls", "calls_level3", "responses", "misc", "runs"})
    void shipped(String name) throws IOException {
        check(SharedVectors.shipped("apibank"), SharedVectors.root().resolve("testing/data/apibank"), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"calls", "calls_level3", "responses", "misc", "runs"})
    void besideTheProject(String name) throws IOException {
        check(SharedVectors.shared("vectors/apibank"), SharedVectors.shared("data/apibank"), name);
    }

    private static void check(Path folder, Path data, String name) throws IOException {
        Path file = folder.resolve(name + ".jsonl.gz");
        try (Verdicts verdicts = new Verdicts(folder, data, 3, null, List.of())) {
            Suites.of(file).orElseThrow().run(file, verdicts);
            assertEquals(List.of(), verdicts.failures());
            assertTrue(verdicts.passed() > 0, "no case in " + file);
        }
    }
}
