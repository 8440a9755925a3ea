package org.egpo.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official scorer's answers: part ships with the tests, the rest is read where it lies beside the project. */
class BfclVectorsTest {

    @ParameterizedTest
    @ValueSource(strings = {"standardize_string", "type_convert", "ast_check_synthetic"})
    void shipped(String name) throws IOException {
        check(SharedVectors.shipped("bfcl"), name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "standardize_string",
                "type_convert",
                "ast_check_synthetic",
                "ast_check",
                "decode_java",
                "decode_javascript",
                "eval_single",
                "eval_relevance",
                "score_aggregation"
            })
    void besideTheProject(String name) throws IOException {
        check(SharedVectors.shared("vectors/bfcl"), name);
    }

    private static void check(Path folder, String name) throws IOException {
        Path file = folder.resolve(name + ".jsonl.gz");
        Verdicts verdicts = new Verdicts(folder, null, 3);
        Suites.of(file).orElseThrow().run(file, verdicts);
        assertEquals(List.of(), verdicts.failures());
        assertEquals(0, verdicts.failed());
        assertTrue(verdicts.passed() > 0, "no case in " + file);
    }
}
