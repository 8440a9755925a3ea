package org.egpo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.egpo.rollout.Policy;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run in a process of its own: killed without warning and taken up again, and watched for its memory. */
@Timeout(300)
class KilledRunTest {
    private static final int STEPS = 11;

    @TempDir
    private static Path folder;

    private static Path model;

    @BeforeAll
    static void model() throws Exception {
        TrainingProcess.makeModel(folder.resolve("made"));
        // As people keep their models; what is trained is to open all the same.
        model = Files.createSymbolicLink(folder.resolve("model"), folder.resolve("made"));
    }

    @Test
    void killedAtSeveralPointsItHasTheCurveOfARunThatNeverStopped() throws Exception {
        Path cut = killed(model, List.of("step 2 ", "at 6", "step 10 "), STEPS);
        Policy.load(cut.resolve("model")).close();
        assertEquals(STEPS, Files.readAllLines(cut.resolve("timings.csv")).size() - 1);
    }

    @Test
    void soHasOneThatPlaysScenarios() throws Exception {
        Path datasets = SharedVectors.root().resolve("datasets");
        Path player = datasets.resolve("models/egpo-tiny-turns");
        Path cut = killed(player, List.of("step 2 ", "at 4"), 5, datasets.resolve("multi-turn/dev"));
        List<String> steps = Files.readAllLines(cut.resolve("metrics.csv"));
        assertTrue(steps.get(1).split(",")[2].compareTo("0") > 0, "rewards differ: " + steps.get(1));
    }

    /** Runs straight through, then killed at these lines; the folder of the latter, in which the same bytes stand. */
    private static Path killed(Path start, List<String> at, Object... stepsAndData) throws Exception {
        Path whole = Files.createTempDirectory(folder, "whole");
        List<String> straight = TrainingProcess.start(line -> false, arguments(whole, start, stepsAndData));
        assertEquals("finished", straight.get(straight.size() - 1), () -> String.join("\n", straight));
        Path cut = Files.createTempDirectory(folder, "cut");
        for (String line : at) {
            List<String> said = TrainingProcess.start(l -> l.startsWith(line), arguments(cut, start, stepsAndData));
            assertFalse(said.contains("finished"), "too fast to be killed");
        }
        List<String> rest = TrainingProcess.start(line -> false, arguments(cut, start, stepsAndData));
        assertTrue(rest.contains("finished"), () -> String.join("\n", rest));
        assertFalse(rest.contains("at 0"), "it began anew");
        try (Stream<Path> files = Files.walk(whole)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("timings.csv")) {
                    assertArrayEquals(
                            Files.readAllBytes(file),
                            Files.readAllBytes(cut.resolve(whole.relativize(file))),
                            file.toString());
                }
            }
        }
        return cut;
    }

    private static Object[] arguments(Path out, Path start, Object... stepsAndData) {
        return Stream.concat(Stream.of(out, start), Stream.of(stepsAndData)).toArray();
    }

    @Test
    void memoryIsFlatOverThreeHundredSteps() throws Exception {
        List<String> said = TrainingProcess.start(line -> false, folder.resolve("long"), model, 400);
        assertTrue(said.contains("finished"), () -> String.join("\n", said));
        int early = megabytes(said, 100);
        int late = megabytes(said, 400);
        // Code that is still being compiled takes 10 MB; from step 400 to step 1,500 it was 3 MB.
        assertTrue(late < early + 20, "resident memory grew from " + early + " MB to " + late + " MB");
    }

    private static int megabytes(List<String> said, int step) {
        String start = "step " + step + " memory ";
        return Integer.parseInt(said.stream()
                .filter(l -> l.startsWith(start))
                .findFirst()
                .orElseThrow()
                .substring(start.length()));
    }
}
