package org.egpo.notebook;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cell reads like a sentence of the paper: short, without ceremony, no wider than a page. */
class NotebookCellsTest {
    private static final int MEDIAN = 8;
    private static final int MOST = 25;
    private static final int WIDTH = 90;
    private static final int IMPORTS = 5;
    private static final Pattern METHOD =
            Pattern.compile("(?m)^(?!return|new|else)[\\w<>\\[\\]]+ (\\w+)\\([^;]*\\) \\{$");

    static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(SharedVectors.root().resolve("notebooks"))) {
            return files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList();
        }
    }

    private static List<String> cells(Path notebook) throws IOException {
        List<String> all = new ArrayList<>();
        for (JsonNode cell : new JsonMapper().readTree(notebook.toFile()).path("cells")) {
            if (cell.path("cell_type").asText().equals("code")) {
                StringBuilder source = new StringBuilder();
                cell.path("source").forEach(line -> source.append(line.asText()));
                all.add(source.toString());
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void cellsAreShort(Path notebook) throws IOException {
        List<String> cells = cells(notebook);
        List<Long> lengths = cells.stream().map(c -> c.lines().count()).sorted().toList();
        assertTrue(lengths.get(lengths.size() / 2) <= MEDIAN, "median " + lengths.get(lengths.size() / 2));
        for (String cell : cells) {
            assertTrue(cell.lines().count() <= MOST, "a cell of more than " + MOST + " lines:\n" + cell);
            cell.lines().forEach(l -> assertTrue(l.length() <= WIDTH, "wider than " + WIDTH + ": " + l));
            assertFalse(cell.contains("LinkedHashMap"), cell);
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void theSetUpCellImportsFewPackagesOfOurs(Path notebook) throws IOException {
        long imports = cells(notebook).stream()
                .flatMap(String::lines)
                .filter(l -> l.startsWith("import org.egpo."))
                .count();
        assertTrue(imports >= 1 && imports <= IMPORTS, imports + " imports");
    }

    /** The traps that no Java kernel avoids, see docs/kernels.md. */
    @ParameterizedTest
    @MethodSource("notebooks")
    void cellsAvoidTheTrapsOfTheKernels(Path notebook) throws IOException {
        Set<String> methods = new HashSet<>();
        for (String cell : cells(notebook)) {
            cell.lines().forEach(l -> assertFalse(l.matches("\\s*%.*|.*=\\s*%\\w.*"), "taken for a magic: " + l));
            assertFalse(cell.contains("IJava") || cell.contains("JJava"), "only one kernel has it: " + cell);
            Matcher declared = METHOD.matcher(cell);
            while (declared.find()) {
                assertTrue(
                        methods.add(declared.group(1)), "declared twice, which empties variables: " + declared.group());
            }
        }
    }
}
