package org.egpo.notebook;

import java.util.UUID;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * Shows things below the running cell, on any Java kernel; outside a notebook the plain-text form goes to standard output.
 * No method returns a value, so a cell may end with any of them.
 */
public final class Show {
    private Show() {}

    /** HTML as it is; texts of models must pass {@link Html#escape} first. */
    public static void html(String html) {
        bundle(Bundles.html(html));
    }

    public static void markdown(String markdown) {
        bundle(Bundles.of("text/markdown", markdown, markdown));
    }

    public static void text(String text) {
        bundle(Bundles.of("text/plain", text, text));
    }

    /** The first ten rows of a table, with the number of rows below. */
    public static void table(Table table) {
        table(table, TableHtml.DEFAULT_ROWS);
    }

    /** @param maxRows rows to show at most, at least 1 */
    public static void table(Table table, int maxRows) {
        bundle(TableHtml.render(table, maxRows));
    }

    /** A chart in the house theme, drawn at twice its size so that it is sharp on high-density screens. */
    public static void chart(Chart<?, ?> chart) {
        bundle(ChartPng.render(chart));
    }

    /** Shows a bundle of your own and returns nothing; see {@link Live} for outputs that change. */
    public static void bundle(MimeBundle bundle) {
        KernelBridge.current().display(UUID.randomUUID().toString(), bundle);
    }

    /** The kernel that shows outputs: {@code ijava}, {@code jjava}, {@code rapaio} or {@code none}. */
    public static String kernelName() {
        return KernelBridge.current().name();
    }
}
