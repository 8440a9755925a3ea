package org.egpo.clean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.egpo.data.BadRecordException;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanerTest {
    private static final String OTHER =
            "[convert_currency(base_currency='Japanese Yen', target_currency='Euro', amount=20000)]";

    @TempDir
    private Path folder;

    private Path in;
    private Path out;

    @BeforeEach
    void files() {
        in = folder.resolve("raw.jsonl");
        out = folder.resolve("clean.jsonl");
    }

    /** Finds everything right and counts how often it was asked. */
    static final class Pass implements Judge {
        final AtomicInteger reviews = new AtomicInteger();

        @Override
        public String name() {
            return "pass";
        }

        @Override
        public boolean mayChangeItsMind() {
            return false;
        }

        @Override
        public Review review(Example example, int attempt) {
            reviews.incrementAndGet();
            return Review.right(CallNeed.UNKNOWN);
        }
    }

    private static List<Reason> reasons(List<Example> raw) throws IOException {
        return Cleaner.with(new Pass()).clean(raw).stream()
                .map(r -> r.findings().isEmpty() ? null : r.findings().get(0).reason())
                .toList();
    }

    private static List<Reason> listOf(Reason... reasons) {
        return java.util.Arrays.asList(reasons);
    }

    @Test
    void ofEqualRecordsTheFirstIsKept() throws IOException {
        Example e = Records.yen("a", Records.RIGHT_YEN);
        assertEquals(
                listOf(null, Reason.DUPLICATE, Reason.DUPLICATE, Reason.NEAR_DUPLICATE, null),
                reasons(List.of(
                        e,
                        e.withId("b"),
                        e.withQuestion("  how much will 20000 japanese yen be in United States dollar"),
                        e.withQuestion("Please, how much will 20000 Japanese Yen be in the United States Dollar now?"),
                        Records.yen("c", Records.RIGHT_YEN.replace("20000", "500"))
                                .withQuestion("How much will 500 Japanese Yen be in United States Dollar?"))));
    }

    @Test
    void ofContradictingRecordsNoneIsKept() throws IOException {
        assertEquals(
                listOf(Reason.CONTRADICTION, Reason.CONTRADICTION),
                reasons(List.of(Records.yen("a", Records.RIGHT_YEN), Records.yen("b", OTHER))));
    }

    @Test
    void questionsOfTheHeldOutDataGo() throws IOException {
        Path heldOut = folder.resolve("test.jsonl");
        Examples.write(heldOut, List.of(Records.yen("t", Records.RIGHT_YEN)));
        Examples.write(in, List.of(Records.yen("a", Records.RIGHT_YEN), question("b", "Another question?")));
        CleanReport report = Cleaner.with(new Pass()).heldOut(heldOut).clean(in, out);
        assertEquals(1, report.checkReasons().get(Reason.LEAKED_QUESTION));
        assertEquals(1, report.kept());
    }

    private static Example question(String id, String question) {
        return Records.yen(id, Records.RIGHT_YEN).withQuestion(question);
    }

    @Test
    void countsAddUpAndNothingGetsLost() throws IOException {
        Examples.write(
                in,
                List.of(
                        question("kept", "one"),
                        Records.yen("corrected", Records.RIGHT_YEN.replace("20000", "'20000'")),
                        Records.yen("dropped", "[convert_currency(amount=1")));
        CleanReport report = Cleaner.with(new Pass()).clean(in, out);
        assertEquals(1, report.count(Outcome.KEPT));
        assertEquals(1, report.count(Outcome.CORRECTED));
        assertEquals(1, report.count(Outcome.DROPPED));
        assertEquals(3, report.records());
        assertEquals(
                3,
                report.matrix().get(Outcome.KEPT).values().stream()
                        .mapToInt(i -> i)
                        .sum());
        List<Example> kept = Examples.read(out);
        assertEquals(
                List.of("kept", "corrected"), kept.stream().map(Example::id).toList());
        assertEquals(Records.yen("x", Records.RIGHT_YEN).answer(), kept.get(1).answer());
        assertTrue(kept.get(1).metadata().toString().contains("wrong_type"));
        Example rejected = Examples.read(Cleaner.rejected(out)).get(0);
        assertEquals("[convert_currency(amount=1", rejected.answer().text());
        assertTrue(rejected.metadata().toString().contains("does_not_parse"));
        assertEquals(2, report.changes().size());
    }

    @Test
    void aBadLineIsNamedAndTheRestGoesOn() throws IOException {
        Examples.write(in, List.of(question("a", "one"), question("b", "two")));
        Files.writeString(in, "{\"id\": 7\n" + Files.readString(in));
        CleanReport report = Cleaner.with(new Pass()).clean(in, out);
        assertEquals(2, report.kept());
        assertEquals(1, report.badLines());
        assertTrue(report.problems().get(0).contains("raw.jsonl, line 1"), report.problems()::toString);
        Path strictOut = folder.resolve("strict.jsonl");
        assertThrows(
                BadRecordException.class,
                () -> Cleaner.with(new Pass()).strict(true).clean(in, strictOut));
        assertFalse(Files.exists(strictOut));
    }

    @Test
    void goesOnAfterATornLineWithoutJudgingTwice() throws IOException {
        Examples.write(in, List.of(question("a", "one"), question("b", "two"), question("c", "three")));
        CleanReport whole = Cleaner.with(new Pass()).threads(1).clean(in, out);
        List<String> expected = Files.readAllLines(out);
        Path journal = Cleaner.journal(out);
        byte[] bytes = Files.readAllBytes(journal);
        for (int length = 0; length <= bytes.length; length++) {
            Files.write(journal, java.util.Arrays.copyOf(bytes, length));
            Files.delete(out);
            long lines =
                    Files.readString(journal).chars().filter(c -> c == '\n').count();
            Pass judge = new Pass();
            assertEquals(whole, Cleaner.with(judge).threads(1).resuming(true).clean(in, out));
            assertEquals(expected, Files.readAllLines(out));
            assertEquals(3 - Math.max(0, lines - 1), judge.reviews.get());
        }
    }

    @Test
    void refusesTheJournalOfAnotherRun() throws IOException {
        Examples.write(in, List.of(question("a", "one")));
        Cleaner.with(new Pass()).clean(in, out);
        var again = assertThrows(
                IllegalArgumentException.class, () -> Cleaner.with(new Pass()).clean(in, out));
        assertTrue(again.getMessage().contains("--resume"), again.getMessage());
        Files.writeString(in, "\n", StandardOpenOption.APPEND);
        var other = assertThrows(
                IllegalArgumentException.class,
                () -> Cleaner.with(new Pass()).resuming(true).clean(in, out));
        assertTrue(other.getMessage().contains("another input"), other.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> Cleaner.with(new Pass()).resuming(true).clean(in, in));
    }
}
