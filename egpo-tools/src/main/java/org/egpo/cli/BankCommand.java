package org.egpo.cli;

import java.nio.file.Path;
import java.util.List;
import org.egpo.apibank.BankData;
import org.egpo.apibank.BankReport;
import org.egpo.apibank.BankScorer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code egpo apibank …}: the benchmark API-Bank. */
@Command(name = "apibank", mixinStandardHelpOptions = true)
final class BankCommand extends CommandGroup {
    /** From result files to scores. */
    @Command(mixinStandardHelpOptions = true)
    void score(
            @Parameters(paramLabel = "RESULTS") Path results,
            @Option(names = "--data", required = true, paramLabel = "DIR") Path data,
            @Option(
                            names = {"-o", "--out"},
                            paramLabel = "DIR",
                            defaultValue = "score_apibank")
                    Path out,
            @Option(names = "--no-files") boolean noFiles) {
        List<BankReport> reports = new BankScorer(BankData.at(data)).score(results);
        tell(reports);
        if (!noFiles) {
            BankScorer.write(reports, out);
            tell(List.of("Score files are in " + out + "."));
        }
    }
}
