package org.egpo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.egpo.rollout.Policy;
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
        Path whole = folder.resolve("whole");
        List<String> straight = TrainingProcess.start(whole, model, STEPS, line -> false);
        assertEquals("finished", straight.get(straight.size() - 1), () -> String.join("\n", straight));
        Path cut = folder.resolve("cut");
        for (String line : List.of("step 2 ", "at 6", "step 10 ")) {
            List<String> said = TrainingProcess.start(cut, model, STEPS, l -> l.startsWith(line));
            assertFalse(said.contains("finished"), "too fast to be killed");
        }
        List<String> rest = TrainingProcess.start(cut, model, STEPS, line -> false);
        assertTrue(rest.contains("finished"), () -> String.join("\n", rest));
        assertFalse(rest.contains("at 0"), "it began anew");
        for (String file : List.of("metrics.csv", "evaluation.csv", "settings.yaml")) {
            assertEquals(Files.readString(whole.resolve(file)), Files.readString(cut.resolve(file)), file);
        }
        for (String file :
                List.of("model/model.safetensors", "best/model.safetensors", "rollouts/step-000010.jsonl.gz")) {
            assertArrayEquals(Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(cut.resolve(file)), file);
        }
        Policy.load(cut.resolve("model")).close();
        assertEquals(STEPS, Files.readAllLines(cut.resolve("timings.csv")).size() - 1);
    }

    @Test
    void memoryIsFlatOverThreeHundredSteps() throws Exception {
        List<String> said = TrainingProcess.start(folder.resolve("long"), model, 400, line -> false);
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
