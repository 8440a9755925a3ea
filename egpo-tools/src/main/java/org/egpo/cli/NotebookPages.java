package org.egpo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.egpo.data.WholeFile;
import org.egpo.notebook.Html;

/** Pages of executed notebooks that need nothing from outside, and an index of them. */
final class NotebookPages {
    /** nbconvert's pages load MathJax and require.js from the web or from the machine's own files; ours open anywhere. */
    private static final Pattern OUTSIDE =
            Pattern.compile("(?is)<script[^>]*\\ssrc=\"(?!data:)[^\"]*\"[^>]*>\\s*</script>"
                    + "|<link[^>]*href=\"(?!data:)[^\"]*\"[^>]*>");

    private static final Pattern MATHJAX =
            Pattern.compile("(?is)<!-- Load mathjax -->.*?<!-- End of mathjax configuration -->");

    private static final Pattern HEADING =
            Pattern.compile("(?s)<h([12]) id=\"([^\"]+)\">(.*?)<a class=\"anchor-link\"");

    private static final String STYLE = MathPages.resource("org/egpo/cli/page.css");
    private static final Pattern LINK = Pattern.compile("href=\"([^\":#]+)(#[^\"]*)?\"");
    private static final String NO_ALT = "alt=\"No description has been provided for this image\"";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path target;
    private final Path notebooks;

    /**
     * @param target folder of the pages
     * @param notebooks folder that the notebooks' links go out from; its {@code README.md} becomes the start page
     */
    NotebookPages(Path target, Path notebooks) {
        this.target = target;
        this.notebooks = notebooks;
    }

    void write(List<ExecutedNotebook> executed, Nbconvert nbconvert) throws IOException, InterruptedException {
        Path index = target.resolve("index.ipynb");
        JSON.writeValue(index.toFile(), index(executed));
        List<Path> files = new ArrayList<>(List.of(index));
        executed.stream().map(ExecutedNotebook::file).filter(Objects::nonNull).forEach(files::add);
        nbconvert.toHtml(files, target);
        for (Path file : files) {
            Path page = target.resolve(file.getFileName().toString().replaceFirst("ipynb$", "html"));
            String html = selfContained(Files.readString(page));
            JsonNode notebook = JSON.readTree(file.toFile());
            WholeFile.write(page, linked(described(html, notebook)));
            int figure = 0;
            for (JsonNode csv : notebook.findValues("text/csv")) {
                String name = page.getFileName().toString().replaceFirst("\\.html$", "-figure-" + ++figure + ".csv");
                WholeFile.write(target.resolve(name), ExecutedNotebook.text(csv));
            }
        }
        Files.delete(index);
    }

    static String selfContained(String html) {
        String page = MATHJAX.matcher(html).replaceAll("");
        page = withContents(OUTSIDE.matcher(page).replaceAll(""));
        page = page.replaceFirst("</head>", Matcher.quoteReplacement("<style>" + STYLE + "</style></head>"));
        String formulas = MathPages.script(page);
        int end = page.lastIndexOf("</body>");
        return end < 0 ? page + formulas : page.substring(0, end) + formulas + page.substring(end);
    }

    /** The first heading as the page's title, those of the second level as its contents. */
    private static String withContents(String page) {
        StringBuilder contents = new StringBuilder();
        Matcher heading = HEADING.matcher(page);
        String title = null;
        while (heading.find()) {
            if (heading.group(1).equals("2")) {
                contents.append("<li><a href=\"#")
                        .append(heading.group(2))
                        .append("\">")
                        .append(heading.group(3).replaceAll("</?a\\b[^>]*>", ""))
                        .append("</a></li>");
            } else if (title == null) {
                title = heading.group(3).replaceAll("<[^>]*>", "");
            }
        }
        String nav = "<nav class=\"contents\" aria-label=\"Contents\"><ol>" + contents + "</ol></nav>\n<main>";
        String named = title == null
                ? page
                : page.replaceFirst(
                        "<title>[^<]*</title>",
                        Matcher.quoteReplacement("<title>" + title + " · EGPO Notebooks</title>"));
        return contents.isEmpty() ? named : named.replaceFirst("<main>", Matcher.quoteReplacement(nav));
    }

    /** Each picture with the text that stands for it where there are no pictures. */
    static String described(String html, JsonNode notebook) {
        String page = html;
        for (JsonNode output : notebook.findValues("data")) {
            if (output.has("image/png")) {
                String text = Html.escape(
                        ExecutedNotebook.text(output.path("text/plain")).replaceAll("^\\[|]$", ""));
                page = page.replaceFirst(NO_ALT, Matcher.quoteReplacement("alt=\"" + text + "\""));
            }
        }
        return page;
    }

    /** Links between notebooks lead to their pages where there are some, others to where they led from the notebook. */
    String linked(String html) {
        return LINK.matcher(html).replaceAll(m -> {
            Path file = notebooks.resolve(m.group(1)).normalize();
            String to = file.getFileName().toString();
            // The road map, from a chapter or from the solutions below it.
            String page =
                    m.group(1).matches("(\\.\\./)?README\\.md") ? "index.html" : to.replaceFirst("ipynb$", "html");
            boolean isPage = !page.equals(to) && Files.exists(target.resolve(page));
            String link = isPage || !Files.exists(file)
                    ? isPage ? page : m.group(1)
                    : target.relativize(file).toString().replace('\\', '/');
            String anchor = m.group(2) == null ? "" : m.group(2);
            return Matcher.quoteReplacement("href=\"" + link + anchor + "\"");
        });
    }

    private Map<String, Object> index(List<ExecutedNotebook> executed) throws IOException {
        Path readme = notebooks.resolve("README.md");
        StringBuilder b = new StringBuilder(Files.exists(readme) ? Files.readString(readme) : "# Notebooks\n");
        b.append("\n## This run\n\n| notebook | seconds | code cells | result |\n|---|--:|--:|---|\n");
        for (ExecutedNotebook n : executed) {
            String title = n.title().replace("|", "\\|");
            b.append("| ").append(n.file() == null ? title : "[" + title + "](" + n.name() + ".html)");
            b.append(String.format(
                    Locale.ROOT, n.seconds() > 0 ? " | %.1f | %d | " : " | | %2$d | ", n.seconds(), n.cells()));
            b.append(n.isOk() ? "ok" : "**failed:** " + Html.escape(n.error()).replace("|", "\\|"))
                    .append(" |\n");
        }
        Map<String, Object> cell =
                Map.of("cell_type", "markdown", "id", "i", "metadata", Map.of(), "source", b.toString());
        return Map.of(
                "cells",
                List.of(cell),
                "metadata",
                Map.of("title", "EGPO Notebooks"),
                "nbformat",
                4,
                "nbformat_minor",
                5);
    }
}
