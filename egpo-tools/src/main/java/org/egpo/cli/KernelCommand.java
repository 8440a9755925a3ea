package org.egpo.cli;

import picocli.CommandLine.Command;

/** The Java kernel the notebooks run on. */
@Command(
        name = "kernel",
        mixinStandardHelpOptions = true,
        description =
                "The Java kernel that runs the notebooks; ./egpo kernel check drives it and prints what it measures.",
        subcommands = KernelInstallCommand.class)
final class KernelCommand extends CommandGroup {}
