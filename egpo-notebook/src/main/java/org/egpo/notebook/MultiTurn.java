package org.egpo.notebook;

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
import org.egpo.call.ModelText;
import org.egpo.call.PythonObjects;
import org.egpo.call.PythonText;
import org.egpo.call.Value;
import org.egpo.data.Dialogue;
import org.egpo.data.Question;
import org.egpo.reward.ScoredGroup;
import org.egpo.rollout.Response;
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

    private static String lastText(List<Value> messages) {
        Value text = PythonObjects.EMPTY;
        for (Value m : messages) {
            text = PythonObjects.map(m).get(Value.text("content"), text);
        }
        return PythonText.str(text);
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

    /** An episode step by step: what was thought and said, and what the calls in it returned. */
    public static Table episode(Question question, Response episode) {
        List<Response> parts = episode.parts();
        List<List<String>> results = results(question, episode);
        return Rows.of(question.id(), IntStream.range(0, parts.size()).boxed().toList())
                .whole("turn", i -> episode.steps().get(i).turn() + 1)
                .text("thinks", i -> ModelText.of(parts.get(i).said()).thinkingText())
                .number("entropy E", i -> parts.get(i).thinkingEntropy())
                .text("says", i -> Groups.answer(parts.get(i)))
                .text("result", i -> String.join("\n", results.get(i)))
                .table();
    }

    /** The results of each step of an episode, played again. */
    private static List<List<String>> results(Question question, Response episode) {
        Simulation world = Simulation.start(question.asDialogue().scenario());
        return episode.parts().stream()
                .map(p -> world.execute(Dialogue.calls(p.said())))
                .toList();
    }

    /** Calls of an episode that were answered with an error. */
    public static int refusals(Question question, Response episode) {
        return (int) results(question, episode).stream()
                .flatMap(List::stream)
                .filter(r -> r.startsWith("Error") || r.startsWith("{\"error\""))
                .count();
    }

    /** A line for each episode of a group: how far it came, how often it was refused, what it earned and why no more. */
    public static Table episodes(ScoredGroup group) {
        List<Response> all = group.responses();
        return Rows.of(group.id(), IntStream.range(0, all.size()).boxed().toList())
                .whole("#", i -> i + 1)
                .whole("steps", i -> all.get(i).steps().size())
                .whole("refused", i -> refusals(group.question(), all.get(i)))
                .number("entropy E", i -> all.get(i).thinkingEntropy())
                .number("reward", i -> group.rewards().get(i).value())
                .text("why", i -> group.rewards().get(i).reasons().stream()
                        .skip(group.rewards().get(i).reasons().size() > 1 ? 1 : 0)
                        .findFirst()
                        .orElse(""))
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
