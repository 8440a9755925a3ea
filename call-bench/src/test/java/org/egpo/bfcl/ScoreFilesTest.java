package org.egpo.bfcl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.egpo.call.ValueJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreFilesTest {

    @Test
    void officialLayout(@TempDir Path out) throws IOException {
        BfclScorer scorer = new BfclScorer(BfclData.at(BfclMiniTest.MINI));
        List<ScoreReport> reports = ScoreFiles.score(scorer, BfclMiniTest.MINI.resolve("result"), out);
        assertEquals(3, reports.size());
        List<String> lines = Files.readAllLines(out.resolve("half-right/live/BFCL_v4_live_simple_score.json"));
        JsonNode summary = ValueJson.MAPPER.readTree(lines.get(0));
        int total = summary.path("total_count").intValue();
        int correct = summary.path("correct_count").intValue();
        assertEquals(10, total);
        assertEquals((double) correct / total, summary.path("accuracy").doubleValue());
        assertEquals(total - correct, lines.size() - 1, "one line per failure");
        JsonNode failure = ValueJson.MAPPER.readTree(lines.get(1));
        assertEquals("half-right", failure.path("model_name").textValue());
        assertEquals("live_simple", failure.path("test_category").textValue());
        assertEquals(failure.path("id"), failure.path("prompt").path("id"));
        assertTrue(failure.path("error").isArray() && failure.has("error_type") && failure.has("possible_answer"));
        List<String> overall = Files.readAllLines(out.resolve("data_overall.csv"));
        assertTrue(overall.get(0).startsWith("Rank,Overall Acc,Model,Model Link,"));
        assertTrue(overall.get(1).contains(",nearly-right,") && overall.get(3).contains(",mostly-wrong,"));
        for (String name : List.of("data_non_live.csv", "data_live.csv", "data_multi_turn.csv", "data_agentic.csv")) {
            assertEquals(4, Files.readAllLines(out.resolve(name)).size(), name);
        }
    }

    @Test
    void functionCallingInterfacesAreRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("m/BFCL_v4_simple_python_result.json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "{\"id\": \"simple_python_0\", \"result\": [{\"weather_forecast\":"
                        + " \"{\\\"city\\\": \\\"Lisbon\\\", \\\"days\\\": 3}\"}]}\n");
        ScoreOptions options = ScoreOptions.DEFAULT.withDotsToUnderscores(true);
        ScoreReport report = new BfclScorer(BfclData.at(BfclMiniTest.MINI), options).score(file);
        assertEquals(1, report.table().get(0).correct());
    }
}
