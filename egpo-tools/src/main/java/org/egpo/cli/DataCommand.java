package org.egpo.cli;

import picocli.CommandLine.Command;

/** The project's own data sets, written by seeded rules. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        subcommands = {
            GenerateDataCommand.class,
            NoisyDataCommand.class,
            ScenarioDataCommand.class,
            OrderingDataCommand.class,
            ConvertDataCommand.class
        })
final class DataCommand extends CommandGroup {}
