package org.egpo.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official environments' answers: arithmetic ships with the tests, the rest is read where it lies beside the project. */
class MultiTurnVectorsTest {

    @Test
    void arithmeticNeedsOnlyTheProjectsOwnConstants() throws IOException {
        check(SharedVectors.shipped("bfcl"), SharedVectors.root().resolve("datasets/bfcl-mini"), "mt_math");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mt_math", "mt_api", "mt_exec", "mt_check", "eval_multi_turn"})
    void besideTheProject(String name) throws IOException {
        check(SharedVectors.shared("vectors/bfcl"), null, name);
    }

    private static void check(Path folder, Path data, String name) throws IOException {
        Path file = folder.resolve(name + ".jsonl.gz");
        Verdicts verdicts = new Verdicts(folder, data, 3);
        Suites.of(file).orElseThrow().run(file, verdicts);
        assertEquals(List.of(), verdicts.failures());
        assertTrue(verdicts.passed() > 0, "no case in " + file);
    }
}
