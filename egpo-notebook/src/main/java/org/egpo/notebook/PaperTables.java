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

    /** Table 5: accuracy in percent on ACEBench's normal questions. */
    public static Table aceBench() {
        return read("paper-acebench.csv", "The paper's table 5: ACEBench, accuracy %");
    }

    /** Figure 4b: accuracy of calls in percent on API-Bank. */
    public static Table apiBank() {
        return read("paper-apibank.csv", "The paper's figure 4b: API-Bank, accuracy %");
    }

    /** Table 6: accuracy in percent on the agentic parts of BFCL v4. */
    public static Table bfclAgentic() {
        return read("paper-bfcl-v4.csv", "The paper's table 6: BFCL v4, accuracy %");
    }

    private static Table read(String resource, String title) {
        try (InputStream in = PaperTables.class.getResourceAsStream(resource)) {
            return Table.read().csv(in).setName(title);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
