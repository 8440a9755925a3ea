package org.egpo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What the command line says when something is wrong: a sentence, never a stack trace. */
class EgpoCommandTest {
    private record Result(int status, String output) {}

    private static Result egpo(String... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        CommandLine line = EgpoCommand.commandLine();
        line.setOut(out);
        line.setErr(out);
        int status = line.execute(arguments);
        out.flush();
        return new Result(status, text.toString());
    }

    private static void assertSays(String sentence, Result result) {
        assertTrue(result.status != 0, result.output);
        assertTrue(result.output.contains(sentence), result.output);
        assertFalse(result.output.contains("\tat org.egpo"), result.output);
    }

    @Test
    void anUnknownCommandIsNamed() {
        assertSays("Unmatched argument at index 0: 'trian'", egpo("trian"));
    }

    @Test
    void aGroupAloneListsItsCommands() {
        assertSays("Name one of: ", egpo("data"));
    }

    @Test
    void anUnknownNotebookIsNamedWithThoseThereAre() {
        Result result = egpo("run", "no-such-notebook");
        assertSays("there is no notebook no-such-notebook; there are: ", result);
        assertTrue(result.output.contains("00-quickstart"), result.output);
    }

    @Test
    void noJupyterIsSaid(@TempDir Path folder) {
        assertSays(
                "Jupyter could not be started",
                egpo(
                        "run",
                        "00-quickstart",
                        "--jupyter",
                        folder.resolve("none").toString(),
                        "--out",
                        folder.toString()));
    }

    @Test
    void aBusyPortIsSaid() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(1, egpo("port-free", Integer.toString(busy.getLocalPort())).status);
        }
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        Path none = folder.resolve("none.jsonl");
        assertSays(
                "none.jsonl", egpo("data", "convert", none.toString(), "--to", "openai", "--out", folder + "/x.jsonl"));
    }

    /** Two tokens hold no thinking: nothing is well-formed. */
    @Test
    void aStrictStartStopsAnImpossibleEvaluation() {
        String model = SharedVectors.root().resolve("datasets/models/egpo-tiny").toString();
        String[] two = {
            "eval", "--model", model, "--data", "dev", "--prompts", "9", "--max-tokens", "2", "--strict-start"
        };
        Result stopped = egpo(two);
        assertSays("No response is well-formed", stopped);
        assertTrue(stopped.output.contains("Stopped by --strict-start after 8 questions."), stopped.output);
        assertEquals(
                0, egpo("eval", "--model", model, "--prompts", "4", "--temperature", "0", "--strict-start").status);
    }

    @Test
    void helpListsTheCommands() {
        Result result = egpo("--help");
        assertEquals(0, result.status);
        for (String command : new String[] {"run", "kernel", "bfcl", "conformance", "bench", "data"}) {
            assertTrue(result.output.contains(command), command);
        }
    }

    /** Texts of the help are data: none may be missing, and none may be left over. */
    @Test
    void everyCommandAndOptionIsDescribed() {
        Set<String> unused =
                new TreeSet<>(ResourceBundle.getBundle("org.egpo.cli.help").keySet());
        describe(EgpoCommand.commandLine(), unused);
        assertEquals(Set.of(), unused);
    }

    private static void describe(CommandLine line, Set<String> unused) {
        CommandSpec command = line.getCommandSpec();
        if (command.usageMessage().hidden()) {
            return;
        }
        String name = command.qualifiedName(".");
        assertTrue(command.usageMessage().description().length > 0, name);
        unused.removeIf(key -> key.matches(Pattern.quote(name) + "\\.usage\\.description(\\.\\d)?"));
        for (ArgSpec argument : command.args()) {
            String label = argument instanceof OptionSpec o
                    ? o.longestName().substring(2)
                    : argument.paramLabel() + "[" + ((PositionalParamSpec) argument).index() + "]";
            assertTrue(argument.description().length > 0, name + " " + label);
            unused.remove(label);
            unused.remove(name + "." + label);
        }
        line.getSubcommands().values().forEach(c -> describe(c, unused));
    }
}
