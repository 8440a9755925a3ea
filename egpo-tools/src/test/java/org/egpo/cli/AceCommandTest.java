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

/** {@code egpo acebench score} and {@code egpo eval --benchmark acebench}. */
class AceCommandTest {
    private static final String MINI =
            SharedVectors.root().resolve("datasets/acebench-mini").toString();

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
        assertEquals(0, run("acebench", "score", MINI + "/result_en", "--data", MINI, "-o", folder.toString()));
        assertTrue(out.toString().contains("Summary 0.588"), out.toString());
        assertTrue(folder.resolve("score_en/demo/data_normal_atom_bool_score.json")
                .toFile()
                .isFile());
    }

    @Test
    void whatCannotBeScoredIsOneSentence() {
        assertEquals(1, run("acebench", "score", folder.resolve("x").toString(), "--data", MINI));
        assertEquals(
                "egpo: " + folder.resolve("x") + ": there is no such file or folder.",
                err.toString().strip());
    }

    /** A server answers every test alike; what it writes can be scored. */
    @Test
    void evaluatesAServer() throws IOException {
        try (StubServer server =
                new StubServer((request, number) -> StubServer.text("[light_switch(room='hall', on=True)]"))) {
            String[] eval = {
                "eval",
                "--benchmark",
                "acebench",
                "--model",
                server.url(),
                "--data",
                MINI,
                "--user",
                server.url(),
                "--served",
                "stub",
                "--temperature",
                "0",
                "--out",
                folder.toString()
            };
            assertEquals(0, run(eval), err.toString());
            assertTrue(server.requests
                    .get(0)
                    .path("messages")
                    .get(0)
                    .path("content")
                    .asText()
                    .contains("API"));
        }
        assertEquals(0, run("acebench", "score", folder.toString(), "--data", MINI, "--no-files"));
        assertTrue(out.toString().contains("normal_atom_bool                      1        1"), out.toString());
        assertTrue(!out.toString().contains("INCOMPLETE") && !out.toString().contains("left out"), out.toString());
    }
}
