package org.egpo.cli;

import picocli.CommandLine.Command;

/** Models of others. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "Fetch a real model.",
        subcommands = {ModelFetchCommand.class})
final class ModelCommand extends CommandGroup {}
