package org.egpo.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.BfclEntry;
import org.egpo.call.CallDecoder;
import org.egpo.call.FunctionCall;
import org.egpo.call.ToolSpec;
import org.egpo.call.Value;
import org.egpo.call.ValueJson;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionCallingDataTest {
    private static final Path SHIPPED = SharedVectors.root().resolve("datasets/function-calling");
    private static Map<String, List<Example>> splits;

    @BeforeAll
    static void generate() {
        splits = FunctionCallingData.generate(
                2508, FunctionCallingData.TRAIN, FunctionCallingData.DEV, FunctionCallingData.TEST);
    }

    @Test
    void theShippedFilesAreWhatTheGeneratorWrites() throws IOException {
        for (Map.Entry<String, List<Example>> split : splits.entrySet()) {
            List<Example> shipped = Examples.read(SHIPPED.resolve(split.getKey() + ".jsonl.gz"));
            List<Example> made =
                    split.getKey().equals("train") ? split.getValue() : BfclLayout.withIds(split.getValue());
            assertEquals(lines(made), lines(shipped), split.getKey());
        }
    }

    @Test
    void benchmarkFilesReadBackAsTheExamplesTheyWere(@TempDir Path folder) throws IOException {
        List<Example> test = Examples.read(SHIPPED.resolve("test.jsonl.gz"));
        BfclLayout.write(folder, test);
        Map<String, Example> byId = new HashMap<>();
        for (String c : List.of("simple_python", "multiple", "parallel", "parallel_multiple", "irrelevance")) {
            Examples.read(folder.resolve("BFCL_v4_" + c + ".json")).forEach(e -> byId.put(e.id(), e));
        }
        assertEquals(test.size(), byId.size());
        for (Example e : test) {
            Example back = byId.get(e.metadata("bfcl_id"));
            assertEquals(e.calls(), back.calls());
            assertEquals(e.tools(), back.tools());
            assertEquals(e.messages(), back.messages());
        }
    }

    private static List<String> lines(List<Example> examples) {
        return examples.stream().map(Examples::line).toList();
    }

    @Test
    void sizesAreAsPromised() {
        List<GeneratedTool> tools = new ToolCatalog().tools();
        assertTrue(tools.size() >= 60 && ToolCatalog.DOMAINS.size() >= 12);
        assertTrue(tools.stream().filter(GeneratedTool::heldOut).count() >= 6);
        assertTrue(splits.get("train").size() >= 6000);
        assertEquals(500, splits.get("dev").size());
        assertEquals(500, splits.get("test").size());
        for (GeneratedTool t : tools) {
            assertTrue(t.phrasings().size() >= 5 && t.otherPhrasings().size() >= 3, t.name());
            assertTrue(words(t.spec().description()) <= 10, t.name());
            assertTrue(t.slots().keySet().stream().noneMatch(String::isEmpty), t.name());
        }
    }

    @Test
    void everyPhrasingNamesWhatIsRequired() {
        for (GeneratedTool t : new ToolCatalog().tools()) {
            Stream.of(t.phrasings(), t.otherPhrasings(), t.pairs())
                    .flatMap(List::stream)
                    .forEach(p -> {
                        Set<String> heads = p.paths().stream()
                                .map(path -> path.split("\\.")[0])
                                .collect(Collectors.toSet());
                        assertTrue(heads.containsAll(t.spec().required()), t.name() + ": " + p);
                    });
        }
    }

    @Test
    void noQuestionComesTwiceAndAllAreShort() {
        Set<String> asked = new HashSet<>();
        splits.values().stream().flatMap(List::stream).forEach(e -> {
            assertTrue(asked.add(e.question()), e.question());
            assertTrue(words(e.question()) <= 30, e.question());
            assertFalse(e.question().contains("{") || e.question().contains("|"), e.question());
        });
    }

    @Test
    void heldOutToolsAreInTheTestSetAlone() {
        Set<String> heldOut = new ToolCatalog()
                .tools().stream()
                        .filter(GeneratedTool::heldOut)
                        .map(GeneratedTool::name)
                        .collect(Collectors.toSet());
        for (String split : List.of("train", "dev")) {
            splits.get(split).forEach(e -> e.tools().forEach(t -> assertFalse(heldOut.contains(t.name()), e::id)));
        }
        Set<String> tested = splits.get("test").stream()
                .flatMap(e -> e.calls().stream())
                .map(FunctionCall::name)
                .collect(Collectors.toSet());
        assertTrue(tested.containsAll(heldOut));
    }

    @Test
    void everyCallFitsItsToolByAnIndependentValidator() throws IOException {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Map<String, Schema> schemas = new ToolCatalog()
                .tools().stream()
                        .collect(Collectors.toMap(GeneratedTool::name, t -> registry.getSchema(standard(t.spec()))));
        for (Example e : splits.get("test")) {
            assertEquals(e.metadata("category").equals("irrelevant"), e.calls().isEmpty(), e.id());
            for (FunctionCall c : e.calls()) {
                assertTrue(e.tool(c.name()) != null, e.id());
                var errors = schemas.get(c.name()).validate(ValueJson.MAPPER.readTree(ValueJson.write(c.arguments())));
                assertTrue(errors.isEmpty(), () -> e.id() + ": " + errors);
            }
        }
    }

    /** The schema in standard words, closed against further properties. */
    private static String standard(ToolSpec t) {
        return ValueJson.write(t.parameters())
                .replace("\"type\":\"dict\"", "\"type\":\"object\",\"additionalProperties\":false")
                .replace("\"type\":\"float\"", "\"type\":\"number\"");
    }

    @Test
    void nearlyAllTextsAndNumbersStandInTheQuestion() {
        int grounded = 0;
        int all = 0;
        for (Example e : splits.get("train")) {
            for (FunctionCall c : e.calls()) {
                for (int i = 0; i < c.arguments().size(); i++) {
                    Value v = c.arguments().value(i);
                    if (v instanceof Value.Text || v instanceof Value.Int || v instanceof Value.Real) {
                        String said = org.egpo.call.PythonText.str(v).toLowerCase();
                        grounded += e.question().toLowerCase().contains(said) ? 1 : 0;
                        all++;
                    }
                }
            }
        }
        assertTrue(grounded > 0.95 * all && grounded < all, grounded + " of " + all);
    }

    @Test
    void ourOwnBenchmarkFilesScoreTheirOwnAnswersAsRight() throws IOException {
        for (String split : List.of("dev", "test")) {
            BfclData data = BfclData.at(SHIPPED.resolve("bfcl").resolve(split));
            for (Example e : Examples.read(SHIPPED.resolve(split + ".jsonl.gz"))) {
                BfclEntry entry = data.entry(e.metadata("bfcl_id"));
                String answer = e.answer().toString();
                assertEquals(e.calls(), FunctionCall.of(CallDecoder.decode(answer)), answer);
                if (!e.calls().isEmpty()) {
                    var verdict = entry.compile(false)
                            .check(((org.egpo.call.Decoded.Success) CallDecoder.decode(answer)).value());
                    assertTrue(verdict.isValid(), () -> e.id() + " " + answer + ": " + verdict);
                }
            }
        }
    }

    private static int words(String s) {
        return s.split("\\s+").length;
    }
}
