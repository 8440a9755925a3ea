package org.egpo.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The reference models: logits, log-probabilities, entropies, greedy continuations, both paddings. */
class ModelSuiteTest {

    @TestFactory
    Stream<DynamicTest> shippedModels() throws IOException {
        return models(SharedVectors.shipped("lm"));
    }

    @TestFactory
    Stream<DynamicTest> allModels() throws IOException {
        return models(SharedVectors.shared("vectors/lm"));
    }

    private static Stream<DynamicTest> models(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).sorted().toList().stream()
                    .map(m -> DynamicTest.dynamicTest(m.getFileName().toString(), () -> {
                        Verdicts verdicts = new Verdicts(folder, null, 3, null, List.of());
                        ModelSuite suite = new ModelSuite();
                        assertTrue(suite.accepts(m));
                        suite.run(m, verdicts);
                        assertEquals(
                                0, verdicts.failed(), () -> verdicts.failures().toString());
                        assertTrue(verdicts.passed() > 50);
                    }));
        }
    }
}
