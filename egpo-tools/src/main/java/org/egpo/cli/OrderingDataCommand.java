package org.egpo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.datasets.OrderingTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code egpo data ordering}: the worlds of the advantage bench. */
@Command(name = "ordering", mixinStandardHelpOptions = true)
final class OrderingDataCommand implements Callable<Integer> {
    @Option(names = "--out", paramLabel = "DIR", defaultValue = "datasets")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "2508")
    private long seed;

    @Override
    public Integer call() throws IOException {
        for (OrderingTask task : OrderingTask.values()) {
            for (Map.Entry<String, List<Example>> split : task.generate(seed).entrySet()) {
                Path file = out.resolve(task.folder()).resolve(split.getKey() + ".jsonl.gz");
                Examples.write(file, split.getValue());
                System.out.println(file + ": " + split.getValue().size() + " records");
            }
        }
        return 0;
    }
}
