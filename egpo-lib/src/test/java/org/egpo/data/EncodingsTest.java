package org.egpo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as editors and programs save them. */
class EncodingsTest {
    private static final String RECORD =
            "{\"id\": \"%s\", \"question\": \"Où est l'été?\", \"tools\": [], \"answer\": []}";

    @TempDir
    Path folder;

    private static List<String> read(Path file, List<Example> examples) throws IOException {
        List<String> problems = new ArrayList<>();
        Examples.read(file, DataFormat.EGPO, examples::add, bad -> problems.add(bad.getMessage()));
        return problems;
    }

    @ParameterizedTest
    @CsvSource({"UTF-16, UTF-16", "UTF-16LE, UTF-16", "UTF-16BE, UTF-16", "ISO-8859-1, Latin-1", "windows-1252, Latin-1"
    })
    void anotherEncodingIsNamed(String charset, String named) throws IOException {
        Path file = folder.resolve("a.jsonl");
        Files.write(file, (RECORD.formatted("a") + "\n").getBytes(Charset.forName(charset)));
        List<Example> examples = new ArrayList<>();
        List<String> problems = read(file, examples);
        assertEquals(0, examples.size());
        assertEquals(1, problems.size());
        assertTrue(problems.get(0).contains(named) && problems.get(0).contains("iconv -f "), problems.get(0));
        assertTrue(problems.get(0).contains("a.jsonl, line 1"), problems.get(0));
    }

    /** R stands for a record, N for the end of a line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "RNR",
                "RNRN",
                "NRNNRN",
                "R NR ",
                "[R,R]",
                "[NR,NRN]",
                " N[R,R]N",
                "\uFEFFRNR",
                "\uFEFF[R, R]",
                "RrNR",
                "PNP",
                "PP",
                "PNNP",
                "NPNP",
                "\uFEFFPNP",
                "PNR"
            })
    void recordsAreFoundHoweverTheyAreLaidOut(String layout) throws IOException {
        String text = layout.replace("N", "\n").replace("r", "\r");
        for (String id : List.of("a", "b")) {
            String record = RECORD.formatted(id);
            text = text.replaceFirst(
                    "[RP]",
                    text.matches("(?s)[^RP]*P.*")
                            ? record.replace(", \"", ",\n  \"")
                                    .replace("{", "{\n  ")
                                    .replace("}", "\n}")
                            : record);
        }
        List<Example> examples = new ArrayList<>();
        Path file = Files.write(folder.resolve("b.json"), text.getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of(), read(file, examples), layout);
        assertEquals(List.of("a", "b"), examples.stream().map(Example::id).toList(), layout);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 'the rest of the array is lost', 1",
        "2, 'the rest of the file is lost', 1",
        "3, 'not valid JSON', 2"
    })
    void whatIsCutOffIsSaid(int kind, String said, int kept) throws IOException {
        String whole = RECORD.formatted("a");
        String pretty = whole.replace(", \"", ",\n  \"").replace("{", "{\n  ");
        String text =
                switch (kind) {
                    case 1 -> "[" + whole + ",";
                    case 2 -> pretty + "\n" + pretty.substring(0, 30);
                    default -> whole.substring(0, 30) + "\n" + whole + "\n" + RECORD.formatted("c");
                };
        List<Example> examples = new ArrayList<>();
        List<String> problems = read(Files.writeString(folder.resolve("c.json"), text), examples);
        assertEquals(kept, examples.size(), problems.toString());
        assertTrue(problems.toString().contains(said), problems.toString());
    }
}
