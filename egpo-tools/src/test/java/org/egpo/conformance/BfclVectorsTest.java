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
 * The official scorer's answers. A sample of every rule ships with the tests (drawn by {@code testing/draw-bfcl-sample.py})
 * and needs only the project's own data; all of them are read where they lie beside the project.
 */
class BfclVectorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decode_python",
                "decode_execute",
                "decode_formats",
                "decode_java",
                "decode_javascript",
                "type_convert",
                "standardize_string",
                "ast_check_synthetic",
                "py_repr",
                "py_random",
                "mt_math",
                "mt_api",
                "score_aggregation",
                "model_formats",
                "agentic"
            })
    void shipped(String name) throws IOException {
        check(SharedVectors.shipped("bfcl"), SharedVectors.root().resolve("datasets/bfcl-mini"), name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decode_python",
                "decode_execute",
                "decode_formats",
                "decode_java",
                "decode_javascript",
                "type_convert",
                "standardize_string",
                "ast_check_synthetic",
                "ast_check",
                "eval_single",
                "eval_relevance",
                "py_repr",
                "py_random",
                "mt_math",
                "mt_api",
                "mt_exec",
                "mt_check",
                "eval_multi_turn",
                "score_aggregation"
            })
    void besideTheProject(String name) throws IOException {
        check(SharedVectors.shared("vectors/bfcl"), null, name);
    }

    private static void check(Path folder, Path data, String name) throws IOException {
        Path file = folder.resolve(name + ".jsonl.gz");
        Verdicts verdicts = new Verdicts(folder, data, 3, null, List.of());
        Suites.of(file).orElseThrow().run(file, verdicts);
        assertEquals(List.of(), verdicts.failures());
        assertEquals(0, verdicts.failed());
        assertTrue(verdicts.passed() > 0, "no case in " + file);
    }
}
