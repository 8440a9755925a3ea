package org.egpo.clean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.egpo.data.Answer;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.llm.LlmException;
import org.egpo.llm.LlmOptions;
import org.egpo.llm.OpenAiClient;
import org.egpo.llm.RecordedAnswers;
import org.egpo.testing.StubServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A language model as judge, on real HTTP over loopback. */
@Timeout(120)
class LlmJudgeTest {
    private static final String CORRECT = "{\"verdict\":\"correct\",\"reasons\":[]}";
    private static final String WRONG =
            "{\"verdict\":\"wrong\",\"reasons\":[{\"code\":\"swapped_arguments\",\"detail\":\"d\"}]}";
    private static final String SWAPPED =
            "[convert_currency(base_currency='United States Dollar', target_currency='Japanese Yen', amount=20000)]";

    private static boolean isCorrection(JsonNode request) {
        return request.at("/response_format/json_schema/name").asText().equals("correction");
    }

    private static String[] wrong(String corrected) {
        return new String[] {WRONG, "{\"corrected_answer\":\"" + corrected + "\"}"};
    }

    private static String[] says(String text) {
        return new String[] {text};
    }

    /** The judge's reviews one after the other, the last again and again: an evaluation, or one and a correction. */
    private static StubServer.Answering reviews(String[]... reviews) {
        AtomicInteger at = new AtomicInteger(-1);
        return (r, n) -> {
            int review = isCorrection(r) ? at.get() : at.incrementAndGet();
            return StubServer.text(reviews[Math.min(review, reviews.length - 1)][isCorrection(r) ? 1 : 0]);
        };
    }

    private static OpenAiClient client(StubServer server) {
        return new OpenAiClient(LlmOptions.of(server.url(), "judge")
                .withRetries(1)
                .withTimeout(Duration.ofSeconds(4))
                .withWaits(Duration.ofMillis(1), Duration.ofMillis(1)));
    }

    private static Judgement judge(StubServer.Answering answering, Example e) throws IOException {
        try (StubServer server = new StubServer(answering)) {
            return new JudgeStage(new LlmJudge(client(server))).judge(e);
        }
    }

    @Test
    void aRightAnswerIsKept() throws IOException {
        Judgement j = judge(reviews(says(CORRECT)), Records.yen("x", Records.RIGHT_YEN));
        assertEquals(Outcome.KEPT, j.outcome());
        assertEquals(CallNeed.CALL, j.need());
    }

    @Test
    void aWrongAnswerIsRegeneratedAndReviewedAgain() throws IOException {
        Judgement j = judge(reviews(wrong(Records.RIGHT_YEN), says(CORRECT)), Records.yen("x", SWAPPED));
        assertEquals(Outcome.CORRECTED, j.outcome());
        assertEquals(Answer.ofText(Records.RIGHT_YEN), j.answer());
        assertEquals(
                List.of(Verdict.WRONG, Verdict.RIGHT),
                j.attempts().stream().map(Attempt::verdict).toList());
        assertEquals(Answer.ofText(SWAPPED), j.attempts().get(0).answer());
    }

    @Test
    void afterThreeRegenerationsItIsDropped() throws IOException {
        Judgement j = judge(
                (r, n) -> StubServer.text(wrong("[convert_currency(amount=" + n + ")]")[isCorrection(r) ? 1 : 0]),
                Records.yen("x", SWAPPED));
        assertEquals(Outcome.DROPPED, j.outcome());
        assertEquals(1 + JudgeStage.REGENERATIONS, j.attempts().size());
        assertEquals(Answer.ofText(SWAPPED), j.answer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Looks fine to me.",
                "{\"verdict\":\"correct\"",
                "{\"verdict\":\"maybe\",\"reasons\":[]}",
                "{\"verdict\":\"correct\"}",
                "{\"verdict\":\"correct\",\"reasons\":[{\"code\":\"other\",\"detail\":\"x\"}]}",
                "{\"verdict\":\"wrong\",\"reasons\":[]}"
            })
    void whatDoesNotParseOrContradictsItselfIsUndecidedAfterRetries(String text) throws IOException {
        Judgement j = judge(reviews(says(text)), Records.yen("x", Records.RIGHT_YEN));
        assertEquals(Outcome.UNDECIDED, j.outcome(), text);
        assertEquals(JudgeStage.UNDECIDED_REVIEWS, j.attempts().size());
        Judgement second = judge(reviews(says(text), says(CORRECT)), Records.yen("x", Records.RIGHT_YEN));
        assertEquals(Outcome.KEPT, second.outcome(), text);
    }

