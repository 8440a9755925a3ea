package org.egpo.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.datasets.NoisyData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code egpo data noisy}: raw records with labelled defects, to judge the cleaning by. */
@Command(name = "noisy", mixinStandardHelpOptions = true)
final class NoisyDataCommand implements Callable<Integer> {
    enum Phrasings {
        A,
        B
    }

    @Option(names = "--out", paramLabel = "FILE", defaultValue = "datasets/function-calling/raw-noisy.jsonl.gz")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "2508")
    private long seed;

    @Option(names = "--records", paramLabel = "N", defaultValue = "" + NoisyData.SIZE)
    private int records;

    @Option(names = "--phrasings", defaultValue = "A")
    private Phrasings phrasings;

    @Override
    public Integer call() throws IOException {
        List<Example> examples = NoisyData.generate(seed, records, phrasings == Phrasings.B);
        Examples.write(out, examples);
        System.out.println(out + ": " + examples.size() + " records");
        return 0;
    }
}
