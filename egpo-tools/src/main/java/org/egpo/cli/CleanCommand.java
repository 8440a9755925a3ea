package org.egpo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.egpo.call.Value;
import org.egpo.clean.CleanRecord;
import org.egpo.clean.CleanReport;
import org.egpo.clean.Cleaner;
import org.egpo.clean.DefectScores;
import org.egpo.clean.Judge;
import org.egpo.clean.LlmJudge;
import org.egpo.clean.Reason;
import org.egpo.clean.rules.RuleJudge;
import org.egpo.data.BadRecordException;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.llm.LlmOptions;
import org.egpo.llm.OpenAiClient;
import org.egpo.llm.RecordedAnswers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code egpo clean IN --out OUT}: the paper's two stages on a file of records. */
@Command(name = "clean", mixinStandardHelpOptions = true)
final class CleanCommand implements Callable<Integer> {

    @Parameters(paramLabel = "IN")
    private Path in;

    @Option(names = "--out", paramLabel = "OUT")
    private @Nullable Path out;

    @Option(names = "--judge", defaultValue = "rules", paramLabel = "rules|URL|FILE|rules,URL")
    private String judge;

    @Option(names = "--without", split = ",", paramLabel = "REASON")
    private Set<Reason> without = Set.of();

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Option(names = "--score", paramLabel = "LABELS")
    private @Nullable Path labels;

    @Option(names = "--model")
    private @Nullable String model;

    @Option(names = "--cache", paramLabel = "DIR")
    private @Nullable Path cache;

    @Option(names = "--record", paramLabel = "FILE")
    private @Nullable Path record;

    @Option(names = "--concurrency", defaultValue = "4")
    private int concurrency;

    @Option(names = "--per-minute", defaultValue = "0")
    private int perMinute;

    @Option(names = "--timeout", paramLabel = "SECONDS")
    private int timeout = 60;

    @Option(names = "--prices", arity = "2", paramLabel = "IN OUT")
    private double[] prices = {0, 0};

    @Option(names = "--held-out", paramLabel = "FILE")
    private @Nullable Path heldOut;

    @Option(names = "--strict")
    private boolean strict;

    @Option(names = "--resume")
    private boolean resume;

    @Option(names = "--quiet")
    private boolean quiet;

    @Spec
    private CommandSpec spec;

    private @Nullable OpenAiClient client;

    @Override
    public Integer call() throws IOException {
        try {
            Cleaner cleaner = Cleaner.with(
                            without.isEmpty() ? judge(judge) : ComposedJudge.without(without, judge(judge)))
                    .strict(strict)
                    .resuming(resume)
                    .heldOut(heldOut)
                    .threads(client == null ? Runtime.getRuntime().availableProcessors() : concurrency);
            if (dryRun || labels != null) {
                return preview(cleaner);
            }
            if (out == null) {
                throw new ParameterException(spec.commandLine(), "name the output: --out OUT (or --dry-run)");
            }
            CleanReport report = quiet ? cleaner.clean(in, out) : withProgress(cleaner, out);
            report.write(out);
            print(report, out);
            return 0;
        } catch (BadRecordException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 2;
        }
    }

    private int preview(Cleaner cleaner) throws IOException {
        List<Example> raw = new ArrayList<>();
        Examples.read(in, raw::add, e -> {
            if (strict) {
                throw e;
            }
            spec.commandLine().getErr().println(e.getMessage());
        });
        List<CleanRecord> results = cleaner.clean(raw);
        if (dryRun) {
            CleanPreview.reasons(raw, results, spec.commandLine().getOut());
        }
        if (labels != null) {
            Map<String, Value> byId = new HashMap<>();
            for (Example e : Examples.read(labels)) {
                byId.put(e.id(), e.other().get("label"));
            }
            List<Example> labelled = raw.stream()
                    .map(e -> byId.get(e.id()) == null ? e : e.withOther("label", byId.get(e.id())))
                    .toList();
            CleanPreview.scores(
                    DefectScores.of(labelled, results), spec.commandLine().getOut());
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    private CleanReport withProgress(Cleaner cleaner, Path to) throws IOException {
        int[] records = {0};
        Examples.read(in, e -> records[0]++, e -> {});
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("judging")
                .setInitialMax(records[0])
                .setStyle(ProgressBarStyle.ASCII)
                .build()) {
            return cleaner.onProgress(bar::stepTo).clean(in, to);
        }
    }

    private Judge judge(String name) throws IOException {
        if (name.startsWith("rules,")) {
            return ComposedJudge.secondOpinion(new RuleJudge(), judge(name.substring("rules,".length())));
        }
        if (name.equals("rules")) {
            return new RuleJudge();
        }
        if (!name.startsWith("http://") && !name.startsWith("https://")) {
            return new LlmJudge(RecordedAnswers.of(Path.of(name)));
        }
        client = new OpenAiClient(LlmOptions.from(System.getenv(), name, model)
                .withConcurrency(concurrency)
                .withTimeout(Duration.ofSeconds(timeout))
                .withRequestsPerMinute(perMinute)
                .withPrices(prices[0], prices[1])
                .withCache(cache));
        return new LlmJudge(record == null ? client : RecordedAnswers.recording(client, record));
    }

    private void print(CleanReport report, Path cleaned) {
        var to = spec.commandLine().getOut();
        to.println(report);
        if (client != null) {
            to.println(client.ledger());
        }
        report.problems().forEach(p -> spec.commandLine().getErr().println(p));
        to.println(report.kept() + " records are in " + cleaned + "; the others, with reasons, in "
                + Cleaner.rejected(cleaned) + ".");
        to.flush();
    }
}
