package org.egpo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.egpo.call.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
    private static final String LINE = "{\"id\":\"a\",\"question\":\"How many € are 5 $?\",\"tools\":[{\"name\":\"f\","
            + "\"description\":\"d\",\"parameters\":{\"type\":\"dict\",\"properties\":{\"x\":{\"type\":\"float\","
            + "\"$ref\":\"#\"}},\"required\":[\"x\"]},\"strict\":true}],\"answer\":[{\"name\":\"f\",\"arguments\":"
            + "{\"x\":5.0,\"y\":{\"$tuple\":[1,true,null]},\"z\":{\"$dict\":[[\"$gt\",1]]}}}],\"metadata\":{\"category\":"
            + "\"single\"},\"label\":{\"kind\":\"clean\"}}";

    @TempDir
    Path folder;

    @Test
    void aLineComesBackAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), LINE + "\n");
        Example e = Examples.read(file).get(0);
        assertEquals(LINE, Examples.line(e));
        assertEquals("How many € are 5 $?", e.question());
        assertEquals(List.of("x"), e.tool("f").required());
        assertEquals("single", e.metadata("category"));
        assertEquals(new Value.Real(5), e.calls().get(0).arguments().get("x"));
        assertEquals(new Source(file.toString(), 1), e.source());
        assertTrue(e.other().get("label") instanceof Value.MapValue);
    }

    @Test
    void whatDoesNotParseIsKept() throws IOException {
        String broken = "[f(x=1, y=\ud800\u0000\"";
        Example e = Example.of("b", "q", List.of(), Answer.ofText(broken));
        assertFalse(e.answer().isCall());
        Path file = folder.resolve("b.jsonl.gz");
        Examples.write(file, List.of(e));
        assertEquals(e, unplaced(Examples.read(file).get(0)));
        assertEquals(broken, Examples.read(file).get(0).answer().text());
        assertFalse(Files.exists(folder.resolve("b.jsonl.gz.tmp")));
    }

    @Test
    void aBadLineIsNamedAndTheRestGoesOn() throws IOException {
        Path file = folder.resolve("c.jsonl");
        byte[] latin = "{\"id\":\"\u00fc\"}\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, (LINE + "\n{\"id\":\"x\"\n[1]\n\n").getBytes(StandardCharsets.UTF_8));
        Files.write(file, latin, java.nio.file.StandardOpenOption.APPEND);
        Files.writeString(file, "{\"question\":7}\n" + LINE, java.nio.file.StandardOpenOption.APPEND);
        List<Example> good = new ArrayList<>();
        List<BadRecordException> bad = new ArrayList<>();
        Examples.read(file, good::add, bad::add);
        assertEquals(List.of(1L, 7L), good.stream().map(e -> e.source().line()).toList());
        assertEquals(
                List.of(2L, 3L, 5L, 6L),
                bad.stream().map(e -> e.source().line()).toList());
        assertTrue(bad.get(2).getMessage().startsWith(file + ", line 5: ")
                && bad.get(2).reason().contains("UTF-8"));
        assertTrue(bad.get(3).reason().contains("\"question\""), bad.get(3).reason());
        assertThrows(BadRecordException.class, () -> Examples.read(file));
    }

    @Test
    void anArrayIsReadWithItsLines() throws IOException {
        Path file = Files.writeString(folder.resolve("d.json"), " [\n" + LINE + ",\n{\"id\":1},\n" + LINE + "\n]");
        List<Long> lines = new ArrayList<>();
        List<BadRecordException> bad = new ArrayList<>();
        Examples.read(file, e -> lines.add(e.source().line()), bad::add);
        assertEquals(List.of(2L, 4L), lines);
        assertEquals(3L, bad.get(0).source().line());
    }

    @Test
    void deepNestingIsABadLineAndNoOverflow() throws IOException {
        String deep = "[".repeat(9000) + "]".repeat(9000);
        Path file = Files.writeString(
                folder.resolve("f.jsonl"), LINE.replace("\"x\":5.0", "\"x\":" + deep) + "\n" + LINE + "\n");
        List<BadRecordException> bad = new ArrayList<>();
        List<Example> good = new ArrayList<>();
        Examples.read(file, good::add, bad::add);
        assertEquals(1, good.size());
        assertTrue(bad.get(0).reason().contains("nesting"), bad.get(0).reason());
    }

    @Test
    void aTruncatedGzipIsNamedAndWhatCameBeforeIsRead() throws IOException {
        Path file = folder.resolve("g.jsonl.gz");
        List<Example> many = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            many.add(RandomExamples.example(random, i));
        }
        Examples.write(file, many);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        List<BadRecordException> bad = new ArrayList<>();
        List<Example> good = new ArrayList<>();
        Examples.read(file, good::add, bad::add);
        assertTrue(!good.isEmpty() && good.size() < 500);
        assertTrue(
                bad.get(bad.size() - 1).reason().contains("cut off"),
                bad.get(bad.size() - 1).reason());
    }

    @Test
    void anUnfinishedFileIsNotLeftBehind() throws IOException {
        Path file = Files.writeString(folder.resolve("e.jsonl"), "before");
        Iterable<Example> failing = () -> {
            throw new IllegalStateException("stop");
        };
        assertThrows(IllegalStateException.class, () -> Examples.write(file, failing));
        assertEquals("before", Files.readString(file));
        try (var list = Files.list(folder)) {
            assertEquals(1, list.count());
        }
    }

    private static Example unplaced(Example e) {
        return RecordCopy.with(e, "source", null);
    }
}
