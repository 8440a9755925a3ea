package org.egpo.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.egpo.apibank.BankData;
import org.egpo.apibank.BankReport;
import org.egpo.apibank.BankScorer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code egpo apibank score RESULTS --data DIR}: from result files to scores. */
@Command(name = "score", mixinStandardHelpOptions = true)
final class BankScoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RESULTS")
    private Path results;

    @Option(names = "--data", required = true, paramLabel = "DIR")
    private Path data;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "score_apibank")
    private Path out;

    @Option(names = "--no-files")
    private boolean noFiles;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<BankReport> reports = new BankScorer(BankData.at(data)).score(results);
        PrintWriter to = spec.commandLine().getOut();
        reports.forEach(to::println);
        if (!noFiles) {
            BankScorer.write(reports, out);
            to.println("Score files are in " + out + ".");
        }
        to.flush();
        return 0;
    }
}
