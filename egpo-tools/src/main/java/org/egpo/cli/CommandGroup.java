package org.egpo.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only holds others; alone it says so. */
abstract class CommandGroup implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine line = spec.commandLine();
        throw new ParameterException(
                line, "Name one of: " + String.join(", ", line.getSubcommands().keySet()) + ".");
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Prints what a command found, a line each. */
    final void tell(Iterable<?> lines) {
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }
}
