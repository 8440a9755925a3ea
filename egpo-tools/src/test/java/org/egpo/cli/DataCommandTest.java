package org.egpo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.egpo.data.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DataCommandTest {
    private static final String GOOD = "{\"query\":\"q\",\"tools\":[],\"answers\":[]}\n";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int egpo(Object... arguments) {
        CommandLine line = EgpoCommand.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
        return line.execute(List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
    }

    @Test
    void convertNamesBadLinesAndGoesOn() throws IOException {
        Path in = Files.writeString(folder.resolve("in.jsonl"), GOOD + "{\"query\":\n" + GOOD + "{\"query\":\"q\"}\n");
        Path to = folder.resolve("out.jsonl");
        assertEquals(0, egpo("data", "convert", in, "--to", "openai", "--out", to));
        assertEquals(2, Examples.read(to).size());
        assertTrue(out.toString().contains("2 records, 2 unusable lines"), out::toString);
        assertTrue(err.toString().contains("in.jsonl, line 2: not valid JSON"), err::toString);
        assertTrue(err.toString().contains("in.jsonl, line 4: the field \"tools\" is missing"), err::toString);
    }

    @Test
    void strictStopsAndWritesNothing() throws IOException {
        Path in = Files.writeString(folder.resolve("in.jsonl"), GOOD + "{\"query\":\n" + GOOD);
        Path to = folder.resolve("out.jsonl");
        assertEquals(1, egpo("data", "convert", in, "--strict", "--out", to));
        assertTrue(err.toString().contains("line 2"), err::toString);
        assertFalse(Files.exists(to));
        assertEquals(1, egpo("data", "convert", in, "--to", "csv", "--out", to));
        assertTrue(err.toString().contains("no data format \"csv\""), err::toString);
        assertEquals(1, egpo("data", "convert", folder.resolve("absent"), "--out", to));
        assertTrue(err.toString().contains("there is no such file"), err::toString);
        try (var left = Files.list(folder)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void noisyWritesTheSameFileForTheSameSeed() throws IOException {
        Path a = folder.resolve("a.jsonl");
        Path b = folder.resolve("b.jsonl");
        assertEquals(0, egpo("data", "noisy", "--seed", 3, "--phrasings", "B", "--records", 200, "--out", a));
        assertEquals(0, egpo("data", "noisy", "--seed", 3, "--phrasings", "B", "--records", 200, "--out", b));
        assertEquals(200, Files.readAllLines(a).size());
        assertEquals(-1, Files.mismatch(a, b));
    }
}
