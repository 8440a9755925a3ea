package org.egpo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConformanceCommandTest {
    private final StringWriter out = new StringWriter();

    private int run(Path dir) {
        return new CommandLine(new ConformanceCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(dir.toString());
    }

    @Test
    void tellsPassedAndFailed(@TempDir Path dir) throws Exception {
        Files.writeString(
                dir.resolve("py_repr.jsonl"),
                """
                {"id":"a","value":1,"repr":"1","str":"1","json_dumps":"1"}
                {"id":"b","value":1.0,"repr":"1","str":"1","json_dumps":"1"}
                """);
        Files.createDirectories(dir.resolve("sub"));
        Files.writeString(dir.resolve("sub/unheard_of.jsonl"), "{}\n");
        assertEquals(1, run(dir));
        assertTrue(out.toString().contains("py_repr: 1 passed, 1 failed"), out.toString());
        assertTrue(out.toString().contains("expected 1\n    got      1.0"), out.toString());
        assertTrue(out.toString().contains("unheard_of: not covered"), out.toString());
    }

    @Test
    void damagedFileIsAFailure(@TempDir Path dir) throws Exception {
        Files.writeString(dir.resolve("py_repr.jsonl"), "{\"id\":");
        assertEquals(1, run(dir));
        assertTrue(out.toString().contains("0 passed, 1 failed"), out.toString());
    }

    @Test
    void missingFolder(@TempDir Path dir) {
        assertEquals(2, run(dir.resolve("none")));
    }
}
