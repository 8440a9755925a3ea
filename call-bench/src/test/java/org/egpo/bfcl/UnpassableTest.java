package org.egpo.bfcl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;

/** Questions that no answer passes, because the official data contradict themselves. */
class UnpassableTest {

    @Test
    void knownUnpassableTestsStayUnpassable() {
        BfclData data = BfclData.at(SharedVectors.shared("data/bfcl"));
        SingleTurnEvaluator evaluator = new SingleTurnEvaluator();
        List<String> unpassable = List.of(
                "live_simple_106-63-0",
                "live_simple_112-68-0",
                "live_multiple_507-149-4",
                "live_multiple_862-181-3",
                "live_multiple_964-207-0");
        for (String id : unpassable) {
            BfclEntry entry = data.entry(id);
            assertEquals(
                    false, evaluator.verdict(entry, AnswerText.right(entry)).isValid(), id);
        }
    }
}
