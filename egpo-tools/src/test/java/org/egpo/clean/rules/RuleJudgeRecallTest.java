package org.egpo.clean.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.egpo.call.Value;
import org.egpo.clean.CleanRecord;
import org.egpo.clean.Cleaner;
import org.egpo.clean.DefectScores;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.datasets.NoisyData;
import org.junit.jupiter.api.Test;

/** How many of the defects that generators put in are found, and how many clean records are lost. */
class RuleJudgeRecallTest {
    private static final Path RAW =
            Path.of(System.getProperty("egpo.root", ".."), "datasets/function-calling/raw-noisy.jsonl.gz");

    /** Recall reached for kinds that are not caught entirely; all others are held at 0.98. */
    private static final Map<String, Double> REACHED = Map.of(
            "no_answer", 0.55,
            "too_few_calls", 0.78,
            "swapped_arguments", 0.77,
            "too_many_calls", 0.97,
            "ungrounded_value", 0.94,
            "wrong_number", 0.96);

    /** Whatever stands in labels, metadata and the id, the judge says the same. */
    @Test
    void seesNothingButQuestionToolsAndAnswer() throws IOException {
        RuleJudge judge = new RuleJudge();
        for (Example e : Examples.read(RAW).subList(0, 400)) {
            Example bare = new Example(
                    "0", e.messages(), e.tools(), e.answer(), Value.MapValue.EMPTY, Value.MapValue.EMPTY, null);
            assertEquals(judge.review(bare, 0), judge.review(e, 0));
        }
    }

    @Test
    void holdsWhatItReachesOnTheRawSet() throws IOException {
        List<Example> raw = Examples.read(RAW);
        hold(raw, 0.95, 0.002);
    }

    /** Other seeds and other phrasings than any rule was tried on. */
    @Test
    void holdsOnOtherPhrasings() throws IOException {
        hold(NoisyData.generate(31, 4000, true), 0.94, 0.011);
        hold(NoisyData.generate(99, 4000, true), 0.95, 0.011);
    }

    private static void hold(List<Example> raw, double recall, double falseDrops) throws IOException {
        List<CleanRecord> results = Cleaner.with(new RuleJudge()).clean(raw);
        DefectScores scores = DefectScores.of(raw, results);
        assertTrue(scores.structuralRecall() >= 0.99, () -> "structural " + scores.structuralRecall());
        assertTrue(scores.recall() >= recall, () -> "recall " + scores.recall());
        assertTrue(scores.falseDropRate() <= falseDrops, () -> "false drops " + scores.falseDropRate());
        assertTrue(scores.precision() >= 0.9, () -> "precision " + scores.precision());
        if (falseDrops > 0.002) {
            return;
        }
        for (DefectScores.Kind k : scores.kinds()) {
            assertTrue(k.recall() >= REACHED.getOrDefault(k.name(), 0.98), k::toString);
        }
    }
}
