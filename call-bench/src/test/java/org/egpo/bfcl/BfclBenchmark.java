package org.egpo.bfcl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Right answers to the tests in Python's syntax, one after the other: decoded and checked. The data is that of the
 * environment variable EGPO_BFCL_DIR, else the small set of the project.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class BfclBenchmark {
    private final SingleTurnEvaluator evaluator = new SingleTurnEvaluator();
    private final List<BfclEntry> entries = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private int next;

    @Setup
    public void load() {
        String set = System.getenv("EGPO_BFCL_DIR");
        BfclData data = BfclData.at(set != null ? Path.of(set) : BfclMiniTest.MINI);
        for (String category : Categories.parse(List.of("python"))) {
            for (BfclEntry entry : data.entries(category).values()) {
                entries.add(entry);
                texts.add(AnswerText.right(entry));
            }
        }
    }

    @Benchmark
    public AnswerVerdict decodeAndCheck() {
        next = next + 1 == entries.size() ? 0 : next + 1;
        return evaluator.verdict(entries.get(next), texts.get(next));
    }
}
