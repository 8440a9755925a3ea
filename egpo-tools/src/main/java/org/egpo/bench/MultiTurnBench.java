package org.egpo.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.egpo.bfcl.BadInputException;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.Categories;
import org.egpo.bfcl.multiturn.MultiTurnChecker;
import org.egpo.bfcl.multiturn.MultiTurnEvaluator;
import org.egpo.bfcl.multiturn.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code egpo bench multi-turn}: how fast trajectories are run and checked on one thread. */
@Command(name = "multi-turn", mixinStandardHelpOptions = true)
final class MultiTurnBench implements Callable<Integer> {

    /** A scenario and its reference calls, one step a turn. */
    private record Case(Scenario scenario, List<List<List<String>>> calls) {}

    @Option(names = "--data", required = true, paramLabel = "DIR")
    private Path data;

    @Option(names = "--seconds", defaultValue = "5")
    private double seconds;

    @Option(names = "--category")
    private String category;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            CpuRate.of(cases(), seconds, c -> MultiTurnChecker.check(c.scenario, c.calls)
                            .isValid())
                    .print(spec.commandLine().getOut(), "entries", "executed_and_checked", "valid");
            return 0;
        } catch (BadInputException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 2;
        }
    }

    private List<Case> cases() {
        BfclData bfcl = BfclData.at(data);
        MultiTurnEvaluator evaluator = new MultiTurnEvaluator(bfcl);
        List<Case> cases = new ArrayList<>();
        for (String c : category == null ? Categories.parse(List.of("multi_turn")) : List.of(category)) {
            if (bfcl.has(c)) {
                bfcl.entries(c).values().forEach(e -> {
                    Scenario s = evaluator.scenario(e);
                    cases.add(new Case(s, s.groundTruth().stream().map(List::of).toList()));
                });
            }
        }
        if (cases.isEmpty()) {
            throw new BadInputException(data + ": has no multi-turn tests.");
        }
        return cases;
    }
}
