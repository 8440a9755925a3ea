package org.egpo.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.egpo.acebench.AceChecker;
import org.egpo.acebench.AceData;
import org.egpo.acebench.AceReport;
import org.egpo.acebench.AceScorer;
import org.egpo.call.Value;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code egpo bench acebench RESULTS}: how fast answers are decoded and checked on one thread. */
@Command(name = "acebench", mixinStandardHelpOptions = true)
final class AceBench implements Callable<Integer> {
    @Parameters(paramLabel = "RESULTS")
    private Path results;

    @Option(names = "--data", required = true, paramLabel = "DIR")
    private Path data;

    @Option(names = "--seconds", defaultValue = "5")
    private double seconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<AceReport.Category.Case> cases = new AceScorer(AceData.at(data))
                .score(results, null).stream()
                        .flatMap(report -> report.categories().stream())
                        .flatMap(category -> category.cases().stream())
                        .filter(c -> !c.item().isAgent())
                        .toList();
        CpuRate.of(cases, seconds, c -> AceChecker.check(c.item(), c.result(), Value.None.NONE)
                        .valid())
                .print(spec.commandLine().getOut(), "entries", "decoded_and_checked", "valid");
        return 0;
    }
}
