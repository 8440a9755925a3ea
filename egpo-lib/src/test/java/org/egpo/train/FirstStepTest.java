package org.egpo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.egpo.data.Answer;
import org.egpo.data.Example;
import org.egpo.data.Question;
import org.egpo.reward.Reward;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.Group;
import org.egpo.rollout.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What looks impossible in the first responses. */
class FirstStepTest {
    private static final Question QUESTION = Question.of(Example.of("q", "?", List.of(), Answer.NO_CALL));

    private static Response response(String text, double entropy, boolean truncated) {
        return Response.ofTexts(List.of(text), new double[] {entropy}, truncated);
    }

    private static ScoredGroup group(List<Response> responses, double... rewards) {
        List<Reward> all = IntStream.range(0, rewards.length)
                .mapToObj(i -> new Reward(
                        rewards[i], responses.get(i).text().startsWith("<think>"), rewards[i] > 0, "", List.of()))
                .toList();
        return new ScoredGroup(new Group(QUESTION, responses), all);
    }

    @ParameterizedTest
    @CsvSource({
        "<think>a</think>b, 0.5, false, 1, 0, ''",
        "<think>a</think>b, 0.5, false, 0, 0, flat",
        "<think>a</think>b, 0.5, false, 1, 1, flat",
        "<think>a</think>b, 0.5, true, 1, 0, length limit",
        "<think>a</think>b, 0, false, 1, 0, entropy is 0",
        "<think>a</think>b, 0, true, 0, 0, 'length limit,flat,entropy is 0'",
        "a</think>b, 0.5, false, 0, 0, 'do not begin,flat,entropy is 0'",
        "a, 0.5, false, 0, 0, 'not learnt the format,flat,entropy is 0'",
        "<tool_call>, 0.5, false, 0, 0, 'begins with \"<tool_call>\",flat,entropy is 0'",
        "'', 0.5, true, 0, 0, 'well-formed,length limit,flat,entropy is 0'",
        "a, 0.5, false, 1, 0, 'well-formed,entropy is 0'"
    })
    void isSaidWithItsCause(String text, double entropy, boolean truncated, double first, double second, String said) {
        List<Response> both = List.of(response(text, entropy, truncated), response(text, entropy, truncated));
        List<String> found = FirstStep.warnings(List.of(group(both, first, second)));
        List<String> expected = said.isEmpty() ? List.of() : List.of(said.split(","));
        assertEquals(expected.size(), found.size(), found.toString());
        for (int i = 0; i < expected.size(); i++) {
            assertTrue(found.get(i).contains(expected.get(i)), found.toString());
        }
    }

    @Test
    void oneGoodResponseIsEnoughAndOneAloneIsNotFlat() {
        List<Response> bad = List.of(response("a", 0, true), response("a", 0, true));
        List<Response> good = List.of(response("<think>a</think>b", 0.5, false), response("a", 0, true));
        assertEquals(List.of(), FirstStep.warnings(List.of(group(bad, 0, 0), group(good, 1, 0))));
        List<Response> single = List.of(response("<think>a</think>b", 0.5, false));
        assertEquals(List.of(), FirstStep.warnings(List.of(group(single, 0))));
        assertEquals(List.of(), FirstStep.warnings(new ArrayList<>()));
    }
}
