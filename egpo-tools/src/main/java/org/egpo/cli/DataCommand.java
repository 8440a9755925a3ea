package org.egpo.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.egpo.data.DataFormat;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.data.WholeFile;
import org.egpo.datasets.BfclLayout;
import org.egpo.datasets.FunctionCallingData;
import org.egpo.datasets.NoisyData;
import org.egpo.datasets.OrderingTask;
import org.egpo.datasets.ScenarioData;
import org.egpo.policy.CausalLm;
import org.egpo.policy.GgufModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code egpo data …}: the project's own data sets, written by seeded rules. */
@Command(name = "data", mixinStandardHelpOptions = true)
final class DataCommand extends CommandGroup {
    /** Unusable lines that are named. */
    private static final int SHOWN = 20;

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

    /** Data between formats; a model in a .gguf file becomes a folder. */
    @Command(mixinStandardHelpOptions = true)
    void convert(
            @Parameters(paramLabel = "IN") Path in,
            @Option(names = "--from", paramLabel = "FORMAT") @Nullable String from,
            @Option(names = "--to", paramLabel = "FORMAT", defaultValue = "egpo") String to,
            @Option(names = "--out", paramLabel = "FILE", required = true) Path out,
            @Option(names = "--strict") boolean strict)
            throws IOException {
        if (in.toString().endsWith(".gguf")) {
            convertModel(in, out);
            return;
        }
        Function<Example, String> line = DataFormat.of(to).writer();
        int[] count = {0, 0};
        try (WholeFile file = new WholeFile(out)) {
            Consumer<Example> write = e -> {
                try {
                    file.line(line.apply(e));
                    count[0]++;
                } catch (IOException problem) {
                    throw new UncheckedIOException(problem);
                }
            };
            Examples.read(in, from == null ? null : DataFormat.of(from), write, e -> {
                if (strict) {
                    throw e;
                }
                if (count[1]++ <= SHOWN) {
                    boolean last = count[1] > SHOWN;
                    err().println(last ? "… further unusable lines are only counted" : e.getMessage());
                }
            });
            file.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        String left = count[1] == 0 ? "" : ", " + count[1] + " unusable lines left out";
        tell(List.of(out + ": " + count[0] + " records" + left));
    }

    private void convertModel(Path in, Path out) throws IOException {
        try (CausalLm model = CausalLm.load(in)) {
            Path texts = GgufModel.folder(in);
            Files.createDirectories(out);
            for (String name : List.of("tokenizer.json", "tokenizer_config.json")) {
                Files.copy(texts.resolve(name), out.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
            model.save(out, CausalLm.Storage.FLOAT32);
        }
        tell(List.of(out + ": a model in the Hugging Face layout, with 32-bit weights"));
    }

    private static void write(Path file, List<Example> examples) throws IOException {
        Examples.write(file, examples);
        System.out.println(file + ": " + examples.size() + " records");
    }
}
