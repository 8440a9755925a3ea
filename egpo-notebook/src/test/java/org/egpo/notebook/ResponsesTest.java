package org.egpo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.egpo.data.Answer;
import org.egpo.data.Example;
import org.egpo.data.Question;
import org.egpo.reward.Reward;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.Group;
import org.egpo.rollout.Response;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ResponsesTest {
    private static final Reward RIGHT = new Reward(1, true, true, "", List.of());
    private static final Reward WRONG = new Reward(0, true, false, "value_error:string", List.of("<a> is wrong"));

    private static Response response(String answer, double entropy) {
        return Response.ofTexts(
                List.of("<think>", "so", "</think>", answer), new double[] {entropy, entropy, entropy, 9}, false);
    }

    private static ScoredGroup group(double entropy) {
        Question question = Question.of(Example.of("q", "?", List.of(), Answer.NO_CALL));
        List<Response> responses =
                List.of(response("[f(a=1)]", entropy), response("[f(a=2)]", entropy), response("[f(a=1)]", entropy));
        return new ScoredGroup(new Group(question, responses), List.of(RIGHT, WRONG, RIGHT));
    }

    @Test
    void settingsAreComparedByHandWorkedNumbers() {
        Table table = Responses.compare(Map.of("T = 1", List.of(group(0.5))));
        assertEquals(66.667, table.doubleColumn("right %").get(0));
        assertEquals(100, table.doubleColumn("well-formed %").get(0));
        assertEquals(2, table.doubleColumn("different answers").get(0));
        assertEquals(0.5, table.doubleColumn("thinking entropy").get(0));
        assertEquals(4, table.doubleColumn("tokens").get(0));
    }

    @Test
    void entropiesThatAreMissingStayMissing() {
        Table table = Responses.compare(Map.of("server", List.of(group(Double.NaN))));
        assertTrue(table.doubleColumn("thinking entropy").isMissing(0));
        assertEquals(
                4,
                Responses.table(group(Double.NaN).responses().get(0))
                                .doubleColumn("entropy")
                                .countMissing()
                        + 1);
    }
}
