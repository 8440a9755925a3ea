package org.egpo.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.egpo.acebench.AceChecker;
import org.egpo.acebench.AceData;
import org.egpo.acebench.AceReport;
import org.egpo.acebench.AceScorer;
import org.egpo.apibank.BankChecker;
import org.egpo.apibank.BankData;
import org.egpo.apibank.BankReport;
import org.egpo.apibank.BankScorer;
import org.egpo.bfcl.BadInputException;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.BfclEntry;
import org.egpo.bfcl.Categories;
import org.egpo.bfcl.SingleTurnEvaluator;
import org.egpo.bfcl.multiturn.MultiTurnChecker;
import org.egpo.bfcl.multiturn.MultiTurnEvaluator;
import org.egpo.bfcl.multiturn.Scenario;
import org.egpo.call.CallDecoder;
import org.egpo.call.CallFormat;
import org.egpo.call.Decoded;
import org.egpo.call.Value;
import org.egpo.conformance.VectorFile;
import org.egpo.data.Question;
import org.egpo.data.Questions;
import org.egpo.policy.CausalLm;
import org.egpo.policy.Compute;
import org.egpo.policy.Generator;
import org.egpo.policy.Sampling;
import org.egpo.train.ProcessMemory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code egpo bench …}: measurements of this installation on this machine; the scorers' on one thread, one JSON line each. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        subcommands = {CleanBench.class, EpisodesBench.class, TrainBench.class, AdvantageBench.class})
public final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** How fast the texts of a file decode. */
    @Command(mixinStandardHelpOptions = true)
    void decode(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--format", defaultValue = "python") String format,
            @Option(names = "--group") String group,
            @Option(names = "--seconds", defaultValue = "5") double seconds)
            throws IOException {
        CallFormat calls = CallFormat.of(format);
        List<String> texts = new ArrayList<>();
        try (MappingIterator<JsonNode> lines = VectorFile.read(file)) {
            lines.forEachRemaining(line -> {
                if (group == null || group.equals(line.path("group").asText())) {
                    texts.add(line.path("text").asText());
                }
            });
        }
        measure(
                texts,
                seconds,
                "texts",
                "decoded",
                "ok",
                t -> CallDecoder.decode(t, calls, false) instanceof Decoded.Success);
    }

    /** How fast right answers are decoded and checked. */
    @Command(mixinStandardHelpOptions = true)
    void bfcl(
            @Option(names = "--data", required = true, paramLabel = "DIR") Path data,
            @Option(names = "--seconds", defaultValue = "5") double seconds)
            throws IOException {
        record Case(BfclEntry entry, String text) {}
        List<Question> questions = new ArrayList<>(Questions.read(data));
        questions.removeIf(q -> !Categories.parse(List.of("python")).contains(q.category()));
        SingleTurnEvaluator evaluator = new SingleTurnEvaluator();
        List<Case> cases = questions.stream()
                .map(q -> new Case(q.reference(), q.answer().calls().toString()))
                .toList();
        measure(cases, seconds, "entries", "decoded_and_checked", "valid", c -> evaluator
                .verdict(c.entry, c.text)
                .isValid());
    }

    /** How fast the answers of result files, but for agents', are decoded and checked. */
    @Command(mixinStandardHelpOptions = true)
    void acebench(
            @Parameters(paramLabel = "RESULTS") Path results,
            @Option(names = "--data", required = true, paramLabel = "DIR") Path data,
            @Option(names = "--seconds", defaultValue = "5") double seconds) {
        List<AceReport.Category.Case> cases = new AceScorer(AceData.at(data))
                .score(results, null).stream()
                        .flatMap(report -> report.categories().stream())
                        .flatMap(category -> category.cases().stream())
                        .filter(c -> !c.item().isAgent())
                        .toList();
        measure(cases, seconds, "entries", "decoded_and_checked", "valid", c -> AceChecker.check(
                        c.item(), c.result(), Value.None.NONE)
                .valid());
    }

    /** How fast the answers of each result file are judged. */
    @Command(mixinStandardHelpOptions = true)
    void apibank(
            @Parameters(paramLabel = "RESULTS") Path results,
            @Option(names = "--data", required = true, paramLabel = "DIR") Path data,
            @Option(names = "--seconds", defaultValue = "5") double seconds) {
        BankData tests = BankData.at(data);
        new BankScorer(tests)
                .score(results).stream().flatMap(r -> r.parts().stream()).forEach(part -> {
                    Predicate<BankReport.Case> right = c -> new BankChecker(tests)
                            .check(c.sample(), c.answer())
                            .type()
                            .equals(BankChecker.CORRECT);
                    Predicate<BankReport.Case> alike = c -> BankChecker.score(c.sample(), c.answer()) > 0;
                    String well = part.calls() ? "correct" : "above_0";
                    measure(part.cases(), seconds, part.name(), "judged", well, part.calls() ? right : alike);
                });
    }

    /** How fast the reference calls of multi-turn tests are run and checked, from fresh environments. */
    @Command(name = "multi-turn", mixinStandardHelpOptions = true)
    void multiTurn(
            @Option(names = "--data", required = true, paramLabel = "DIR") Path data,
            @Option(names = "--seconds", defaultValue = "5") double seconds,
            @Option(names = "--category") String category) {
        BfclData bfcl = BfclData.at(data);
        MultiTurnEvaluator evaluator = new MultiTurnEvaluator(bfcl);
        List<String> categories =
                category == null ? List.copyOf(Categories.parse(List.of("multi_turn"))) : List.of(category);
        record Case(Scenario scenario, List<List<List<String>>> calls) {}
        List<Case> cases = categories.stream()
                .filter(bfcl::has)
                .flatMap(c -> bfcl.entries(c).values().stream())
                .map(evaluator::scenario)
                .map(s -> new Case(s, s.groundTruth().stream().map(List::of).toList()))
                .toList();
        if (cases.isEmpty()) {
            throw new BadInputException(data + ": has no multi-turn tests.");
        }
        measure(cases, seconds, "entries", "executed_and_checked", "valid", c -> MultiTurnChecker.check(
                        c.scenario, c.calls)
                .isValid());
    }

    /** New tokens per second of a random model, prompt included. */
    @Command(mixinStandardHelpOptions = true)
    void rollout(
            @Option(names = "--batch", defaultValue = "64") int batch,
            @Option(names = "--prompt", defaultValue = "128") int prompt,
            @Option(names = "--new", paramLabel = "<fresh>", defaultValue = "64") int fresh,
            @Option(names = "--rounds", defaultValue = "5") int rounds,
            @Option(names = "--samples", defaultValue = "1") int samples,
            @Option(names = "--device", defaultValue = "${env:EGPO_DEVICE:-cpu}") String device,
            @Option(names = "--precision", defaultValue = "${env:EGPO_PRECISION:-fp32}") String precision) {
        Compute compute = Compute.of(device, precision);
        List<long[]> prompts = BenchModel.sequences(batch, prompt);
        Sampling options = Sampling.temperature(1).withMaxTokens(fresh).withSeed(3);
        double best = Double.MAX_VALUE;
        double sum = 0;
        try (CausalLm model = BenchModel.make(compute)) {
            Generator generator = new Generator(model);
            generator.generate(prompts, samples, options);
            for (int i = 0; i < rounds; i++) {
                long start = System.nanoTime();
                generator.generate(prompts, samples, options.withSeed(i));
                double seconds = (System.nanoTime() - start) / 1e9;
                best = Math.min(best, seconds);
                sum += seconds;
            }
        }
        long tokens = (long) batch * samples * fresh;
        System.out.printf(
                Locale.ROOT,
                "{\"bench\":\"rollout\",\"compute\":\"%s\",\"batch\":%d,\"prompt\":%d,\"new\":%d,\"samples\":%d,\"tokens_per_second\":%.0f,"
                        + "\"best_tokens_per_second\":%.0f,\"peak_mb\":%d}%n",
                compute,
                batch,
                prompt,
                fresh,
                samples,
                tokens * rounds / sum,
                tokens / best,
                ProcessMemory.peakMegabytes());
    }

    /**
     * Goes through all cases until that many seconds of the thread's CPU time are used, after half of that to warm up, and prints one
     * JSON line.
     *
     * @param what name of the cases
     * @param done name of the work
     * @param well name of the share of cases that went well
     */
    private <T> void measure(
            Collection<T> cases, double seconds, String what, String done, String well, Predicate<T> work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double perSecond = 0;
        double share = 0;
        for (double limit : new double[] {seconds / 2, seconds}) {
            long start = threads.getCurrentThreadCpuTime();
            long now = start;
            long count = 0;
            long passed = 0;
            while (now - start < limit * 1e9) {
                for (T c : cases) {
                    passed += work.test(c) ? 1 : 0;
                }
                count += cases.size();
                now = threads.getCurrentThreadCpuTime();
            }
            perSecond = count * 1e9 / (now - start);
            share = (double) passed / count;
        }
        System.out.printf(
                Locale.ROOT,
                "{\"%s\":%d,\"%s_per_cpu_second\":%.0f,\"microseconds_each\":%.3f,\"%s\":%.4f}%n",
                what,
                cases.size(),
                done,
                perSecond,
                1e6 / perSecond,
                well,
                share);
    }
}
