package org.egpo.clean.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.clean.CleanRecord;
import org.egpo.clean.Cleaner;
import org.egpo.clean.DefectScores;
import org.egpo.clean.Reason;
import org.egpo.clean.Records;
import org.egpo.clean.Review;
import org.egpo.clean.Verdict;
import org.egpo.data.Answer;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.datasets.NoisyData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleJudgeTest {
    private static final Path RAW =
            Path.of(System.getProperty("egpo.root", ".."), "datasets/function-calling/raw-noisy.jsonl.gz");

    /** Recall reached for kinds that are not caught entirely; all others are held at 0.98. */
    private static final Map<String, Double> REACHED =
            Map.of("no_answer", 0.55, "too_few_calls", 0.80, "swapped_arguments", 0.84);

    private final RuleJudge judge = new RuleJudge();

    private Review review(Example e) {
        return judge.review(e, 0);
    }

    private void assertWrong(Reason reason, Example e) {
        Review r = review(e);
        assertEquals(Verdict.WRONG, r.verdict(), e.question());
        assertTrue(r.findings().stream().anyMatch(f -> f.reason() == reason), r::toString);
    }

    @Test
    void thePapersFigureOne() {
        assertEquals(Verdict.RIGHT, review(Records.yen("x", Records.RIGHT_YEN)).verdict());
        assertWrong(
                Reason.SWAPPED_ARGUMENTS,
                Records.yen(
                        "x",
                        "[convert_currency(base_currency='United States Dollar', target_currency='Japanese Yen',"
                                + " amount=20000)]"));
        assertWrong(
                Reason.UNGROUNDED_VALUE,
                Records.yen(
                        "x",
                        "[convert_currency(base_currency='Japanese Yen', target_currency='Swiss Franc', amount=20000)]"));
        assertWrong(
                Reason.NEEDLESS_REFUSAL,
                Records.yen("x", "[]").withQuestion("Convert 20000 yen to another currency, the dollar."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Set a timer for twenty-five minutes. | 25 | RIGHT",
                "Set a timer for 2 hours. | 120 | RIGHT",
                "Set a timer for half an hour. | 30 | RIGHT",
                "Set a timer for an hour. | 60 | RIGHT",
                "Set a timer for an hour and 20 minutes. | 80 | RIGHT",
                "Set a timer for 2 hours. | 2 | WRONG",
                "Set a timer for 45 minutes. | 54 | WRONG",
                "Set a timer. | 10 | WRONG"
            })
    void numbersWordsAndUnits(String question, int minutes, Verdict expected) {
        ToolSpec timer = Records.tool(
                "set_timer",
                "Starts a timer.",
                "{\"type\":\"dict\",\"properties\":{\"minutes\":{\"type\":\"integer\",\"description\":\"How long.\"}},"
                        + "\"required\":[\"minutes\"]}");
        Example e = Example.of("x", question, List.of(timer), Answer.ofText("[set_timer(minutes=" + minutes + ")]"));
        assertEquals(expected, review(e).verdict(), question);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Any train on March 3rd, 2025? | 2025-03-03 | RIGHT",
                "Any train on 3 March? | 2025-03-03 | RIGHT",
                "Any train on 03/04/2025? | 2025-04-03 | RIGHT",
                "Any train tomorrow? | 2025-03-03 | RIGHT",
                "Any train on March 3rd, 2025? | 2025-03-13 | WRONG",
                "Any train at all? | 2025-03-03 | WRONG"
            })
    void dates(String question, String date, Verdict expected) {
        ToolSpec trains = Records.tool(
                "find_train",
                "Finds trains.",
                "{\"type\":\"dict\",\"properties\":{\"date\":{\"type\":\"string\",\"description\":\"Day.\"}},"
                        + "\"required\":[\"date\"]}");
        Example e = Example.of("x", question, List.of(trains), Answer.ofText("[find_train(date='" + date + "')]"));
        assertEquals(expected, review(e).verdict(), question);
    }

    @Test
    void codesStandForNames() {
        for (String base : List.of("JPY", "Japanese Yen", "yen")) {
            Example e = Records.yen(
                    "x", "[convert_currency(base_currency='" + base + "', target_currency='USD', amount=20000)]");
            assertEquals(Verdict.RIGHT, review(e).verdict(), base);
        }
    }

    @Test
    void whatIsLeftOverWasForgotten() {
        Example e = Example.of(
                "x",
                "How much are 20 EUR in CHF? And how much are 55 SEK in NOK?",
                List.of(Records.convertCurrency()),
                Answer.ofText("[convert_currency(base_currency='EUR', target_currency='CHF', amount=20)]"));
        assertWrong(Reason.MISSING_CALL, e);
    }

    /** Whatever stands in labels, metadata and the id, the judge says the same. */
    @Test
    void seesNothingButQuestionToolsAndAnswer() throws IOException {
        for (Example e : Examples.read(RAW).subList(0, 400)) {
            Example bare = new Example(
                    "0", e.messages(), e.tools(), e.answer(), Value.MapValue.EMPTY, Value.MapValue.EMPTY, null);
            assertEquals(review(bare), review(e));
        }
    }

    @Test
    void holdsWhatItReachesOnTheRawSet() throws IOException {
        List<Example> raw = Examples.read(RAW);
        hold(raw, 0.95, 0.01);
    }

    /** Another seed and other phrasings than any rule was tried on. */
    @Test
    void holdsOnOtherPhrasings() throws IOException {
        hold(NoisyData.generate(31, 4000, true), 0.94, 0.02);
    }

    private static void hold(List<Example> raw, double recall, double falseDrops) throws IOException {
        List<CleanRecord> results = Cleaner.with(new RuleJudge()).clean(raw);
        DefectScores scores = DefectScores.of(raw, results);
        assertTrue(scores.structuralRecall() >= 0.99, () -> "structural " + scores.structuralRecall());
        assertTrue(scores.recall() >= recall, () -> "recall " + scores.recall());
        assertTrue(scores.falseDropRate() <= falseDrops, () -> "false drops " + scores.falseDropRate());
        assertTrue(scores.precision() >= 0.9, () -> "precision " + scores.precision());
        if (recall < 0.95) {
            return;
        }
        for (DefectScores.Kind k : scores.kinds()) {
            assertTrue(k.recall() >= REACHED.getOrDefault(k.name(), 0.98), k::toString);
        }
    }
}
