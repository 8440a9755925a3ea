package org.egpo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.egpo.call.FunctionCall;
import org.egpo.call.Value;
import org.egpo.clean.Cleaner;
import org.egpo.clean.Records;
import org.egpo.data.Examples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... arguments) {
        String[] texts = java.util.Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        return EgpoCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(texts);
    }

    @Test
    void cleansAFileAndSaysWhatBecameOfIt(@TempDir Path folder) throws IOException {
        Path in = folder.resolve("raw.jsonl");
        Path to = folder.resolve("clean.jsonl");
        Examples.write(in, List.of(Records.yen("a", Records.RIGHT_YEN), Records.yen("b", "[f(")));
        Files.writeString(in, Files.readString(in) + "{oops\n");
        assertEquals(0, run("clean", in, "--out", to, "--quiet"), err::toString);
        assertTrue(out.toString().contains("1 records are in"), out::toString);
        assertTrue(err.toString().contains("raw.jsonl, line 3"), err::toString);
        assertEquals(1, Examples.read(to).size());
        assertEquals(1, Examples.read(Cleaner.rejected(to)).size());
        assertTrue(Files.readString(folder.resolve("clean.jsonl.report.json")).contains("does_not_parse")
                || Files.readString(folder.resolve("clean.jsonl.report.json")).contains("DOES_NOT_PARSE"));
        assertEquals(1, run("clean", in, "--out", to, "--quiet"));
        assertTrue(err.toString().contains("--resume"), err::toString);
        assertEquals(0, run("clean", in, "--out", to, "--quiet", "--resume"), err::toString);
    }

    /** The swapped record goes for its reason, unless that is switched off; nothing is written. */
    @Test
    void showsAndScoresBeforeAnythingIsWritten(@TempDir Path folder) throws IOException {
        Path in = folder.resolve("raw.jsonl");
        String swapped =
                "[convert_currency(base_currency='United States Dollar', target_currency='Japanese Yen', amount=20000)]";
        FunctionCall call = Records.yen("x", Records.RIGHT_YEN).calls().get(0);
        Value right = new Value.MapBuilder()
                .put("name", Value.text(call.name()))
                .put("arguments", call.arguments())
                .build();
        Examples.write(
                in,
                List.of(
                        Records.yen("a", Records.RIGHT_YEN).withOther("label", label("clean", right)),
                        Records.yen("b", swapped)
                                .withQuestion("I have 20,000 Japanese yen. How many United States dollars is that?")
                                .withOther("label", label("swapped_arguments", right))));
        assertEquals(0, run("clean", in, "--dry-run", "--score", in), err::toString);
        assertTrue(out.toString().contains("1 dropped, swapped_arguments"), out::toString);
        assertTrue(out.toString().matches("(?s).*recall of swapped_arguments +1 of +1 .*"), out::toString);
        assertTrue(
                out.toString().matches("(?s).*false drops +0 of +1 +0.00 % +\\(95 %: 0.00 to 79.35\\).*"),
                out::toString);
        out.getBuffer().setLength(0);
        assertEquals(0, run("clean", in, "--score", in, "--without", "swapped_arguments"), err::toString);
        assertTrue(out.toString().matches("(?s).*recall of swapped_arguments +0 of +1 .*"), out::toString);
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    private static Value label(String kind, Value right) {
        return new Value.MapBuilder()
                .put("kind", Value.text(kind))
                .put("right", new Value.ListValue(List.of(right)))
                .build();
    }

    @Test
    void strictStopsAtABadLine(@TempDir Path folder) throws IOException {
        Path in = folder.resolve("raw.jsonl");
        Files.writeString(in, "{oops\n");
        assertEquals(2, run("clean", in, "--out", folder.resolve("x.jsonl"), "--strict", "--quiet"));
        assertTrue(err.toString().contains("raw.jsonl, line 1"), err::toString);
    }

    @Test
    void aServerNeedsAModel(@TempDir Path folder) throws IOException {
        Path in = folder.resolve("raw.jsonl");
        Examples.write(in, List.of(Records.yen("a", Records.RIGHT_YEN)));
        int status =
                run("clean", in, "--out", folder.resolve("x.jsonl"), "--judge", "http://127.0.0.1:9/v1", "--quiet");
        assertEquals(1, status);
        assertTrue(err.toString().contains("EGPO_LLM_MODEL"), err::toString);
    }
}
