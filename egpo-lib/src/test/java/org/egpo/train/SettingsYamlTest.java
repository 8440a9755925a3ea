package org.egpo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.egpo.advantage.AdvantageSettings;
import org.egpo.advantage.Egpo;
import org.egpo.reward.RewardKind;
import org.egpo.rollout.PromptStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsYamlTest {
    @TempDir
    private Path folder;

    private static RunSettings defaults() {
        return new RunSettings(
                ReinforcementSettings.tiny(AdvantageSettings.Algorithm.EGPO, 10, 1),
                PromptStyle.AUTO,
                RewardKind.STRICT,
                5,
                50,
                0,
                2);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        RunSettings changed = SettingsText.with(
                defaults(),
                Map.of(
                        "lambda",
                        "0.8",
                        "bonus",
                        "unclipped",
                        "entropy_over",
                        "response",
                        "learn_from",
                        "top_entropy",
                        "reward",
                        "partial"));
        Path file = folder.resolve("settings.yaml");
        SettingsYaml.write(file, SettingsText.values(changed), "egpo train");
        assertEquals(changed, SettingsText.with(defaults(), SettingsYaml.read(file)));
        assertEquals(Egpo.Form.UNCLIPPED, changed.training().advantage().egpo().form());
        assertEquals("# egpo train", Files.readAllLines(file).get(0));
    }

    @Test
    void numbersMayBeSpelledAsYamlAllows() throws IOException {
        Path file = Files.writeString(folder.resolve("s.yaml"), "learning_rate: 3e-4 # higher\nsteps: 7\n");
        RunSettings s = SettingsText.with(defaults(), SettingsYaml.read(file));
        assertEquals(3e-4, s.training().learningRate().peak());
        assertEquals(7, s.training().steps());
    }

    @Test
    void badValuesAreRefusedWithFieldValueRangeAndReason() {
        assertRefused("group_size", "1", "group size is 1; it must be at least 2, because");
        assertRefused("alpha", "0", "alpha is 0.0; it must be a number above 0");
        assertRefused("alpha", "0.9", "alpha is 0.9 with lambda 0.4; alpha must be above 1");
        assertRefused("lambda", "-0.1", "lambda is -0.1; it must be a number of at least 0");
        assertRefused("micro_batch", "7", "micro batch is 7; it must divide the 8 × 8 responses");
        assertRefused("learning_rate", "high", "learning_rate is 'high'; it must be a number");
        assertRefused("bonus", "big", "bonus is 'big'; it must be one of eq5, verl_fork, unclipped");
        assertRefused("eval_every", "0", "eval_every is 0; it must be at least 1, because");
        assertRefused("lamda", "0.4", "lamda is not a setting; the settings are algorithm, lambda,");
    }

    private static void assertRefused(String name, String value, String part) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> SettingsText.with(defaults(), Map.of(name, value)));
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void brokenFilesAreRefusedWithFileAndLine() throws IOException {
        for (String text : List.of("steps: [1, 2]", "seed: 1\nsteps:\n  a: 1", "seed: 1\nseed: 2", "- 1", "a: 'x")) {
            Path file = Files.writeString(folder.resolve("s.yaml"), text);
            IOException e = assertThrows(IOException.class, () -> SettingsYaml.read(file), text);
            assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        }
    }
}
