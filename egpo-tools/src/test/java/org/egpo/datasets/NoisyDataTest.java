package org.egpo.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.egpo.call.FunctionCall;
import org.egpo.call.Value;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NoisyDataTest {
    private static List<Example> raw;

    @BeforeAll
    static void generate() {
        raw = NoisyData.generate(2508, NoisyData.SIZE, false);
    }

    private static Value.MapValue label(Example e) {
        return (Value.MapValue) e.other().get("label");
    }

    private static String kind(Example e) {
        return ((Value.Text) label(e).get("kind")).value();
    }

    private static List<FunctionCall> right(Example e) {
        return ((Value.ListValue) label(e).get("right"))
                .items().stream()
                        .map(v -> (Value.MapValue) v)
                        .map(m -> new FunctionCall(
                                ((Value.Text) m.get("name")).value(), (Value.MapValue) m.get("arguments")))
                        .toList();
    }

    private static List<Example> of(Defect defect) {
        return raw.stream().filter(e -> kind(e).equals(defect.toString())).toList();
    }

    @Test
    void theShippedFileIsWhatTheGeneratorWrites() throws IOException {
        List<Example> shipped =
                Examples.read(SharedVectors.root().resolve("datasets/function-calling/raw-noisy.jsonl.gz"));
        assertEquals(
                raw.stream().map(Examples::line).toList(),
                shipped.stream().map(Examples::line).toList());
    }

    @Test
    void aboutSixtyPercentAreCleanAndAllKindsAreThere() {
        Map<String, Long> kinds =
                raw.stream().collect(Collectors.groupingBy(NoisyDataTest::kind, Collectors.counting()));
        assertTrue(raw.size() >= 3000);
        assertEquals(0.6, kinds.get("clean") / (double) raw.size(), 0.01);
        assertEquals(Defect.values().length + 1, kinds.size());
        assertTrue(kinds.values().stream().allMatch(n -> n >= 70), kinds::toString);
        assertTrue(raw.stream().allMatch(e -> e.metadata().size() == 0), "nothing beside the label may tell");
    }

    @Test
    void anotherSeedAndOtherPhrasingsGiveOtherQuestions() {
        Set<String> here = raw.stream().map(Example::question).collect(Collectors.toSet());
        List<Example> other = NoisyData.generate(7, 1000, true);
        assertTrue(other.stream().filter(e -> here.contains(e.question())).count() < 60);
        assertEquals(
                NoisyData.generate(7, 1000, true).stream().map(Examples::line).toList(),
                other.stream().map(Examples::line).toList());
    }

    @Test
    void swappedArgumentsAreTheSameValuesUnderOtherNames() {
        for (Example e : of(Defect.SWAPPED_ARGUMENTS)) {
            assertNotEquals(right(e), e.calls());
            assertEquals(values(right(e)), values(e.calls()));
        }
    }

    private static List<String> values(List<FunctionCall> calls) {
        Set<String> all = new TreeSet<>();
        for (FunctionCall c : calls) {
            for (int i = 0; i < c.arguments().size(); i++) {
                all.add(c.arguments().value(i).toString());
            }
        }
        return List.copyOf(all).stream().sorted().toList();
    }

    @Test
    void everyDefectIsOne() {
        for (Example e : raw) {
            switch (kind(e)) {
                case "clean" -> assertEquals(right(e), e.calls());
                case "missing_required" ->
                    assertTrue(e.calls().stream().anyMatch(c -> e.tool(c.name()).required().stream()
                            .anyMatch(p -> c.arguments().get(p) == null)));
                case "invented_parameter", "wrong_nesting" ->
                    assertTrue(e.calls().stream().anyMatch(c -> invented(e, c)), e.answer()::toString);
                case "unknown_function" -> assertTrue(e.calls().stream().anyMatch(c -> e.tool(c.name()) == null));
                case "broken_json", "truncated_call" -> {
                    assertFalse(e.answer().isCall());
                    assertNotEquals(null, e.answer().text());
                }
                case "no_answer" -> assertTrue(e.calls().isEmpty() && !right(e).isEmpty());
                case "answer_to_unanswerable" -> assertTrue(e.answer().isCall() && right(e).isEmpty());
                case "too_few_calls" ->
                    assertEquals(right(e).size() - 1, e.calls().size());
                case "too_many_calls" ->
                    assertEquals(right(e).size() + 1, e.calls().size());
                case "duplicate", "near_duplicate", "truncated_question" -> assertEquals(right(e), e.calls());
                default -> assertNotEquals(right(e), e.calls(), kind(e));
            }
        }
    }

    private static boolean invented(Example e, FunctionCall c) {
        Set<String> known = new HashSet<>(e.tool(c.name()).parameterNames());
        for (int i = 0; i < c.arguments().size(); i++) {
            if (!known.contains(((Value.Text) c.arguments().key(i)).value())) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aCopyComesAfterItsOriginal() {
        Set<String> cleanBefore = new HashSet<>();
        for (Example e : raw) {
            if (kind(e).equals("clean")) {
                cleanBefore.add(e.question());
            } else if (kind(e).equals("duplicate") || kind(e).equals("contradictory_answer")) {
                assertTrue(cleanBefore.contains(e.question()), e.question());
            }
            assertNull(e.metadata("category"));
        }
    }
}
