package org.egpo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a notebook.
 *
 * @param name file name without its ending
 * @param title first heading, or the name
 * @param file the executed notebook; null where execution did not end
 * @param seconds wall-clock time, the kernel's start included
 * @param cells code cells
 * @param error first error with its cell, in one line; "" when all is well
 */
record ExecutedNotebook(String name, String title, @Nullable Path file, double seconds, int cells, String error) {

    boolean isOk() {
        return error.isEmpty();
    }

    /** One line for the terminal. */
    String line() {
        return String.format(
                Locale.ROOT, "%-24s %6.1f s  %3d cells  %s", name, seconds, cells, isOk() ? "ok" : "FAILED: " + error);
    }

    /** A notebook that is not executed again, copied with the outputs it has. */
    static ExecutedNotebook asItIs(Path notebook, Path target) throws IOException {
        Path copy = target.resolve(notebook.getFileName());
        Files.copy(notebook, copy, StandardCopyOption.REPLACE_EXISTING);
        return read(notebook.getFileName().toString().replaceFirst("\\.ipynb$", ""), copy, 0);
    }

    static ExecutedNotebook read(String name, Path file, double seconds) throws IOException {
        JsonNode notebook = new JsonMapper().readTree(file.toFile());
        String title = name;
        String error = "";
        int code = 0;
        int number = 0;
        for (JsonNode cell : notebook.path("cells")) {
            number++;
            if (cell.path("cell_type").asText().equals("code")) {
                code++;
                error = error.isEmpty() ? firstError(cell, number) : error;
            } else if (title.equals(name)) {
                title = heading(text(cell.path("source")), name);
            }
        }
        return new ExecutedNotebook(name, title, file, seconds, code, error);
    }

    private static String firstError(JsonNode cell, int number) {
        for (JsonNode output : cell.path("outputs")) {
            if (output.path("output_type").asText().equals("error")) {
                String value = output.path("evalue").asText().strip();
                String what = value.isEmpty() ? output.path("ename").asText() : value;
                String source =
                        text(cell.path("source")).strip().lines().findFirst().orElse("");
                return "cell " + number + " (" + source + "): "
                        + what.lines().findFirst().orElse("error");
            }
        }
        return "";
    }

    private static String heading(String markdown, String otherwise) {
        return markdown.lines()
                .filter(l -> l.startsWith("# "))
                .map(l -> l.substring(2).strip())
                .findFirst()
                .orElse(otherwise);
    }

    /** A notebook's text field is a string or a list of lines. */
    static String text(JsonNode node) {
        if (node.isTextual()) {
            return node.asText();
        }
        StringBuilder b = new StringBuilder();
        node.forEach(l -> b.append(l.asText()));
        return b.toString();
    }
}
