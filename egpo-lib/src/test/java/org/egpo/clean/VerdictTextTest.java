package org.egpo.clean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.egpo.data.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts as models wrap them up. J stands for a right verdict, W for one that says wrong. */
class VerdictTextTest {
    private static final String RIGHT = "{\"verdict\": \"correct\", \"reasons\": []}";
    private static final String WRONG =
            "{\"verdict\": \"wrong\", \"reasons\": [{\"code\": \"other\", \"detail\": \"x\"}]}";

    private static Review read(String text) {
        return VerdictText.read(text.replace("\\n", "\n").replace("J", RIGHT).replace("W", WRONG));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "J ~ RIGHT",
                "```json\\nJ\\n``` ~ RIGHT",
                "<think>\\nIt fits.\\n</think>\\n\\nJ ~ RIGHT",
                "<think>\\n[{\"name\": \"f\", \"arguments\": {\"n\": 5}}]; it fits.\\n</think>\\n\\nJ ~ RIGHT",
                "<think>\\nI could say {\"verdict\": \"wrong\"} but no.\\n</think>\\n\\nJ ~ RIGHT",
                "<think>W</think>J ~ RIGHT",
                "<think>J</think>W ~ WRONG",
                "It is [{}].\\n</think>\\nJ ~ RIGHT",
                "The tool {factorial} serves. J ~ RIGHT",
                "Verdict: {\"a\": {\"b\": 1}} J ~ RIGHT",
                "a </think> b </think> J ~ RIGHT",
                "J and {more} ~ RIGHT",
                "J W ~ RIGHT",
                "W J ~ WRONG",
                "{\"result\": J} ~ RIGHT",
                "[J] ~ RIGHT",
                "First {\"verdict\": \"wrong\"}, no: J ~ RIGHT",
                "<think>J ~ UNDECIDED",
                " <think> W and so on ~ UNDECIDED",
                "<think>a</think> no verdict ~ UNDECIDED",
                "nothing ~ UNDECIDED",
                "{ ~ UNDECIDED",
                "} { ~ UNDECIDED",
                "{\"verdict\": \"maybe\"} ~ UNDECIDED",
                "{\"verdict\": \"wrong\"} ~ UNDECIDED",
                "{\"verdict\": [\"correct\"]} ~ UNDECIDED"
            })
    void theFirstVerdictBehindTheThinkingCounts(String text, Verdict verdict) {
        assertEquals(verdict, read(text).verdict());
    }

    @ParameterizedTest
    @CsvSource({"correct\", Correct\"", "[], null", "'[]}', '[],}'"})
    void smallSlipsDoNoHarm(String from, String to) {
        assertEquals(Verdict.RIGHT, read(RIGHT.replace(from, to)).verdict());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"corrected_answer\": \"[f(a=1)]\"} ~ [f(a=1)]",
                "<think>[g()]</think>{\"corrected_answer\": \"[f(a=1)]\"} ~ [f(a=1)]",
                "[f(a=1)] ~ [f(a=1)]",
                "{\"corrected_answer\": \"[]\"} ~ []",
                "{\"corrected_answer\": \"[f(a=\"} ~",
                "{\"corrected_answer\": \"\"} ~",
                "I do not know. ~",
                "<think>{\"corrected_answer\": \"[f(a=1)]\"} ~"
            })
    void correctionsAsModelsWrapThemUp(String text, String answer) {
        assertEquals(answer == null ? null : Answer.ofText(answer), VerdictText.correction(text));
    }

    @Test
    void aThinkingThatWasCutOffIsSaid() {
        assertTrue(read("<think>so J").findings().toString().contains("cut off in its thinking"));
    }

    @Test
    @Timeout(60)
    void longNonsenseEndsSoon() {
        for (String nonsense : new String[] {
            "{".repeat(400_000), "{\"a\":".repeat(100_000), "{\"a\":1,".repeat(60_000), "{}".repeat(200_000)
        }) {
            assertEquals(Verdict.UNDECIDED, read(nonsense).verdict());
        }
    }
}
