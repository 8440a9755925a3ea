package org.egpo.clean;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.llm.RecordedAnswers;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;

/** Evaluations and corrections of 200 records by a served model (Qwen2.5-Coder-0.5B-Instruct), as they came. */
class RecordedJudgeTest {
    private static final Path DATA = SharedVectors.root().resolve("datasets/function-calling");

    @Test
    void recordedVerdictsAreThoseOfTheTable() throws IOException {
        Path recording = Path.of("src/test/resources/org/egpo/clean/judged-by-model.jsonl");
        LlmJudge judge = new LlmJudge(RecordedAnswers.of(recording));
        List<Example> raw = Examples.read(DATA.resolve("raw-noisy.jsonl.gz"));
        List<String> table = Files.readAllLines(DATA.resolve("judged-by-model.csv"));
        assertEquals(201, table.size());
        for (int i = 1; i < table.size(); i++) {
            String[] row = table.get(i).split(",");
            Example e = raw.get(i - 1);
            assertEquals(row[0], e.id());
            assertEquals(row[4], judge.review(e, 0).verdict().toString(), row[0]);
        }
    }
}
