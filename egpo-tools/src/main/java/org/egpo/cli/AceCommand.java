package org.egpo.cli;

import picocli.CommandLine.Command;

/** {@code egpo acebench …}: the benchmark ACEBench. */
@Command(name = "acebench", mixinStandardHelpOptions = true, subcommands = AceScoreCommand.class)
final class AceCommand extends CommandGroup {}
