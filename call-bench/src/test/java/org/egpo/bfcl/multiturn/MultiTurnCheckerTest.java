package org.egpo.bfcl.multiturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the checker says of trajectories that are wrong in one way. */
class MultiTurnCheckerTest {
    private final Scenario garden = Mini.scenario("multi_turn_base_0");

    private List<List<List<String>>> changed(int turn, List<List<String>> steps) {
        List<List<List<String>>> calls = new ArrayList<>(Mini.reference(garden));
        calls.set(turn, steps);
        return calls;
    }

    @Test
    void namesTheFileThatIsMissing() {
        MultiTurnVerdict v =
                MultiTurnChecker.check(garden, changed(1, List.of(List.of("wc(file_name='spring.txt', mode='w')"))));
        assertEquals("multi_turn:instance_state_mismatch", v.errorType());
        assertEquals(List.of("root"), v.attributes());
        assertEquals(
                List.of(new Difference(
                        1,
                        "GorillaFileSystem",
                        "/garden/plans/spring_copy.txt",
                        "'plant beans\\nprune the pear tree\\nbuy seeds'",
                        "")),
                v.differences());
    }

    @Test
    void namesTheResultThatIsMissing() {
        MultiTurnVerdict v = MultiTurnChecker.check(garden, changed(2, List.of(List.of("pwd()"))));
        assertEquals("multi_turn:execution_response_mismatch", v.errorType());
        assertEquals("{\"disk_usage\": \"105 bytes\"}", v.differences().get(0).expected());
        assertEquals(2, v.turn());
    }

    @Test
    void oneEmptyStepIsAnEmptyTurnTwoAreNot() {
        assertEquals(
                "multi_turn:empty_turn_model_response",
                MultiTurnChecker.check(garden, changed(2, List.of(List.of()))).errorType());
        assertEquals(
                "multi_turn:execution_response_mismatch",
                MultiTurnChecker.check(garden, changed(2, List.of(List.of(), List.of())))
                        .errorType());
    }

    @Test
    void resultsOfEarlierTurnsCountAndOrderDoesNot() {
        List<List<List<String>>> calls = new ArrayList<>(changed(2, List.of(List.of("ls()"))));
        List<String> second = new ArrayList<>(garden.groundTruth().get(1));
        second.add(0, second.remove(0));
        second.add("du()");
        calls.set(1, List.of(second));
        assertTrue(MultiTurnChecker.check(garden, calls).isValid());
    }

    @Test
    void namesTheAttributeWithBothValues() {
        Scenario market = Mini.scenario("multi_turn_base_7");
        List<List<List<String>>> calls = new ArrayList<>(Mini.reference(market));
        calls.set(1, List.of(List.of("add_to_watchlist(stock='REED')")));
        MultiTurnVerdict v = MultiTurnChecker.check(market, calls);
        assertEquals(
                "turn 1, TradingBot.watch_list: expected ['PINE', 'OAKS'], got ['PINE', 'REED']",
                v.differences().get(0).toString());
    }
}
