package org.egpo.bfcl.multiturn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.egpo.call.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Running calls: binding of arguments, spelling of results, independence of simulations. */
class SimulationTest {
    private static final Constants CONSTANTS = Constants.near(Mini.FOLDER);

    private static Simulation simulation(String name) {
        return Simulation.start(Scenario.single("test", name, Value.MapValue.EMPTY, false, CONSTANTS));
    }

    /** Texts as CPython 3.11 prints them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "add(1, 2) | {\"result\": 3}",
                "add(1, b=2) | {\"result\": 3}",
                "add(1) | Error during execution: MathAPI.add() missing 1 required positional argument: 'b'",
                "add() | Error during execution: MathAPI.add() missing 2 required positional arguments: 'a' and 'b'",
                "add(1, 2, 3) | Error during execution: MathAPI.add() takes 3 positional arguments but 4 were given",
                "add(1, 2, a=3) | Error during execution: MathAPI.add() got multiple values for argument 'a'",
                "add(a=1, c=2) | Error during execution: MathAPI.add() got an unexpected keyword argument 'c'",
                "round_number() | Error during execution: MathAPI.round_number() missing 1 required positional argument:"
                        + " 'number'",
                "round_number(1, 2, 3) | Error during execution: MathAPI.round_number() takes from 2 to 3 positional"
                        + " arguments but 4 were given",
                "1 + 'a' | Error during execution: unsupported operand type(s) for +: 'int' and 'str'",
                "cd( | Error during execution: '(' was never closed (<string>, line 1)",
                "kill(1) | Error during execution: Function call kill is not allowed.",
                "nothing | Error during execution: name 'nothing' is not defined",
                "add(mean([1, 2]), 1) | {\"error\": \"Both inputs must be numbers\"}",
                "add(mean([1, 2])['result'], 1) | {\"result\": 2.5}",
                "divide(1, 3) | {\"result\": 0.3333333333333333}",
                "power(10, 25) | {\"result\": 10000000000000000000000000}",
                "max_value('2024-02-30') | {\"result\": \"4\"}",
                "square_root(2, 5) | {'result': Decimal('1.4142')}",
                "logarithm(64, 2, 12) | {'result': mpf('6.00000000000091')}",
            })
    void spellsResultsAndErrorsAsPython(String call, String expected) {
        assertEquals(expected, simulation("MathAPI").execute(call));
    }

    @Test
    void aCopyGoesOnAlone() {
        Simulation first = Simulation.start(Mini.scenario("multi_turn_base_0"));
        first.execute("cd(folder='plans')");
        Simulation second = first.copy();
        assertEquals("None", second.execute("touch(file_name='new.txt')"));
        assertEquals("{\"current_working_directory\": \"/garden/plans\"}", second.execute("pwd()"));
        assertNotEquals(first.state(), second.state());
        assertEquals(first.state(), first.copy().state());
        second.execute("cd(folder='..')");
        assertEquals("{\"current_working_directory\": \"/garden/plans\"}", first.execute("pwd()"));
    }

    @Test
    void copiesKeepTheirPlaceInTheRandomNumbers() {
        Simulation first = simulation("VehicleControlAPI");
        first.execute("get_current_speed()");
        Simulation second = first.copy();
        assertEquals(first.execute("get_current_speed()"), second.execute("get_current_speed()"));
    }

    @Test
    void namesOfMethodsInsideTextsGetTheirInstanceAsOfficially() {
        Simulation s = Simulation.start(Mini.scenario("multi_turn_base_1"), "m-1");
        assertEquals(
                "{\"terminal_output\": \"m_1_eval_multi_turn_base_1_MathAPI_instance.add(1) or other(2)\"}",
                s.execute("echo(content='add (1) or other  (2)')"));
    }

    @Test
    void aThousandInterleavedSimulationsGiveWhatEachGivesAlone() throws Exception {
        List<Scenario> scenarios = Mini.scenarios();
        List<Simulation> all = new ArrayList<>();
        List<List<String>> left = new ArrayList<>();
        List<List<String>> results = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Scenario s = scenarios.get(i % scenarios.size());
            all.add(Simulation.start(s));
            left.add(calls(s));
            results.add(new ArrayList<>());
        }
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            SplittableRandom random = new SplittableRandom(3);
            for (boolean more = true; more; ) {
                List<Future<?>> round = new ArrayList<>();
                more = false;
                for (int i = 0; i < all.size(); i++) {
                    int done = results.get(i).size();
                    more |= done < left.get(i).size();
                    if (done < left.get(i).size() && random.nextInt(4) > 0) {
                        int at = i;
                        round.add(pool.submit(() -> results.get(at)
                                .add(all.get(at).execute(left.get(at).get(done)))));
                    }
                }
                for (Future<?> f : round) {
                    f.get();
                }
            }
        } finally {
            pool.shutdownNow();
        }
        for (int i = 0; i < all.size(); i++) {
            Simulation alone = Simulation.start(scenarios.get(i % scenarios.size()));
            assertEquals(alone.execute(left.get(i)), results.get(i));
            assertEquals(alone.state(), all.get(i).state());
        }
    }

    private static List<String> calls(Scenario scenario) {
        return scenario.groundTruth().stream().flatMap(List::stream).toList();
    }

    @Test
    void theStateIsATable() {
        Simulation s = Simulation.start(Mini.scenario("multi_turn_base_0"));
        assertTrue(s.state()
                .contains(
                        new StateRow("GorillaFileSystem", "/garden/plans/autumn.txt", "'rake leaves\\nplant bulbs'")));
    }

    @Test
    void aTurnsChangesAreATableToo() {
        Simulation s = Simulation.start(Mini.scenario("multi_turn_base_0"));
        List<StateRow> before = s.state();
        s.execute("rm(file_name='log.txt')");
        assertEquals(
                List.of(
                        new StateRow("GorillaFileSystem", "/garden", "folder of 1"),
                        new StateRow("GorillaFileSystem", "/garden/log.txt", "(gone)")),
                StateRow.changed(before, s.state()));
    }
}
