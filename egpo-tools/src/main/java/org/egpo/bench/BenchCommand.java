package org.egpo.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code egpo bench …}: measurements of this installation on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        subcommands = {
            DecodeBench.class,
            BfclBench.class,
            AceBench.class,
            BankBench.class,
            MultiTurnBench.class,
            CleanBench.class,
            RolloutBench.class,
            EpisodesBench.class,
            TrainBench.class,
            AdvantageBench.class
        })
public final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
