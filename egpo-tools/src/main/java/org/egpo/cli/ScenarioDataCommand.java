package org.egpo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.egpo.datasets.ScenarioData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code egpo data scenarios}: multi-turn scenarios with train, dev and test in the benchmark's layout. */
@Command(name = "scenarios", mixinStandardHelpOptions = true)
final class ScenarioDataCommand implements Callable<Integer> {
    @Option(names = "--out", paramLabel = "DIR", defaultValue = "datasets/multi-turn")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "" + ScenarioData.SEED)
    private long seed;

    @Override
    public Integer call() throws IOException {
        ScenarioData.write(out, seed, ScenarioData.SIZES);
        System.out.println(out + ": " + ScenarioData.SIZES);
        return 0;
    }
}
