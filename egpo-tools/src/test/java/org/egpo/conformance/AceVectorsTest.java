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
 * The official answers of ACEBench. A sample ships with the tests (drawn by {@code testing/draw-acebench-sample.py}) beside the
 * tests of the benchmark that it needs; all of them are read where they lie beside the project.
 */
class AceVectorsTest {

    @ParameterizedTest
    @ValueSource(strings = {"cases_en", "cases_zh", "agent", "decode", "python_text", "prompts"})
    void shipped(String name) throws IOException {
        check(SharedVectors.shipped("acebench"), SharedVectors.root().resolve("testing/data/acebench"), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cases_en", "cases_zh", "agent", "decode", "python_text", "prompts", "runs"})
    void besideTheProject(String name) throws IOException {
        check(SharedVectors.shared("vectors/acebench"), SharedVectors.shared("data/acebench"), name);
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
