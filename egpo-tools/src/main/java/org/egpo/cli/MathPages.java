package org.egpo.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Formulas on pages that open offline: KaTeX inside the page, writing MathML, which browsers draw by themselves. */
final class MathPages {
    private static final String KATEX = "META-INF/resources/webjars/katex/0.16.4/dist/";

    private MathPages() {}

    /** The scripts for a page; empty for a page without formulas. */
    static String script(String page) {
        if (!page.contains("$")) {
            return "";
        }
        return "<script>" + resource(KATEX + "katex.min.js") + "</script>\n<script>"
                + resource(KATEX + "contrib/auto-render.min.js")
                + "</script>\n<script>renderMathInElement(document.body, {output: 'mathml', throwOnError: false, "
                + "delimiters: [{left: '$$', right: '$$', display: true}, {left: '$', right: '$', display: false}, "
                + "{left: '\\\\(', right: '\\\\)', display: false}, {left: '\\\\[', right: '\\\\]', display: true}]});"
                + "</script>\n";
    }

    /** A file of the library, fit to stand inside a page. */
    static String resource(String name) {
        try (InputStream in = MathPages.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the library is incomplete: " + name + " is missing; build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("</script", "<\\/script");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
