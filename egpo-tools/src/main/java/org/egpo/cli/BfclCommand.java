package org.egpo.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code egpo bfcl …}: the Berkeley Function Calling Leaderboard. */
@Command(
        name = "bfcl",
        mixinStandardHelpOptions = true,
        subcommands = {BfclScoreCommand.class, BfclDecodeCommand.class, BfclCheckCommand.class})
final class BfclCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
