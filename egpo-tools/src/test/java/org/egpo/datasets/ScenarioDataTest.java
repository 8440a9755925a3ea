package org.egpo.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.egpo.bfcl.multiturn.MultiTurnChecker;
import org.egpo.bfcl.multiturn.Scenario;
import org.egpo.bfcl.multiturn.Simulation;
import org.egpo.call.ToolSpec;
import org.egpo.data.Question;
import org.egpo.data.Questions;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scenarios as they stand in the repository. */
class ScenarioDataTest {
    private static final Path OWN = SharedVectors.root().resolve("datasets/multi-turn");

    private static List<Question> split(String name) {
        return Questions.dialogues(OWN.resolve(name), 20, 32_768);
    }

    @Test
    void theyAreWrittenAgainByteForByte(@TempDir Path folder) throws IOException {
        ScenarioData.write(folder, ScenarioData.SEED, ScenarioData.SIZES);
        long bytes = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] written = Files.readAllBytes(file);
                assertArrayEquals(written, Files.readAllBytes(OWN.resolve(folder.relativize(file))), "" + file);
                bytes += written.length;
            }
        }
        assertTrue(bytes < 1_000_000, bytes + " bytes");
    }

    @Test
    void noScenarioComesTwiceAndAllWorldsComeInEachSplit() {
        Set<String> asked = new HashSet<>();
        Set<String> ids = new HashSet<>();
        ScenarioData.SIZES.forEach((name, size) -> {
            List<Question> all = split(name);
            assertEquals(size, all.size());
            Set<String> worlds = new HashSet<>();
            for (Question q : all) {
                assertTrue(ids.add(q.id()), q.id());
                assertTrue(asked.add(q.dialogue().scenario().turns().toString()), q.id());
                worlds.addAll(q.dialogue().scenario().classes());
            }
            assertEquals(5, worlds.size());
        });
    }

    /** No call of the reference is refused, each is offered when it is due, and the checker takes it, one call a step. */
    @Test
    void everyReferenceIsPlayedAndAccepted() {
        for (Question q : split("test")) {
            Scenario scenario = q.dialogue().scenario();
            Simulation world = Simulation.start(scenario);
            int calls = 0;
            for (int turn = 0; turn < q.dialogue().turns(); turn++) {
                List<String> offered = q.dialogue().tools().get(turn).stream()
                        .map(ToolSpec::name)
                        .toList();
                for (String call : scenario.groundTruth().get(turn)) {
                    assertFalse(world.execute(call).contains("rror"), call);
                    assertTrue(offered.contains(call.substring(0, call.indexOf('('))), q.id() + " " + call);
                    calls++;
                }
            }
            assertTrue(calls >= 1 && calls <= 6 && q.dialogue().turns() <= 5, q.id());
            List<List<List<String>>> played = scenario.groundTruth().stream()
                    .map(t -> t.stream().map(List::of).toList())
                    .toList();
            assertTrue(MultiTurnChecker.check(scenario, played).isValid(), q.id());
        }
    }

    /** Where a function or a value is missing, the turn wants no call, and the function comes in the next. */
    @Test
    void whatIsMissingIsMissing() {
        for (Question q : split("dev")) {
            Scenario scenario = q.dialogue().scenario();
            long silent = scenario.groundTruth().stream().filter(List::isEmpty).count();
            assertEquals(q.category().equals("multi_turn_base") ? 0 : 1, silent, q.id());
            scenario.later().forEach((turn, names) -> {
                assertTrue(scenario.turns().get(turn).isEmpty());
                assertFalse(scenario.offers(names.get(0), turn - 1));
                assertTrue(scenario.offers(names.get(0), turn));
            });
        }
    }
}
