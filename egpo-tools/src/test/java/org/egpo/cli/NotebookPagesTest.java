package org.egpo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookPagesTest {

    @Test
    void pagesLoadNothingFromOutside() {
        String page = NotebookPages.selfContained("<html><head><script src=\"https://cdn.example/require.js\"></script>"
                + "<script src=\"file:///usr/share/javascript/requirejs/require.min.js\"></script>"
                + "<link rel=\"stylesheet\" href=\"https://x.example/a.css\"><script>own()</script></head>"
                + "<body>$x^2$<img src=\"data:image/png;base64,AA==\"></body></html>");
        assertFalse(page.contains("cdn.example"));
        assertFalse(page.contains("file:///"));
        assertFalse(page.contains("a.css"));
        assertTrue(page.contains("<script>own()</script>"));
        assertTrue(page.contains("data:image/png"));
        assertTrue(page.contains("renderMathInElement(document.body"));
        assertTrue(page.endsWith("</body></html>"));
    }

    @Test
    void pagesWithoutFormulasCarryNoScripts() {
        assertEquals("<body>plain</body>", NotebookPages.selfContained("<body>plain</body>"));
    }

    @Test
    void pagesHaveTheirTitleAndContents() {
        String page = NotebookPages.selfContained(
                "<head><title>02-x</title></head><body><main><h1 id=\"R\">Rollouts<a class="
                        + "\"anchor-link\" href=\"#R\">¶</a></h1><h2 id=\"S\"><a href=\"x\">Set</a>-up<a class=\"anchor-link\"></a></h2></main></body>");
        assertTrue(page.contains("<title>Rollouts · EGPO Notebooks</title>"), page);
        assertTrue(
                page.contains(
                        "<nav class=\"contents\" aria-label=\"Contents\"><ol><li><a href=\"#S\">Set-up</a></li></ol></nav>\n<main>"),
                page);
    }

    @Test
    void linksBetweenNotebooksLeadToPages(@TempDir Path folder) throws IOException {
        Path notebooks = Files.createDirectories(folder.resolve("notebooks"));
        Path target = Files.createDirectories(folder.resolve("target/notebooks"));
        Files.writeString(notebooks.resolve("a.ipynb"), "");
        Files.writeString(notebooks.resolve("README.md"), "");
        Files.writeString(folder.resolve("LICENSE"), "");
        Files.writeString(target.resolve("index.html"), "");
        NotebookPages pages = new NotebookPages(target, notebooks);
        assertEquals("<a href=\"index.html\">", pages.linked("<a href=\"README.md\">"));
        assertEquals("<a href=\"index.html\">", pages.linked("<a href=\"../README.md\">"));
        assertEquals("<a href=\"../../LICENSE\">", pages.linked("<a href=\"../LICENSE\">"));
        assertEquals("<a href=\"../../notebooks/a.ipynb\">", pages.linked("<a href=\"a.ipynb\">"));
        Files.writeString(target.resolve("a.html"), "");
        assertEquals("<a href=\"a.html#x\">", pages.linked("<a href=\"a.ipynb#x\">"));
        for (String same : List.of("<a href=\"#x\">", "<a href=\"https://a.example/b.ipynb\">")) {
            assertEquals(same, pages.linked(same));
        }
    }

    @Test
    void picturesAreDescribedInTheirOrder() throws IOException {
        String none = "<img alt=\"No description has been provided for this image\">";
        String notebook =
                "{\"cells\": [{\"outputs\": [{\"data\": {\"image/png\": \"A\", \"text/plain\": [\"[chart: Sum of |A|]\"]}},"
                        + "{\"data\": {\"text/plain\": \"x\"}}, {\"data\": {\"image/png\": \"B\", \"text/plain\": \"$1\"}}]}]}";
        assertEquals(
                "<img alt=\"chart: Sum of |A|\"><img alt=\"$1\">",
                NotebookPages.described(none + none, new JsonMapper().readTree(notebook)));
    }

    @Test
    void theFirstErrorIsNamedWithItsCell(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("n.ipynb");
        Files.writeString(
                file,
                """
                {"cells": [
                  {"cell_type": "markdown", "source": ["# A title\\n", "text"]},
                  {"cell_type": "code", "source": "int x = 1;", "outputs": []},
                  {"cell_type": "code", "source": ["boom();\\n"], "outputs": [
                    {"output_type": "error", "ename": "E", "evalue": "it broke\\nmore", "traceback": []}]},
                  {"cell_type": "code", "source": "again();", "outputs": [
                    {"output_type": "error", "ename": "E", "evalue": "second", "traceback": []}]}
                ]}""");
        ExecutedNotebook n = ExecutedNotebook.read("n", file, 1.5);
        assertEquals("A title", n.title());
        assertEquals(3, n.cells());
        assertEquals("cell 3 (boom();): it broke", n.error());
        assertTrue(n.line().contains("FAILED: cell 3"), n.line());
        assertNull(new ExecutedNotebook("ok", "ok", file, 1, 1, null).error());
    }
}
