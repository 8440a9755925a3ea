package org.egpo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.egpo.bfcl.BadInputException;
import org.egpo.call.FunctionCall;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatsTest {
    private static final String XLAM =
            "{\"id\":3,\"query\":\"Weather in Oslo?\",\"answers\":\"[{\\\"name\\\":\\\"w\\\","
                    + "\\\"arguments\\\":{\\\"city\\\":\\\"Oslo\\\"}}]\",\"tools\":\"[{\\\"name\\\":\\\"w\\\",\\\"description\\\":\\\"d\\\","
                    + "\\\"parameters\\\":{\\\"city\\\":{\\\"type\\\":\\\"str\\\",\\\"description\\\":\\\"c\\\"},\\\"unit\\\":{\\\"type\\\":"
                    + "\\\"str, optional\\\",\\\"default\\\":\\\"C\\\"}}}]\"}";

    @TempDir
    Path folder;

    private Example one(String name, String text) throws IOException {
        List<Example> all = Examples.read(Files.writeString(folder.resolve(name), text));
        assertEquals(1, all.size());
        return all.get(0);
    }

    private static FunctionCall call(String name, String parameter, String value) {
        return new FunctionCall(
                name, new Value.MapBuilder().put(parameter, Value.text(value)).build());
    }

    @Test
    void readsXlamWithJsonInTexts() throws IOException {
        Example e = one("a.jsonl", XLAM);
        assertEquals("3", e.id());
        assertEquals("Weather in Oslo?", e.question());
        assertEquals(List.of(call("w", "city", "Oslo")), e.calls());
        assertEquals(List.of("city", "unit"), e.tool("w").parameterNames());
        assertEquals(List.of("city"), e.tool("w").required());
    }

    @Test
    void readsXlamWithPlainJsonInAnArray() throws IOException {
        Example e = one(
                "a.json",
                "[{\"query\":\"q\",\"tools\":[{\"name\":\"w\",\"parameters\":{}}],\"answers\":[{\"name\":\"w\",\"arguments\":{}}],\"x\":1}]");
        assertEquals("w", e.calls().get(0).name());
        assertEquals(Value.integer(1), e.other().get("x"));
    }

    @Test
    void keepsAnAnswerThatDoesNotParse() throws IOException {
        Example e = one("a.jsonl", "{\"query\":\"q\",\"tools\":[],\"answers\":\"[{\\\"name\\\": \"}");
        assertEquals("[{\"name\": ", e.answer().text());
    }

    @Test
    void readsToolAceWithNamesThatPythonForbids() throws IOException {
        Example e = one(
                "a.json",
                "[{\"system\":\"You compose functions [sic]. The list:\\n[{\\\"name\\\":\\\"Market Trends API\\\",\\\"description\\\":"
                        + "\\\"d\\\",\\\"parameters\\\":{\\\"type\\\":\\\"dict\\\",\\\"properties\\\":{\\\"kind\\\":{\\\"type\\\":\\\"string\\\"}},"
                        + "\\\"required\\\":[\\\"kind\\\"]}}]\\nGo.\",\"conversations\":[{\"from\":\"user\",\"value\":\"Stocks?\"},"
                        + "{\"from\":\"assistant\",\"value\":\"[Market Trends API(kind=\\\"STOCK\\\")]\"},"
                        + "{\"from\":\"tool\",\"value\":\"{}\"},{\"from\":\"assistant\",\"value\":\"They rose.\"}]}]");
        assertEquals(List.of(call("Market Trends API", "kind", "STOCK")), e.calls());
        assertEquals("Stocks?", e.question());
        assertEquals(List.of("kind"), e.tools().get(0).required());
        assertEquals(2, ((Value.ListValue) e.other().get("following")).items().size());
    }

    @Test
    void readsOpenAiMessages() throws IOException {
        String line = "{\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"q\"},"
                + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c9\",\"type\":\"function\",\"function\":"
                + "{\"name\":\"w\",\"arguments\":\"{\\\"city\\\": \\\"Oslo\\\"}\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"c9\",\"content\":\"3\"},{\"role\":\"assistant\",\"content\":\"3 degrees\"}],"
                + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"w\",\"description\":\"d\",\"parameters\":"
                + "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}}}]}";
        Example e = one("a.jsonl", line);
        assertEquals(List.of(call("w", "city", "Oslo")), e.calls());
        assertEquals(2, e.messages().size());
        Path out = folder.resolve("b.jsonl");
        WholeFile.writeLines(out, List.of(DataFormat.OPENAI.writer().apply(e)));
        JsonNode before = ValueJson.MAPPER.readTree(line);
        JsonNode after = ValueJson.MAPPER.readTree(Files.readString(out));
        assertEquals(before.get("tools"), after.get("tools"));
        assertEquals(before.get("messages").size(), after.get("messages").size());
        assertEquals("c9", after.at("/messages/2/tool_calls/0/id").asText());
        assertEquals(before.at("/messages/3"), after.at("/messages/3"));
        assertEquals(before.at("/messages/4"), after.at("/messages/4"));
    }

    @Test
    void readsTheBenchmarkWithTheAnswersBeside() throws IOException {
        Path mini = SharedVectors.root().resolve("datasets/bfcl-mini");
        int calls = 0;
        try (var files = Files.list(mini)) {
            for (Path f : files.filter(p -> p.toString().matches(".*BFCL_v4_.*\\.json")
                            && !p.toString().matches(".*(live_relevance|multi_turn).*"))
                    .toList()) {
                for (Example e : Examples.read(f)) {
                    assertEquals(e.id().contains("irrelevance"), e.calls().isEmpty(), e.id());
                    calls += e.calls().size();
                }
            }
        }
        assertTrue(calls > 80, "calls " + calls);
    }

    @Test
    void dialoguesOfTheBenchmarkAreRefusedWithTheReason() {
        Path file = SharedVectors.root().resolve("datasets/bfcl-mini/BFCL_v4_multi_turn_base.json");
        BadRecordException e = assertThrows(BadRecordException.class, () -> Examples.read(file));
        assertTrue(e.getMessage().contains("BFCL_v4_multi_turn_base.json, line 1: "), e.getMessage());
        assertTrue(e.getMessage().contains("several turns; only single-turn entries are examples"), e.getMessage());
    }

    @Test
    void aFolderOfScenariosAloneHoldsNoSingleQuestion() {
        Path folder = SharedVectors.root().resolve("datasets/multi-turn/dev");
        BadInputException e = assertThrows(BadInputException.class, () -> Questions.read(folder));
        assertTrue(e.getMessage().startsWith(folder + ": holds no questions of one turn"), e.getMessage());
        assertEquals(80, Questions.dialogues(folder, 20, 1024).size());
    }

    private static boolean hasDuckDb() {
        return DriverManager.drivers().anyMatch(d -> d.getClass().getName().startsWith("org.duckdb"));
    }

    @Test
    void withoutDuckDbParquetIsRefusedWithTheLineThatAddsIt() throws IOException {
        assumeFalse(hasDuckDb());
        Path file = Files.writeString(folder.resolve("a.parquet"), "PAR1");
        BadRecordException e = assertThrows(BadRecordException.class, () -> Examples.read(file));
        assertTrue(
                e.getMessage().contains("add it in the project's folder with: mvn -q -N dependency:copy"),
                e.getMessage());
    }

    /** With the Maven profile {@code parquet}. */
    @Test
    void readsParquet() throws Exception {
        assumeTrue(hasDuckDb(), "skipped: DuckDB is there with the Maven profile parquet only");
        Path jsonl = Files.writeString(folder.resolve("x.jsonl"), XLAM + "\n" + XLAM + "\n");
        Path parquet = folder.resolve("it's.parquet");
        try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
                var s = duckdb.createStatement()) {
            s.execute("COPY (SELECT * FROM read_json('" + jsonl + "')) TO '"
                    + parquet.toString().replace("'", "''") + "' (FORMAT parquet)");
        }
        List<Example> rows = Examples.read(parquet);
        assertEquals(2, rows.size());
        assertEquals(new Source(parquet.toString(), 2), rows.get(1).source());
        assertEquals(unplaced(one("a.jsonl", XLAM)), unplaced(rows.get(0)));
    }

    @Test
    void anUnknownFormatIsNamedWithItsFields() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), "{\"text\":1,\"label\":2}\n");
        BadRecordException e = assertThrows(BadRecordException.class, () -> Examples.read(file, x -> {}, bad -> {}));
        assertTrue(e.getMessage().contains("text, label") && e.getMessage().contains("sharegpt"), e.getMessage());
        assertThrows(IllegalArgumentException.class, DataFormat.XLAM::writer);
    }

    /** Any example that JSON can say comes back from every format that we write. */
    @Test
    void everyWrittenFormatLosesNothing() throws IOException {
        Random random = new Random(11);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            examples.add(RandomExamples.example(random, i));
        }
        for (DataFormat format : List.of(DataFormat.EGPO, DataFormat.OPENAI, DataFormat.VERL)) {
            Path file = folder.resolve(format + ".jsonl.gz");
            WholeFile.writeLines(file, examples.stream().map(format.writer()).toList());
            List<Example> back = Examples.read(file);
            for (int i = 0; i < examples.size(); i++) {
                String line = Examples.line(examples.get(i));
                assertEquals(line, Examples.line(back.get(i)), format.toString());
                assertEquals(examples.get(i), unplaced(back.get(i)), line);
            }
        }
    }

    private static Example unplaced(Example e) {
        return RecordCopy.with(e, "source", null);
    }
}
