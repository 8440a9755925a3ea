package org.egpo.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
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

    /** The attributes that two simulations of one scenario do not share. */
    public static Table stateChanges(Simulation before, Simulation after) {
        StringColumn environment = StringColumn.create("environment");
        StringColumn attribute = StringColumn.create("attribute");
        StringColumn was = StringColumn.create("before");
        StringColumn is = StringColumn.create("after");
        after.attributes()
                .forEach((api, values) -> values.forEach((name, value) -> {
                    String old = before.attributes().get(api).get(name);
                    if (!value.equals(old)) {
                        environment.append(api);
                        attribute.append(name);
                        was.append(old == null ? "–" : old);
                        is.append(value);
                    }
                }));
        return Table.create("What changed", environment, attribute, was, is);
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
