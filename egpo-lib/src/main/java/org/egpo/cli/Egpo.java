package org.egpo.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code egpo COMMAND …}; one class per command. */
@Command(
        name = "egpo",
        mixinStandardHelpOptions = true,
        description = "Reinforcement learning for function calling.",
        subcommands = {BenchCommand.class, BfclCommand.class, ConformanceCommand.class})
public final class Egpo implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Egpo()).execute(args));
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
