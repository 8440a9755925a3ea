package org.egpo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.egpo.testing.SharedVectors;
import org.junit.jupiter.api.Test;

/** The course holds together: road map, ways from page to page, links, and the map of the paper. */
class CourseTest {
    private static final Path ROOT = SharedVectors.root();
    private static final Path NOTEBOOKS = ROOT.resolve("notebooks");
    private static final Pattern CHAPTER = Pattern.compile("\\| \\[(\\d\\d · [^]]+)]\\(([^)]+)\\)");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern MEMBER = Pattern.compile("`([a-z.]+\\.[A-Z]\\w*)(?:#(\\w+))?`");
    private static final Pattern TOKEN = Pattern.compile("`([\\w-]+)`");

    private static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.walk(NOTEBOOKS, 2)) {
            return files.filter(f -> f.toString().endsWith(".ipynb"))
                    .filter(f -> !f.toString().contains(".ipynb_checkpoints"))
                    .sorted()
                    .toList();
        }
    }

    /** Cell id → source, in order. */
    private static Map<String, String> cells(Path notebook, String type) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        for (JsonNode cell : new JsonMapper().readTree(notebook.toFile()).path("cells")) {
            StringBuilder source = new StringBuilder();
            cell.path("source").forEach(line -> source.append(line.asText()));
            if (type.isEmpty() || cell.path("cell_type").asText().equals(type)) {
                all.put(cell.path("id").asText(), source.toString());
            }
        }
        return all;
    }

    @Test
    void theRoadMapHasEachChapterAndEachChapterTheWayOn() throws IOException {
        List<String> titles = new ArrayList<>();
        List<String> files = new ArrayList<>();
        Matcher row = CHAPTER.matcher(Files.readString(NOTEBOOKS.resolve("README.md")));
        while (row.find()) {
            titles.add(row.group(1));
            files.add(row.group(2));
        }
        List<String> there = notebooks().stream()
                .filter(f -> f.getParent().equals(NOTEBOOKS))
                .map(f -> f.getFileName().toString())
                .toList();
        assertEquals(there, files);
        for (int i = 0; i < files.size(); i++) {
            List<String> way = new ArrayList<>();
            if (i > 0) {
                way.add("[← " + titles.get(i - 1) + "](" + files.get(i - 1) + ")");
            }
            way.add("[Road map](README.md)");
            if (i + 1 < files.size()) {
                way.add("[" + titles.get(i + 1) + " →](" + files.get(i + 1) + ")");
            }
            List<String> text = List.copyOf(
                    cells(NOTEBOOKS.resolve(files.get(i)), "markdown").values());
            String expected = String.join(" | ", way);
            assertTrue(text.get(0).contains("\n" + expected + "\n"), files.get(i) + " begins without " + expected);
            assertEquals(expected, text.get(text.size() - 1), files.get(i));
        }
    }

    @Test
    void linksLeadToFilesThatAreThere() throws IOException {
        Map<Path, String> texts = new LinkedHashMap<>();
        for (Path notebook : notebooks()) {
            texts.put(notebook, String.join("\n", cells(notebook, "markdown").values()));
        }
        for (Path folder : List.of(ROOT, ROOT.resolve("docs"), NOTEBOOKS)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path f : files.filter(p -> p.toString().endsWith(".md")).toList()) {
                    texts.put(f, Files.readString(f));
                }
            }
        }
        Set<String> broken = new TreeSet<>();
        texts.forEach((file, text) -> {
            Matcher link = LINK.matcher(text);
            while (link.find()) {
                String to = link.group(1);
                if (!to.contains(":") && !Files.exists(file.resolveSibling(to))) {
                    broken.add(ROOT.relativize(file) + " → " + to);
                }
            }
        });
        assertEquals(Set.of(), broken);
    }

    @Test
    void theMapOfThePaperNamesClassesAndCellsThatExist() throws Exception {
        Map<String, Set<String>> ids = new LinkedHashMap<>();
        for (Path notebook : notebooks()) {
            ids.put(
                    notebook.getFileName().toString().substring(0, 2),
                    cells(notebook, "").keySet());
        }
        List<String> rows = Files.readAllLines(ROOT.resolve("docs/PAPER-MAP.md"));
        int cellColumn = -1;
        int found = 0;
        for (String row : rows) {
            List<String> columns =
                    Arrays.stream(row.split("\\|", -1)).map(String::strip).toList();
            cellColumn = columns.contains("cell") ? columns.indexOf("cell") : cellColumn;
            Matcher member = MEMBER.matcher(row);
            while (member.find()) {
                Class<?> c = Class.forName("org.egpo." + member.group(1));
                String name = member.group(2);
                assertTrue(
                        name == null
                                || Arrays.stream(c.getMethods())
                                        .anyMatch(m -> m.getName().equals(name)),
                        "no public " + member.group());
                found++;
            }
            if (row.startsWith("| ") && !columns.contains("cell")) {
                String notebook = null;
                Matcher token = TOKEN.matcher(columns.get(cellColumn));
                while (token.find()) {
                    String t = token.group(1);
                    if (ids.containsKey(t)) {
                        notebook = t;
                    } else {
                        assertTrue(ids.get(notebook).contains(t), notebook + " has no cell " + t);
                    }
                }
            }
        }
        String map = rows.stream().collect(Collectors.joining("\n"));
        for (int i = 1; i <= 6; i++) {
            assertTrue(map.contains("\n| " + i + ", "), "table " + i);
            assertTrue(i == 6 || map.contains("| equation " + i + ", "), "equation " + i);
        }
        assertTrue(found > 40, "only " + found + " classes are named");
    }
}
