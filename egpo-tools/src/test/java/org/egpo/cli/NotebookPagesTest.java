package org.egpo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
