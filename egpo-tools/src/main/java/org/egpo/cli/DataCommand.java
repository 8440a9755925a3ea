package org.egpo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.datasets.BfclLayout;
import org.egpo.datasets.FunctionCallingData;
import org.egpo.datasets.NoisyData;
import org.egpo.datasets.OrderingTask;
import org.egpo.datasets.ScenarioData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code egpo data …}: the project's own data sets, written by seeded rules. */
@Command(name = "data", mixinStandardHelpOptions = true, subcommands = ConvertDataCommand.class)
final class DataCommand extends CommandGroup {
    private enum Phrasings {
        A,
        B
    }

    /** Train, dev and test records; dev and test in the benchmark's layout too. */
    @Command(mixinStandardHelpOptions = true)
    void generate(
            @Option(names = "--out", paramLabel = "DIR", defaultValue = "datasets/function-calling") Path out,
            @Option(names = "--seed", paramLabel = "N", defaultValue = "2508") long seed,
            @Option(names = "--train", paramLabel = "N", defaultValue = "" + FunctionCallingData.TRAIN) int train)
            throws IOException {
        Map<String, List<Example>> splits =
                FunctionCallingData.generate(seed, train, FunctionCallingData.DEV, FunctionCallingData.TEST);
        for (Map.Entry<String, List<Example>> split : splits.entrySet()) {
            boolean learnt = split.getKey().equals("train");
            List<Example> examples = learnt ? split.getValue() : BfclLayout.withIds(split.getValue());
            if (!learnt) {
                BfclLayout.write(out.resolve("bfcl").resolve(split.getKey()), examples);
            }
            write(out.resolve(split.getKey() + ".jsonl.gz"), examples);
        }
    }

    /** Raw records with labelled defects, to judge the cleaning by. */
    @Command(mixinStandardHelpOptions = true)
    void noisy(
            @Option(names = "--out", paramLabel = "FILE", defaultValue = "datasets/function-calling/raw-noisy.jsonl.gz")
                    Path out,
            @Option(names = "--seed", paramLabel = "N", defaultValue = "2508") long seed,
            @Option(names = "--records", paramLabel = "N", defaultValue = "" + NoisyData.SIZE) int records,
            @Option(names = "--phrasings", defaultValue = "A") Phrasings phrasings)
            throws IOException {
        write(out, NoisyData.generate(seed, records, phrasings == Phrasings.B));
    }

    /** Multi-turn scenarios in the benchmark's layout. */
    @Command(mixinStandardHelpOptions = true)
    void scenarios(
            @Option(names = "--out", paramLabel = "DIR", defaultValue = "datasets/multi-turn") Path out,
            @Option(names = "--seed", paramLabel = "N", defaultValue = "" + ScenarioData.SEED) long seed)
            throws IOException {
        ScenarioData.write(out, seed, ScenarioData.SIZES);
        System.out.println(out + ": " + ScenarioData.SIZES);
    }

    /** The worlds of the advantage bench. */
    @Command(mixinStandardHelpOptions = true)
    void ordering(
            @Option(names = "--out", paramLabel = "DIR", defaultValue = "datasets") Path out,
            @Option(names = "--seed", paramLabel = "N", defaultValue = "2508") long seed)
            throws IOException {
        for (OrderingTask task : OrderingTask.values()) {
            for (Map.Entry<String, List<Example>> split : task.generate(seed).entrySet()) {
                write(out.resolve(task.folder()).resolve(split.getKey() + ".jsonl.gz"), split.getValue());
            }
        }
    }

    private static void write(Path file, List<Example> examples) throws IOException {
        Examples.write(file, examples);
        System.out.println(file + ": " + examples.size() + " records");
    }
}
