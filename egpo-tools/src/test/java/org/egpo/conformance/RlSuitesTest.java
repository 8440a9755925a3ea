package org.egpo.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The training mathematics against what published implementations return: advantages, losses, gradients, whole steps. */
class RlSuitesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "advantages_grpo",
                "advantages_egpo",
                "policy_loss",
                "kl_penalty",
                "aggregation",
                "distributions",
                "sampling_filters",
                "adamw"
            })
    void givesThePublishedNumbers(String name) throws IOException {
        Path file = SharedVectors.shipped("rl").resolve(name + ".json.gz");
        try (Verdicts verdicts = new Verdicts(file.getParent(), null, 5, null, List.of())) {
            Suites.of(file).orElseThrow().run(file, verdicts);
            assertAllPassed(verdicts, 30);
        }
    }

    @TestFactory
    Stream<DynamicTest> threeSteps() throws IOException {
        Path file = SharedVectors.shipped("rl").resolve("egpo_step.json.gz");
        JsonNode cases;
        try (MappingIterator<JsonNode> documents = VectorFile.read(file)) {
            cases = documents.next().get("cases");
        }
        return StreamSupport.stream(cases.spliterator(), false)
                .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> {
                    Verdicts verdicts = new Verdicts(file.getParent(), null, 5, null, List.of());
                    EgpoStepCheck.run(
                            new NumberCase(c, verdicts), model(c.get("model").asText()));
                    assertAllPassed(verdicts, 100);
                }));
    }

    private static Path model(String name) {
        Path shipped = SharedVectors.shipped("lm").resolve(name);
        return Files.isDirectory(shipped) ? shipped : SharedVectors.shared("vectors/lm/" + name);
    }

    private static void assertAllPassed(Verdicts verdicts, int least) {
        assertEquals(0, verdicts.failed(), () -> verdicts.failures().toString());
        assertTrue(verdicts.passed() >= least, () -> "only " + verdicts.passed() + " checks");
    }
}
