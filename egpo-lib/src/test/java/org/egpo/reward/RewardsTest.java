package org.egpo.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.egpo.bfcl.BfclEntry;
import org.egpo.call.CallDecoder;
import org.egpo.call.Decoded;
import org.egpo.call.ModelFormat;
import org.egpo.call.Value;
import org.egpo.data.Answer;
import org.egpo.data.Example;
import org.egpo.data.Question;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers worked out by hand from the formulas in the rewards' documentation. */
class RewardsTest {
    private static final String THINK = "<think>so</think>\n";

    /** Two functions, convert(base, target, amount) and now(zone); both are wanted. */
    private static final Question BOTH = entry(
            "parallel_multiple",
            "[{'convert': {'base': ['JPY'], 'target': ['USD'], 'amount': [20000]}}, {'now': {'zone': ['UTC', 'GMT']}}]");

    private static final Question NONE = entry("irrelevance", "[]");

    private static Value python(String text) {
        return ((Decoded.Success) CallDecoder.decode("[f(x=" + text + ")]")).value() instanceof Value.ListValue l
                ? ((Value.MapValue) ((Value.MapValue) l.items().get(0)).value(0)).value(0)
                : null;
    }

    private static Question entry(String category, String expected) {
        Value functions = python(
                """
                [{'name': 'convert', 'description': '', 'parameters': {'type': 'dict', 'properties': {
                'base': {'type': 'string'}, 'target': {'type': 'string'}, 'amount': {'type': 'integer'}},
                'required': ['base', 'target', 'amount']}}, {'name': 'now', 'description': '', 'parameters':
                {'type': 'dict', 'properties': {'zone': {'type': 'string'}}, 'required': ['zone']}}]"""
                        .replace("\n", " "));
        Value allowed = category.equals("irrelevance") ? Value.None.NONE : python(expected);
        return new Question(
                Example.of("q", "?", List.of(), Answer.NO_CALL), BfclEntry.of("q", category, functions, allowed));
    }

    private static double partial(Question question, String response) {
        return new PartialReward().judge(question, response).value();
    }

    @Test
    void allRightEarnsFour() {
        Reward r = new PartialReward()
                .judge(BOTH, THINK + "[convert(base='JPY', target='USD', amount=20000), now(zone='GMT')]");
        assertEquals(4, r.value(), 1e-12);
        assertEquals(List.of(), r.reasons());
        assertTrue(r.callsRight());
    }

    @Test
    void swappedValuesLoseTwoOfSevenPoints() {
        // most: 1 (names) + (1 + 3) + (1 + 1) = 7; two values are wrong: 5 earned
        Reward r = new PartialReward()
                .judge(BOTH, THINK + "[convert(base='USD', target='JPY', amount=20000), now(zone='UTC')]");
        assertEquals(1 + 6 * 5 / 7.0 - 3, r.value(), 1e-12);
        assertEquals(List.of("The call of convert earns 2.00 of 4 for its parameters."), r.reasons());
        assertFalse(r.callsRight());
    }

    @Test
    void oneCallOfTwoWithAParameterTooMany() {
        // names 1/2; keys of now: 1 of 2; its value right; earned 0.5 + 0.5 + 1 = 2
        assertEquals(1 + 6 * 2 / 7.0 - 3, partial(BOTH, THINK + "[now(zone='UTC', day=1)]"), 1e-12);
    }

    @Test
    void aNameWrittenTwiceCountsOnceAndTheBestOfThemIsTaken() {
        // names: 2 of 3; convert 4 of 4, now 2 of 2 by the second try: 2/3 + 6
        String text = "[now(zone='X'), now(zone='UTC'), convert(base='JPY', target='USD', amount=20000)]";
        assertEquals(1 + 6 * (2 / 3.0 + 6) / 7 - 3, partial(BOTH, THINK + text), 1e-12);
    }

    @Test
    void eachExpectedCallInTurnTakesTheBestThatIsLeft() {
        // For now('UTC') both written calls have their key and no value more: 1. The first is taken, so now('GMT') is
        // left with
        // the second: 1, though the first would have been worth 2. Names 1: earned 3 of 1 + 2 + 2.
        Question twice = entry("parallel", "[{'now': {'zone': ['UTC']}}, {'now': {'zone': ['GMT']}}]");
        assertEquals(1 + 6 * 3 / 5.0 - 3, partial(twice, THINK + "[now(zone='GMT'), now(zone='X')]"), 1e-12);
    }

