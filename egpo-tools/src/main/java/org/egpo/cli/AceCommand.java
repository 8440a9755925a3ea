package org.egpo.cli;

import java.nio.file.Path;
import java.util.List;
import org.egpo.acebench.AceData;
import org.egpo.acebench.AceReport;
import org.egpo.acebench.AceScorer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code egpo acebench …}: the benchmark ACEBench. */
@Command(name = "acebench", mixinStandardHelpOptions = true)
final class AceCommand extends CommandGroup {
    /** From result files to scores. */
    @Command(mixinStandardHelpOptions = true)
    void score(
            @Parameters(paramLabel = "RESULTS") Path results,
            @Option(names = "--data", required = true, paramLabel = "DIR") Path data,
            @Option(names = "--language", paramLabel = "en|zh") @Nullable String language,
            @Option(
                            names = {"-o", "--out"},
                            paramLabel = "DIR",
                            defaultValue = "score_all")
                    Path out,
            @Option(names = "--no-files") boolean noFiles) {
        if (language != null && !language.matches("en|zh")) {
            throw new IllegalArgumentException("--language must be en or zh, not \"" + language + "\".");
        }
        List<AceReport> reports = new AceScorer(AceData.at(data)).score(results, language);
        tell(reports);
        if (!noFiles) {
            AceScorer.write(reports, out);
            tell(List.of("Score files are in " + out + "."));
        }
    }
}
