package org.egpo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConformanceCommandTest {
    private final StringWriter out = new StringWriter();

    private int run(Path dir, String... options) {
        return new CommandLine(new ConformanceCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(Stream.concat(Stream.of(dir.toString()), Stream.of(options))
                        .toArray(String[]::new));
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

    @Test
    void comparesTheAnswersOfAnotherProgram(@TempDir Path dir) throws Exception {
        Files.writeString(
                dir.resolve("decode_python.jsonl"),
                """
                {"id":"same","text":"x","ok":true,"decoded":[{"f":{"a":1}}]}
                {"id":"float","text":"x","ok":true,"decoded":[{"f":{"a":1}}]}
                {"id":"other error","text":"x","ok":false,"error_type":"SyntaxError"}
                {"id":"none","text":"x","ok":true,"decoded":[]}
                """);
        Files.writeString(dir.resolve("py_repr.jsonl"), "{}");
        Path answers = Files.createDirectory(dir.resolve("answers"));
        Files.writeString(
                answers.resolve("decode_python.jsonl"),
                """
                {"id":"same","ok":true,"decoded":[{"f":{"a":1}}],"error_type":null}
                {"id":"float","ok":true,"decoded":[{"f":{"a":1.0}}]}
                {"id":"other error","ok":false,"error_type":"ValueError"}
                """);
        assertEquals(1, run(dir, "--answers", answers.toString()));
        assertTrue(out.toString().contains("decode_python: 1 passed, 3 failed"), out.toString());
        assertTrue(out.toString().contains("expected error_type \"SyntaxError\""), out.toString());
        assertTrue(out.toString().contains("py_repr: no answers"), out.toString());
        assertEquals(1, run(dir, "--answers", answers.toString(), "--fields", "ok"));
        assertTrue(out.toString().contains("decode_python: 3 passed, 1 failed"), out.toString());
        assertEquals(1, run(dir, "--answers", answers.toString(), "--fields", "okay"));
        assertTrue(
                out.toString().contains("can be compared are [ok, decoded, error_type], not [okay]"), out.toString());
        assertEquals(2, run(dir, "--answers", dir.resolve("nowhere").toString()));
    }

    @Test
    void twoAnswersToOneCaseAreRefused(@TempDir Path dir) throws Exception {
        Files.writeString(dir.resolve("mt_math.jsonl"), "{\"id\":\"a\",\"result\":\"1\"}\n");
        Path answers = Files.createDirectory(dir.resolve("answers"));
        Files.writeString(
                answers.resolve("mt_math.jsonl"), "{\"id\":\"a\",\"result\":\"2\"}\n{\"id\":\"a\",\"result\":\"1\"}\n");
        assertEquals(1, run(dir, "--answers", answers.toString()));
        assertTrue(out.toString().contains("answer 2: a second answer to \"a\""), out.toString());
    }
}
