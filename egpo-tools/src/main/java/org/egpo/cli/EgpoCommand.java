package org.egpo.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.egpo.bench.BenchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command line: {@code egpo COMMAND …}; each a class, or a method of its group. */
@Command(
        name = "egpo",
        resourceBundle = "org.egpo.cli.help",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        subcommands = {
            RunCommand.class,
            ShareCommand.class,
            DoctorCommand.class,
            KernelCommand.class,
            DataCommand.class,
            ModelCommand.class,
            CleanCommand.class,
            PretrainCommand.class,
            TrainCommand.class,
            EvalCommand.class,
            RolloutCommand.class,
            BfclCommand.class,
            AceCommand.class,
            BankCommand.class,
            ConformanceCommand.class,
            BenchCommand.class
        })
public final class EgpoCommand extends CommandGroup {

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line as {@code main} runs it: errors are one clear sentence, never a stack trace. */
    static CommandLine commandLine() {
        return new CommandLine(new EgpoCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    line.getErr().println("egpo: " + sentence(e));
                    if (System.getenv("EGPO_DEBUG") != null) {
                        e.printStackTrace(line.getErr());
                    }
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    /** Used by {@code egpo lab --port=N} before Jupyter starts, because Jupyter moves to another port without a word. */
    @Command(name = "port-free", hidden = true)
    int portFree(@Parameters(paramLabel = "PORT") int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return 0;
        } catch (IOException e) {
            System.err.println("egpo: port " + port + " is busy; choose another with --port=N, or leave it out.");
            return 1;
        }
    }

    private static String sentence(Exception e) {
        if (e instanceof NoSuchFileException) {
            return e.getMessage() + " does not exist.";
        }
        if (e instanceof AccessDeniedException) {
            return e.getMessage() + " cannot be read or written: mend its permissions.";
        }
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        if (e instanceof IOException && message.contains("No space left on device")) {
            return message + ": free some space and run this again.";
        }
        boolean expected = e instanceof IOException || e instanceof IllegalArgumentException;
        return expected ? message : message + " (" + e.getClass().getSimpleName() + "; EGPO_DEBUG=1 shows where)";
    }
}