    /** Wrong stays wrong without a correction that parses; the same answer again as its correction is no verdict. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {"[f(a= ~ DROPPED", "no idea ~ DROPPED", "'' ~ DROPPED", Records.RIGHT_YEN + " ~ UNDECIDED"})
    void aCorrectionThatSaysNothing(String corrected, Outcome outcome) throws IOException {
        Judgement j = judge(reviews(wrong(corrected)), Records.yen("x", Records.RIGHT_YEN));
        assertEquals(outcome, j.outcome());
        assertEquals(Answer.ofText(Records.RIGHT_YEN), j.answer());
    }

    @Test
    void noCallAsTheCorrection() throws IOException {
        Judgement j = judge(reviews(wrong("[]"), says(CORRECT)), Records.yen("x", Records.RIGHT_YEN));
        assertEquals(Outcome.CORRECTED, j.outcome());
        assertEquals(CallNeed.NO_CALL, j.need());
        assertFalse(j.answer().isCall());
    }

    /** The server misbehaves by record; every record ends in exactly one outcome. */
    @Test
    void everyRecordEndsInOneOutcomeWhateverTheServerDoes(@TempDir Path folder) throws IOException {
        List<StubServer.Answer> bad = List.of(
                StubServer.tooManyRequests("0"),
                StubServer.raw(500, "application/json", "{}"),
                StubServer.stalled(),
                StubServer.raw(200, "application/json", "{\"choices\": [{"),
                StubServer.truncated(),
                StubServer.raw(200, "text/html", "<html>"),
                StubServer.raw(200, "application/json", "{\"choices\":[\"" + "x".repeat(1 << 20) + "\"]}"),
                StubServer.text(wrong("")[0]),
                StubServer.text(wrong(Records.RIGHT_YEN)[0]),
                StubServer.text(CORRECT));
        List<Example> raw = new ArrayList<>();
        for (int i = 0; i < bad.size(); i++) {
            Example e = Records.yen("r" + i, Records.RIGHT_YEN.replace("20000", String.valueOf(i)));
            raw.add(e.withQuestion(i + " Japanese Yen in United States Dollar, question " + "x".repeat(i + 1)));
        }
        Path in = folder.resolve("raw.jsonl");
        Path out = folder.resolve("clean.jsonl");
        Examples.write(in, raw);
        CleanReport report;
        try (StubServer server = new StubServer((r, n) -> isCorrection(r)
                ? StubServer.text(wrong(record(r) == 8 ? Records.RIGHT_YEN : "")[1])
                : record(r) == 8 && r.at("/messages/1/content").asText().contains("20000")
                        ? StubServer.text(CORRECT)
                        : bad.get(record(r)))) {
            report = Cleaner.with(new LlmJudge(client(server))).threads(4).clean(in, out);
        }
        assertEquals(bad.size(), report.records());
        assertEquals(
                bad.size(),
                report.outcomes().values().stream().mapToInt(Integer::intValue).sum());
        assertEquals(1, report.count(Outcome.KEPT));
        assertEquals(7, report.count(Outcome.UNDECIDED));
        assertEquals(1, report.count(Outcome.CORRECTED));
        assertEquals(1, report.count(Outcome.DROPPED));
        assertEquals(report.kept(), Examples.read(out).size());
        assertEquals(
                bad.size() - report.kept(), Examples.read(Cleaner.rejected(out)).size());
    }

    private static int record(JsonNode request) {
        String record = request.at("/messages/1/content").asText();
        return Integer.parseInt(record.replaceAll("(?s).*\"question\":\"(\\d+) .*", "$1"));
    }

    @Test
    void aRefusedKeyStopsTheRun(@TempDir Path folder) throws IOException {
        Path in = folder.resolve("raw.jsonl");
        Examples.write(in, List.of(Records.yen("a", Records.RIGHT_YEN), Records.yen("b", Records.RIGHT_YEN)));
        try (StubServer server = new StubServer((r, n) -> StubServer.raw(401, "application/json", "{}"))) {
            Cleaner cleaner = Cleaner.with(new LlmJudge(client(server)));
            LlmException e = assertThrows(LlmException.class, () -> cleaner.clean(in, folder.resolve("out.jsonl")));
            assertTrue(e.getMessage().contains("EGPO_LLM_API_KEY"), e.getMessage());
        }
    }

    @Test
    void theLabelIsNotShownToTheJudge() throws IOException {
        Example labelled = Records.yen("clean_17", Records.RIGHT_YEN)
                .withOther("label", org.egpo.call.Value.text("secret label"))
                .withMetadata("category", org.egpo.call.Value.text("secret category"));
        List<String> asked = new ArrayList<>();
        judge(
                (r, n) -> {
                    asked.add(r.toString());
                    return StubServer.text(CORRECT);
                },
                labelled);
        assertTrue(asked.stream().noneMatch(a -> a.contains("secret") || a.contains("clean_17")));
    }

    /** At temperature 0 another seed brings the same text; a corrected answer is another question. */
    @Test
    void theSameAnswerIsReviewedAgainBySampling() throws IOException {
        List<String> asked = new ArrayList<>();
        StubServer.Answering texts =
                reviews(says("hm"), wrong(Records.RIGHT_YEN), says("hm"), wrong(SWAPPED), says("hm"));
        judge(
                (r, n) -> {
                    asked.add(r.path("temperature").asText() + " "
                            + r.path("seed").asText());
                    return texts.to(r, n);
                },
                Records.yen("x", SWAPPED));
        assertEquals(List.of("0.0 0", "0.7 1", "0.7 1", "0.0 0", "0.7 1", "0.7 1", "0.7 2"), asked);
    }

    @Test
    void aRecordingJudgesLikeTheServer(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("answers.jsonl");
        Example e = Records.yen("x", SWAPPED);
        Judgement live;
        try (StubServer server = new StubServer(reviews(wrong(Records.RIGHT_YEN), says(CORRECT)))) {
            live = new JudgeStage(new LlmJudge(RecordedAnswers.recording(client(server), file))).judge(e);
        }
        assertEquals(live, new JudgeStage(new LlmJudge(RecordedAnswers.of(file))).judge(e));
        assertEquals(3, Files.readAllLines(file).size());
        assertEquals(Map.of(Verdict.WRONG, 1L, Verdict.RIGHT, 1L), verdicts(live));
    }

    private static Map<Verdict, Long> verdicts(Judgement j) {
        return j.attempts().stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        Attempt::verdict, java.util.stream.Collectors.counting()));
    }
}
