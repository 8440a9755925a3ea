package org.egpo.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AdvantageBenchTest {
    @TempDir
    Path out;

    @Test
    void aFinishedRunIsKeptAndTheTableHasALineForEachRun() throws IOException {
        assertEquals(0, bench("--variants", "GRPO;EGPO, λ = 4"));
        Path grpo = out.resolve("hard-GRPO-1/result.csv");
        Files.writeString(grpo, Files.readString(grpo).replaceFirst("[^,\n]*\n?$", "7\n"));
        String edited = Files.readString(grpo);
        assertEquals(0, bench("--variants", "GRPO;EGPO, λ = 4"));

        assertEquals(edited, Files.readString(grpo), "was not run again");
        List<String> table = Files.readAllLines(out.resolve("bench.csv"));
        assertEquals(3, table.size());
        assertTrue(table.get(0).startsWith("variant,task,seed,push,"), table.get(0));
        assertTrue(table.get(1).startsWith("\"GRPO\",hard,1,0.0000,"), table.get(1));
        assertTrue(table.get(1).endsWith(",7"), table.get(1));
        assertTrue(table.get(2).startsWith("\"EGPO, λ = 4\",hard,1,"), table.get(2));
        List<String> curves = Files.readAllLines(out.resolve("curves.csv"));
        assertEquals(5, curves.size(), "a line for each variant and step");
        assertTrue(curves.get(4).startsWith("\"EGPO, λ = 4\",hard,2,"), curves.get(4));
        assertEquals(2, Files.readAllLines(out.resolve("before.csv")).size());
    }

    @Test
    void anUnknownVariantIsNamedBesideThoseThatThereAre() {
        StringBuilder said = new StringBuilder();
        CommandLine line = new CommandLine(new AdvantageBench()).setExecutionExceptionHandler((e, c, parsed) -> {
            said.append(e.getMessage());
            return 1;
        });
        assertEquals(1, line.execute("--out", out.toString(), "--variants", "PPO", "--datasets", datasets()));
        assertTrue(said.toString().startsWith("PPO is not a variant; the variants are [GRPO, EGPO,"), said.toString());
    }

    private int bench(String... more) {
        Stream<String> usual = Stream.of(
                "--out",
                out.toString(),
                "--datasets",
                datasets(),
                "--tasks",
                "hard",
                "--seeds",
                "1",
                "--set",
                "steps=2");
        return new CommandLine(new AdvantageBench())
                .execute(Stream.concat(usual, Stream.of(more)).toArray(String[]::new));
    }

    private static String datasets() {
        return SharedVectors.root().resolve("datasets").toString();
    }
}