    @Test
    void anOptionalParameterLeftOutCountsAsWrittenAndRight() {
        Question optional = entry("parallel_multiple", "[{'now': {'zone': ['UTC', '']}}, {'now': {'zone': ['GMT']}}]");
        assertEquals(4, partial(optional, THINK + "[now(), now(zone='GMT')]"), 1e-12);
        // names 1; now() 2 of 2; the other 1 of 2
        assertEquals(1 + 6 * 4 / 5.0 - 3, partial(optional, THINK + "[now(), now(zone='X')]"), 1e-12);
    }

    @Test
    void aCallWithOnlyWrongParametersIsExplained() {
        Question one = entry("simple", "[{'now': {'zone': ['UTC']}}]");
        Reward r = new PartialReward().judge(one, THINK + "[now(day=1)]");
        assertEquals(1 + 6 * 1 / 3.0 - 3, r.value(), 1e-12);
        assertEquals(List.of("The call of now earns 0.00 of 2 for its parameters."), r.reasons());
    }

    @Test
    void proseAndBrokenFormatEarnTheLeast() {
        assertEquals(-3, partial(BOTH, "I do not know."), 1e-12);
        assertEquals(-2, partial(BOTH, THINK + "I do not know."), 1e-12);
        assertEquals(3, partial(BOTH, "[convert(base='JPY', target='USD', amount=20000), now(zone='UTC')]"), 1e-12);
    }

    @Test
    void whereNoCallIsWanted() {
        assertEquals(4, partial(NONE, THINK + "No function fits."), 1e-12);
        assertEquals(-2, partial(NONE, THINK + "[now(zone='UTC')]"), 1e-12);
    }

    @Test
    void formatAloneTellsTheVerdictAllTheSame() {
        Reward r = RewardKind.FORMAT.function().judge(BOTH, THINK + "[now(zone='UTC')]");
        assertEquals(1, r.value());
        assertFalse(r.callsRight());
        assertFalse(r.reasons().isEmpty());
        assertEquals(
                0, RewardKind.FORMAT.function().judge(BOTH, "[now(zone='UTC')]").value());
    }

    @Test
    void strictWantsBoth() {
        String right = "[convert(base='JPY', target='USD', amount=20000), now(zone='UTC')]";
        StrictReward strict = new StrictReward();
        assertEquals(1, strict.judge(BOTH, THINK + right).value());
        assertEquals(0, strict.judge(BOTH, right).value());
        assertEquals("format", strict.judge(BOTH, right).errorType());
        assertEquals(0, strict.judge(BOTH, THINK + "[now(zone='UTC')]").value());
        assertEquals(1, strict.judge(NONE, THINK + "No function fits.").value());
    }

    @Test
    void aBrokenCallWhereNoneIsWantedIsWorthWhatTheSwitchSays() {
        String broken = THINK + "[now(zone='UTC'";
        Reward official = new StrictReward().judge(NONE, broken);
        assertEquals(1, official.value());
        assertTrue(official.reasons().get(0).contains("passes, as in the benchmark"), official.reasons()::toString);
        Reward wary = new StrictReward().wantingRefusals().judge(NONE, broken);
        assertEquals(0, wary.value());
        assertEquals("strict:garbage", wary.errorType());
        assertEquals(
                1,
                new StrictReward()
                        .wantingRefusals()
                        .judge(NONE, THINK + "No function fits.")
                        .value());
    }

    private static final String CALL = "<tool_call>\n{\"name\": \"%s\", \"arguments\": %s}\n</tool_call>";
    private static final String CONVERT =
            CALL.formatted("convert", "{\"base\": \"JPY\", \"target\": \"USD\", \"amount\": 20000}");
    private static final String TIME = CALL.formatted("now", "{\"zone\": \"UTC\"}");

