package org.egpo.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.egpo.acebench.AceData;
import org.egpo.acebench.AceReport;
import org.egpo.acebench.AceScorer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code egpo acebench score RESULTS --data DIR}: from result files to scores. */
@Command(name = "score", mixinStandardHelpOptions = true)
final class AceScoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RESULTS")
    private Path results;

    @Option(names = "--data", required = true, paramLabel = "DIR")
    private Path data;

    @Option(names = "--language", paramLabel = "en|zh")
    private String language;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "score_all")
    private Path out;

    @Option(names = "--no-files")
    private boolean noFiles;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (language != null && !language.matches("en|zh")) {
            throw new IllegalArgumentException("--language must be en or zh, not \"" + language + "\".");
        }
        List<AceReport> reports = new AceScorer(AceData.at(data)).score(results, language);
        PrintWriter to = spec.commandLine().getOut();
        reports.forEach(to::println);
        if (!noFiles) {
            AceScorer.write(reports, out);
            to.println("Score files are in " + out + ".");
        }
        to.flush();
        return 0;
    }
}
