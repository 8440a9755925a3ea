package org.egpo.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.egpo.apibank.BankChecker;
import org.egpo.apibank.BankData;
import org.egpo.apibank.BankReport;
import org.egpo.apibank.BankScorer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code egpo bench apibank RESULTS}: how fast answers are judged on one thread. */
@Command(name = "apibank", mixinStandardHelpOptions = true)
final class BankBench implements Callable<Integer> {
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
        BankData tests = BankData.at(data);
        for (BankReport report : new BankScorer(tests).score(results)) {
            for (BankReport.Part part : report.parts()) {
                CpuRate.of(
                                part.cases(),
                                seconds,
                                c -> part.calls()
                                        ? new BankChecker(tests)
                                                .check(c.sample(), c.answer())
                                                .type()
                                                .equals(BankChecker.CORRECT)
                                        : BankChecker.score(c.sample(), c.answer()) > 0)
                        .print(
                                spec.commandLine().getOut(),
                                part.name(),
                                "judged",
                                part.calls() ? "correct" : "above_0");
            }
        }
        return 0;
    }
}
