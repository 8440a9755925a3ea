package org.egpo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.datasets.BfclLayout;
import org.egpo.datasets.FunctionCallingData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code egpo data generate}: train, dev and test records; dev and test in the benchmark's layout too. */
@Command(name = "generate", mixinStandardHelpOptions = true)
final class GenerateDataCommand implements Callable<Integer> {
    @Option(names = "--out", paramLabel = "DIR", defaultValue = "datasets/function-calling")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "2508")
    private long seed;

    @Option(names = "--train", paramLabel = "N", defaultValue = "" + FunctionCallingData.TRAIN)
    private int train;

    @Override
    public Integer call() throws IOException {
        Map<String, List<Example>> splits =
                FunctionCallingData.generate(seed, train, FunctionCallingData.DEV, FunctionCallingData.TEST);
        for (Map.Entry<String, List<Example>> split : splits.entrySet()) {
            String name = split.getKey();
            List<Example> examples = BfclLayout.withIds(split.getValue());
            if (!name.equals("train")) {
                BfclLayout.write(out.resolve("bfcl").resolve(name), examples);
            }
            Path file = out.resolve(name + ".jsonl.gz");
            Examples.write(file, name.equals("train") ? split.getValue() : examples);
            System.out.println(file + ": " + examples.size() + " records");
        }
        return 0;
    }
}
