package org.egpo.cli;

import picocli.CommandLine.Command;

/** The Java kernel the notebooks run on. */
@Command(name = "kernel", mixinStandardHelpOptions = true, subcommands = KernelInstallCommand.class)
final class KernelCommand extends CommandGroup {}
