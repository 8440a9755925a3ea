package org.egpo.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.egpo.bfcl.BadInputException;
import org.egpo.bfcl.BfclScorer;
import org.egpo.bfcl.Categories;
import org.egpo.bfcl.ScoreFiles;
import org.egpo.bfcl.ScoreOptions;
import org.egpo.bfcl.ScoreReport;
import org.egpo.bfcl.ScoreTable;
import org.egpo.bfcl.Weights;
import org.egpo.call.ModelFormat;
import org.egpo.notebook.LeaderboardPage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code egpo bfcl score RESULTS --data DIR}: from result files to scores. */
@Command(name = "score", mixinStandardHelpOptions = true)
final class BfclScoreCommand implements Callable<Integer> {

    private static final int MOST_DIFFERENCES = 20;
    /** Exit status when answers do not seem to be read in the model's own format. */
    private static final int WRONG_FORMAT = 3;

    @Parameters(paramLabel = "RESULTS")
    private Path results;

    @Option(names = "--data", paramLabel = "DIR")
    private @Nullable String data;

    @Option(names = "--weights", defaultValue = "v4")
    private String weights;

    @Option(names = "--categories", split = ",", paramLabel = "NAME")
    private List<String> categories = new ArrayList<>();

    @Option(names = "--ids", split = ",", paramLabel = "ID")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--strict-files")
    private boolean strictFiles;

    @Option(names = "--strict")
    private boolean strict;

    @Option(names = "--format", paramLabel = "NAME")
    private @Nullable String format;

    @Option(names = "--underscore-to-dot")
    private boolean underscoreToDot;

    @Option(
            names = {"-o", "--out"},
            defaultValue = "score",
            paramLabel = "DIR")
    private Path out;

    @Option(names = "--html", paramLabel = "FILE")
    private @Nullable Path html;

    @Option(names = "--compare", paramLabel = "DIR")
    private @Nullable Path compare;

    @Option(names = "--inventory")
    private boolean inventory;

    @Option(names = "--no-files")
    private boolean noFiles;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try {
            ScoreOptions options = ScoreOptions.DEFAULT
                    .withWeights(weights())
                    .withCategories(categories.isEmpty() ? Set.of() : Categories.parse(categories))
                    .withIds(Set.copyOf(ids))
                    .withStrictFiles(strictFiles)
                    .withStrict(strict || html != null)
                    .withFormat(format == null ? null : ModelFormat.of(format))
                    .withDotsToUnderscores(underscoreToDot);
            BfclScorer scorer = new BfclScorer(BfclFolder.data(data), options);
            List<ScoreReport> reports = noFiles ? scorer.scoreAll(results) : ScoreFiles.score(scorer, results, out);
            Map<String, List<List<String>>> different = new LinkedHashMap<>();
            if (compare != null) {
                for (ScoreReport report : reports) {
                    different.put(report.model(), PublishedScores.differences(report, compare));
                }
            }
            print(reports, different);
            if (html != null) {
                Files.writeString(html, LeaderboardPage.of(reports, different, new VersionProvider().getVersion()[0]));
            }
            return reports.stream().allMatch(r -> r.warnings().isEmpty()) ? 0 : WRONG_FORMAT;
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 2;
        }
    }

    private Weights weights() {
        return switch (weights) {
            case "v3" -> Weights.V3;
            case "v4" -> Weights.V4;
            default -> throw new BadInputException("--weights must be v3 or v4, not \"" + weights + "\".");
        };
    }

    private void print(List<ScoreReport> reports, Map<String, List<List<String>>> different) {
        PrintWriter to = spec.commandLine().getOut();
        for (ScoreReport report : reports) {
            to.println(ScoreTable.of(report));
            if (inventory) {
                to.println(ScoreTable.inventory(report));
            }
            report.warnings().forEach(spec.commandLine().getErr()::println);
        }
        different.forEach((model, rows) -> {
            to.println(model + ": " + rows.size() + " verdicts differ from " + compare);
            rows.stream()
                    .limit(MOST_DIFFERENCES)
                    .forEach(row ->
                            to.println("  " + row.get(0) + ": here " + row.get(1) + ", published " + row.get(2)));
        });
        if (!noFiles && Files.isDirectory(out)) {
            to.println("Score files are in " + out + "; data_overall.csv counts all that are there.");
        }
        to.flush();
    }
}
