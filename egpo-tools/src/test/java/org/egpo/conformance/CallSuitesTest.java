package org.egpo.conformance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every official answer of the decoders, where the reference vectors lie beside the project. */
class CallSuitesTest {

    @ParameterizedTest
    @ValueSource(strings = {"decode_python", "decode_execute", "decode_formats", "py_repr", "py_random"})
    void givesTheOfficialAnswers(String name) throws IOException {
        Path file = SharedVectors.shared("vectors/bfcl/" + name + ".jsonl.gz");
        Verdicts verdicts = new Verdicts(file.getParent(), null, 5);
        Suites.of(file).orElseThrow().run(file, verdicts);
        assertAll(
                () -> assertEquals(List.of(), verdicts.failures()), () -> assertTrue(verdicts.passed() > 0, "no case"));
    }
}
