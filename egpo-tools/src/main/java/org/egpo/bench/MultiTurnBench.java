package org.egpo.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
@Command(
        name = "multi-turn",
        mixinStandardHelpOptions = true,
        description = "Runs and checks the reference calls of every multi-turn test against themselves, from fresh"
                + " environments, again and again on one thread; prints one JSON line.")
final class MultiTurnBench implements Callable<Integer> {

    /** A scenario and its reference calls, one step a turn. */
    private record Case(Scenario scenario, List<List<List<String>>> calls) {}

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "the BFCL data")
    private Path data;

    @Option(names = "--seconds", defaultValue = "5", description = "how long to measure (default: ${DEFAULT-VALUE})")
    private double seconds;

    @Option(names = "--category", description = "only this category")
    private String category;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            List<Case> cases = cases();
            run(cases, seconds);
            double[] rate = run(cases, seconds);
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "{\"entries\":%d,\"executed_and_checked_per_cpu_second\":%.0f,"
                                    + "\"microseconds_each\":%.2f,\"valid\":%.4f}%n",
                            cases.size(),
                            rate[0],
                            1e6 / rate[0],
                            rate[1]);
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

    /** Entries per CPU second, and the share that is valid. */
    private static double[] run(List<Case> cases, double seconds) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long count = 0;
        long valid = 0;
        long now = start;
        while (now - start < seconds * 1e9) {
            for (Case c : cases) {
                valid += MultiTurnChecker.check(c.scenario, c.calls).isValid() ? 1 : 0;
            }
            count += cases.size();
            now = threads.getCurrentThreadCpuTime();
        }
        return new double[] {count * 1e9 / (now - start), (double) valid / count};
    }
}
