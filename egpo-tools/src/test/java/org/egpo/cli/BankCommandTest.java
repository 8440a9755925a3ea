package org.egpo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.egpo.testing.SharedVectors;
import org.egpo.testing.StubServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code egpo apibank score} and {@code egpo eval --benchmark apibank}. */
class BankCommandTest {
    private static final String MINI =
            SharedVectors.root().resolve("datasets/apibank-mini").toString();

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine line = EgpoCommand.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    @Test
    void scores() {
        assertEquals(0, run("apibank", "score", MINI + "/result", "--data", MINI, "-o", folder.toString()));
        assertTrue(out.toString().contains("level-1-api        7        5    71.43%"), out.toString());
        assertTrue(folder.resolve("demo/level-1-api_score.json").toFile().isFile());
    }

    @Test
    void whatCannotBeScoredIsOneSentence() {
        assertEquals(1, run("apibank", "score", folder.resolve("x").toString(), "--data", MINI));
        assertEquals(
                "egpo: " + folder.resolve("x") + ": there is no such file or folder.",
                err.toString().strip());
    }

    /** A server answers every prompt alike; what it writes can be scored. */
    @Test
    void evaluatesAServer() throws IOException {
        try (StubServer server =
                new StubServer((request, number) -> StubServer.text("[Calculator(formula='(2+3)*4')]"))) {
            String line = "eval --benchmark apibank --served stub --temperature 0 --model " + server.url();
            String[] eval = (line + " --data " + MINI + " --out " + folder).split(" ");
            assertEquals(0, run(eval), err.toString());
            String system = server.requests
                    .get(0)
                    .path("messages")
                    .get(0)
                    .path("content")
                    .asText();
            assertTrue(system.startsWith("Write the next API request"), system);
        }
        assertEquals(0, run("apibank", "score", folder.toString(), "--data", MINI, "--no-files"));
        assertTrue(out.toString().contains("level-1-api        7        1    14.29%"), out.toString());
        assertTrue(!out.toString().contains("INCOMPLETE") && !out.toString().contains("left out"), out.toString());
    }
}
