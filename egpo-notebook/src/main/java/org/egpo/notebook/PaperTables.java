package org.egpo.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tech.tablesaw.api.Table;

/** Figures that the paper reports (arXiv 2508.05118 v4), to stand beside what you measure. */
public final class PaperTables {
    private PaperTables() {}

    /** Table 1: accuracy in percent on BFCL v3, official script of 26 August 2025. */
    public static Table bfcl() {
        return read("paper-bfcl-v3.csv", "The paper's table 1: BFCL v3, accuracy %");
    }

    private static Table read(String resource, String title) {
        try (InputStream in = PaperTables.class.getResourceAsStream(resource)) {
            return Table.read().csv(in).setName(title);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
