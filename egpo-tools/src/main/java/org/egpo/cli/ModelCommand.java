package org.egpo.cli;

import picocli.CommandLine.Command;

/** Models of others. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        subcommands = {ModelFetchCommand.class})
final class ModelCommand extends CommandGroup {}
