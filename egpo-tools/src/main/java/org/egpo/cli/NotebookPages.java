package org.egpo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

    private final Path target;

    NotebookPages(Path target) {
        this.target = target;
    }

    void write(List<ExecutedNotebook> notebooks, Nbconvert nbconvert) throws IOException, InterruptedException {
        List<Path> files = notebooks.stream()
                .map(ExecutedNotebook::file)
                .filter(Objects::nonNull)
                .toList();
        if (!files.isEmpty()) {
            nbconvert.toHtml(files, target);
        }
        for (ExecutedNotebook n : notebooks) {
            if (n.file() != null) {
                Path page = target.resolve(n.name() + ".html");
                WholeFile.write(page, selfContained(Files.readString(page)));
            }
        }
        WholeFile.write(target.resolve("index.html"), index(notebooks));
    }

    static String selfContained(String html) {
        String page = MATHJAX.matcher(html).replaceAll("");
        page = OUTSIDE.matcher(page).replaceAll("");
        String formulas = MathPages.script(page);
        int end = page.lastIndexOf("</body>");
        return end < 0 ? page + formulas : page.substring(0, end) + formulas + page.substring(end);
    }

    private static String index(List<ExecutedNotebook> notebooks) {
        StringBuilder b = new StringBuilder(
                """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>EGPO Notebooks</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <style>
                :root { color-scheme: light dark; }
                body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
                table { border-collapse: collapse; width: 100%; }
                th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid rgba(128,128,128,.35); }
                td.n { text-align: right; font-variant-numeric: tabular-nums; }
                .failed { color: #d1242f; }
                </style></head><body><h1>EGPO Notebooks</h1>
                <table><thead><tr><th>notebook</th><th>seconds</th><th>code cells</th><th>result</th></tr></thead><tbody>
                """);
        for (ExecutedNotebook n : notebooks) {
            String title = Html.escape(n.title());
            String link = n.file() == null ? title : "<a href=\"" + Html.escape(n.name()) + ".html\">" + title + "</a>";
            b.append("<tr><td>").append(link);
            b.append(String.format(
                    Locale.ROOT, "</td><td class=\"n\">%.1f</td><td class=\"n\">%d</td>", n.seconds(), n.cells()));
            b.append(n.isOk() ? "<td>ok</td>" : "<td class=\"failed\">" + Html.escape(n.error()) + "</td>");
            b.append("</tr>\n");
        }
        return b.append("</tbody></table></body></html>\n").toString();
    }
}
