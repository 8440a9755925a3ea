package org.egpo.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.egpo.bfcl.multiturn.MultiTurnVerdict;
import org.egpo.bfcl.multiturn.Scenario;
import org.egpo.bfcl.multiturn.Simulation;
import org.egpo.bfcl.multiturn.StateRow;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables of multi-turn scenarios. */
public final class MultiTurn {
    private MultiTurn() {}

    /** What the user says in each turn, and the reference calls. */
    public static Table turns(Scenario scenario) {
        IntColumn number = IntColumn.create("turn");
        StringColumn user = StringColumn.create("the user says");
        StringColumn calls = StringColumn.create("reference calls");
        for (int i = 0; i < scenario.turns().size(); i++) {
            number.append(i + 1);
            user.append(lastText(scenario.turns().get(i)));
            calls.append(String.join("\n", scenario.groundTruth().get(i)));
        }
        return Table.create(scenario.id() + ": " + String.join(", ", scenario.classes()), number, user, calls);
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
        List<StateRow> rows = simulation.state();
        return Table.create(
                "State",
                StringColumn.create("environment", rows.stream().map(StateRow::api)),
                StringColumn.create("attribute", rows.stream().map(StateRow::attribute)),
                StringColumn.create("value", rows.stream().map(StateRow::value)));
    }

    /** What differs between two simulations of one scenario: attributes, files and folders. */
    public static Table stateChanges(Simulation before, Simulation after) {
        Map<List<String>, String> was = byName(before);
        Map<List<String>, String> is = byName(after);
        Set<List<String>> names = new LinkedHashSet<>(is.keySet());
        names.addAll(was.keySet());
        names.removeIf(n -> Objects.equals(was.get(n), is.get(n)));
        return Table.create(
                "What changed",
                StringColumn.create("environment", names.stream().map(n -> n.get(0))),
                StringColumn.create("attribute", names.stream().map(n -> n.get(1))),
                StringColumn.create("before", names.stream().map(n -> was.getOrDefault(n, "–"))),
                StringColumn.create("after", names.stream().map(n -> is.getOrDefault(n, "–"))));
    }

    private static Map<List<String>, String> byName(Simulation simulation) {
        Map<List<String>, String> all = new LinkedHashMap<>();
        simulation.state().forEach(r -> all.put(List.of(r.api(), r.attribute()), r.value()));
        return all;
    }

    /** Runs calls and shows what each returned. */
    public static Table results(Simulation simulation, List<String> calls) {
        List<String> results = new ArrayList<>();
        for (String call : calls) {
            results.add(simulation.execute(call));
        }
        return Table.create("Calls", StringColumn.create("call", calls), StringColumn.create("result", results));
    }

    /** Why a trajectory passes or fails. */
    public static Table verdict(MultiTurnVerdict verdict) {
        List<String> reasons = verdict.isValid() ? List.of("every turn agrees with the reference") : verdict.reasons();
        return Table.create(
                verdict.isValid() ? "passes" : "fails: " + verdict.verdict().outcome(),
                StringColumn.create("why", reasons));
    }
}