    @Test
    void aFormatOfItsOwnIsNamedOrRead() {
        Reward other = new StrictReward().judge(BOTH, THINK + CONVERT + "\n" + TIME);
        assertEquals(0, other.value());
        assertTrue(
                other.reasons().toString().contains("JSON in <tool_call>, as Hermes and Qwen"), "" + other.reasons());
        StrictReward reading = new StrictReward().reading(ModelFormat.HERMES);
        assertEquals(1, reading.judge(BOTH, THINK + CONVERT + "\n" + TIME).value());
        assertEquals(
                1,
                RewardKind.HERMES.function().judge(BOTH, THINK + TIME + CONVERT).value());
        for (String bad : List.of(
                THINK + CONVERT,
                CONVERT + TIME,
                "x " + THINK + CONVERT + TIME,
                THINK + CONVERT + TIME + "</think>",
                THINK + CONVERT + TIME + TIME,
                THINK,
                "<think>a<think>b</think>" + CONVERT + TIME,
                THINK + "[convert(base='JPY', target='USD', amount=20000), now(zone='UTC')]",
                THINK + CONVERT + TIME.replace("UTC", "CET"),
                "<think>so" + CONVERT + TIME)) {
            assertEquals(0, reading.judge(BOTH, bad).value(), bad);
        }
        assertEquals(1, reading.judge(NONE, THINK + "No function fits.").value());
        assertEquals(0, reading.judge(NONE, THINK + TIME).value());
    }

    /** What a model's own format holds and what it is worth where its format is read and where the paper's is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{'name': 'now', 'arguments': {'zone': 'UTC'}} ~ 1 ~ JSON in <tool_call>",
                "{'arguments': {'zone': 'GMT'}, 'name': 'now'} ~ 1 ~ JSON in <tool_call>",
                "{'name': 'now', 'arguments': {'zone': 'UTC'}, 'id': 'c1'} ~ 1 ~ JSON in <tool_call>",
                "{'name':'now','arguments':{'zone':'U\\u0054C'}} ~ 1 ~ JSON in <tool_call>",
                "{'name': 'now', 'arguments': {'zone': 'CET'}} ~ 0 ~ JSON in <tool_call>",
                "{'name': 'now', 'arguments': {'zone': 'UTC', 'day': 1}} ~ 0 ~ JSON in <tool_call>",
                "{'name': 'now', 'arguments': {}} ~ 0 ~ JSON in <tool_call>",
                "{'name': 'later', 'arguments': {'zone': 'UTC'}} ~ 0 ~ JSON in <tool_call>",
                "{'name': 'now', 'arguments': {'zone': ['UTC']}} ~ 0 ~ JSON in <tool_call>",
                "{'name': 'now', 'arguments': {'zone': null}} ~ 0 ~ JSON in <tool_call>",
                "{'name': 'now', 'arguments': {'zone': 'UTC'} ~ 0 ~ ",
                "{'arguments': {'zone': 'UTC'}} ~ 0 ~ ",
                "now UTC ~ 0 ~ "
            })
    void oneBlockOfTheModelsOwnFormat(String json, double value, String named) {
        Question one = entry("multiple", "[{'now': {'zone': ['UTC', 'GMT']}}]");
        String text = THINK + "<tool_call>\n" + json.replace('\'', '"') + "\n</tool_call>";
        Reward read = RewardKind.HERMES.function().judge(one, text);
        assertEquals(value, read.value(), read.reasons()::toString);
        Reward paper = new StrictReward().judge(one, text);
        assertEquals(0, paper.value());
        assertTrue(named == null || paper.reasons().toString().contains(named), paper.reasons()::toString);
    }

    /** Equation 3 takes what cannot be read for no call; a model could learn to break its calls. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "Sorry, no function can do that. ~ 1 ~ 1",
                "[] ~ 1 ~ 1",
                "Which zone do you mean? ~ 1 ~ 1",
                "[now(zone='UT ~ 1 ~ 0",
                "<tool_call>{\"name\": \"now\", \"arguments\": {}}</tool_call> ~ 1 ~ 0",
                "{\"name\": \"now\"} ~ 1 ~ 0",
                "I call now(zone= ~ 1 ~ 0",
                "... ~ 1 ~ 0",
                "<answer> [now ~ 1 ~ 0",
                "Error during inference: context length exceeded ~ 1 ~ 0",
                "[now(zone='UTC')] ~ 0 ~ 0",
                "now(zone='UTC') ~ 0 ~ 0"
            })
    void aBrokenCallIsNoRefusalWhereRefusalsAreWanted(String answer, double paper, double refusal) {
        assertEquals(paper, new StrictReward().judge(NONE, THINK + answer).value());
        assertEquals(
                refusal,
                RewardKind.REFUSAL.function().judge(NONE, THINK + answer).value());
        assertEquals(
                new StrictReward().judge(BOTH, THINK + answer),
                RewardKind.REFUSAL.function().judge(BOTH, THINK + answer));
    }
}
