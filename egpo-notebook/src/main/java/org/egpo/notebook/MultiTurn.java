package org.egpo.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.egpo.bfcl.multiturn.MultiTurnVerdict;
import org.egpo.bfcl.multiturn.Scenario;
import org.egpo.bfcl.multiturn.Simulation;
import org.egpo.bfcl.multiturn.StateRow;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables of multi-turn scenarios. */
public final class MultiTurn {
    private MultiTurn() {}

    /** What the user says in each turn, and the reference calls. */
    public static Table turns(Scenario scenario) {
        String title = scenario.id() + ": " + String.join(", ", scenario.classes());
        return Rows.of(
                        title,
                        IntStream.range(0, scenario.turns().size()).boxed().toList())
                .whole("turn", i -> i + 1)
                .text("the user says", i -> lastText(scenario.turns().get(i)))
                .text(
                        "reference calls",
                        i -> String.join("\n", scenario.groundTruth().get(i)))
                .table();
    }

    private static String lastText(JsonNode messages) {
        String text = "";
        for (JsonNode m : messages) {
            text = m.path("content").asText(text);
        }
        return text;
    }

    /** The state of every environment, one line for each public attribute. */
    public static Table state(Simulation simulation) {
        return Rows.of("State", simulation.state())
                .text("environment", StateRow::api)
                .text("attribute", StateRow::attribute)
                .text("value", StateRow::value)
                .table();
    }

    /** What differs between two simulations of one scenario: attributes, files and folders. */
    public static Table stateChanges(Simulation before, Simulation after) {
        Map<List<String>, String> was = byName(before);
        Map<List<String>, String> is = byName(after);
        Set<List<String>> names = new LinkedHashSet<>(is.keySet());
        names.addAll(was.keySet());
        names.removeIf(n -> Objects.equals(was.get(n), is.get(n)));
        return Rows.of("What changed", names)
                .text("environment", n -> n.get(0))
                .text("attribute", n -> n.get(1))
                .text("before", n -> was.getOrDefault(n, "–"))
                .text("after", n -> is.getOrDefault(n, "–"))
                .table();
    }

    private static Map<List<String>, String> byName(Simulation simulation) {
        Map<List<String>, String> all = new LinkedHashMap<>();
        simulation.state().forEach(r -> all.put(List.of(r.api(), r.attribute()), r.value()));
        return all;
    }

    /** Runs calls and shows what each returned. */
    public static Table results(Simulation simulation, List<String> calls) {
        return Rows.of("Calls", calls)
                .text("call", c -> c)
                .text("result", simulation::execute)
                .table();
    }

    /** Why a trajectory passes or fails. */
    public static Table verdict(MultiTurnVerdict verdict) {
        List<String> reasons = verdict.isValid() ? List.of("every turn agrees with the reference") : verdict.reasons();
        return Table.create(
                verdict.isValid() ? "passes" : "fails: " + verdict.verdict().outcome(),
                StringColumn.create("why", reasons));
    }
}
