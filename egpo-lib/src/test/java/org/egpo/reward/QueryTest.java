package org.egpo.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.egpo.bfcl.BfclData;
import org.egpo.bfcl.BfclEntry;
import org.egpo.data.BfclFiles;
import org.egpo.data.Example;
import org.egpo.data.Examples;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;

class QueryTest {
    private static final Path DATA = SharedVectors.root().resolve("datasets/function-calling");

    /** The benchmark's scorer and a reward must mean the same: both see the same reference answers. */
    @Test
    void anExampleIsTheEntryOfItsBenchmarkFile() throws IOException {
        BfclData files = BfclData.at(DATA.resolve("bfcl/dev"));
        for (Example e : Examples.read(DATA.resolve("dev.jsonl.gz"))) {
            BfclEntry made = Query.reference(e);
            BfclEntry read = files.entries(BfclFiles.category(e)).get(BfclFiles.id(e));
            assertEquals(read.category(), made.category());
            if (e.answer().isCall()) {
                assertEquals(read.expected(), made.expected(), made.id());
            }
            String response = "<think>known</think>" + (e.answer().isCall() ? e.answer() : "No function fits.");
            for (RewardKind kind : RewardKind.values()) {
                Reward byFile = kind.function().of(read, response);
                assertEquals(kind == RewardKind.PARTIAL ? 4 : 1, byFile.value(), e.id() + byFile.reasons());
                assertEquals(byFile, kind.function().of(made, response));
            }
        }
    }
}
