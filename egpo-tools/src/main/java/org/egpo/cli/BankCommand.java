package org.egpo.cli;

import picocli.CommandLine.Command;

/** {@code egpo apibank …}: the benchmark API-Bank. */
@Command(name = "apibank", mixinStandardHelpOptions = true, subcommands = BankScoreCommand.class)
final class BankCommand extends CommandGroup {}
