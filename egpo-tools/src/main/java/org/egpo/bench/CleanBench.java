package org.egpo.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.egpo.clean.AstStage;
import org.egpo.clean.CallNeed;
import org.egpo.clean.CleanReport;
import org.egpo.clean.Cleaner;
import org.egpo.clean.Judge;
import org.egpo.clean.Review;
import org.egpo.clean.rules.RuleJudge;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.data.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code egpo bench clean}: how long cleaning takes on many records, and how much memory. */
@Command(name = "clean", mixinStandardHelpOptions = true)
final class CleanBench implements Callable<Integer> {
    private static final double MEBI = 1 << 20;

    /** Passes everything, so that the rest of the pipeline can be timed alone. */
    private static final class PassJudge implements Judge {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public boolean mayChangeItsMind() {
            return false;
        }

        @Override
        public Review review(Example example, int attempt) {
            return Review.right(example.answer().isCall() ? CallNeed.CALL : CallNeed.UNKNOWN);
        }
    }

    @Parameters(paramLabel = "IN")
    private Path in;

    @Option(names = "--records", defaultValue = "60000")
    private int records;

    @Option(names = "--judge")
    private boolean judge;

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("egpo-bench-clean");
        try {
            Path raw = folder.resolve("raw.jsonl");
            repeat(raw);
            reset();
            long start = System.nanoTime();
            int[] passed = {0};
            AstStage ast = new AstStage();
            Examples.read(raw, e -> passed[0] += ast.check(e).outcome().passes() ? 1 : 0, e -> {});
            double check = seconds(start);
            double checkHeap = peak();
            Path out = folder.resolve("out.jsonl");
            Cleaner cleaner = Cleaner.with(judge ? new RuleJudge() : new PassJudge());
            reset();
            start = System.nanoTime();
            cleaner.clean(raw, out);
            double whole = seconds(start);
            start = System.nanoTime();
            CleanReport report = cleaner.resuming(true).clean(raw, out);
            double stageTwo = seconds(start);
            System.out.printf(
                    Locale.ROOT,
                    "{\"records\":%d,\"megabytes\":%.1f,\"ast_seconds\":%.2f,\"ast_passed\":%d,"
                            + "\"ast_peak_heap_mb\":%.0f,\"judge\":\"%s\",\"pipeline_seconds\":%.2f,"
                            + "\"stage_2_seconds\":%.2f,\"kept\":%d,\"peak_heap_mb\":%.0f}%n",
                    report.records(),
                    Files.size(raw) / 1e6,
                    check,
                    passed[0],
                    checkHeap,
                    report.judge(),
                    whole,
                    stageTwo,
                    report.kept(),
                    peak());
            return 0;
        } finally {
            delete(folder);
        }
    }

    /** Every record gets another number in its question, so that no two are equal. */
    private void repeat(Path to) throws IOException {
        List<Example> source = Examples.read(in);
        try (WholeFile out = new WholeFile(to)) {
            for (int i = 0; i < records; i++) {
                Example e = source.get(i % source.size());
                out.line(Examples.line(e.withId("record_" + i).withQuestion(e.question() + " Case " + i + ".")));
            }
            out.finish();
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void reset() {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static double peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(p -> p.getType() == MemoryType.HEAP)
                        .mapToLong(p -> p.getPeakUsage().getUsed())
                        .sum()
                / MEBI;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path f : files.toList()) {
                Files.delete(f);
            }
        }
        Files.delete(folder);
    }
}
