package org.egpo.notebook;

import java.awt.image.RenderedImage;
import java.util.Arrays;
import java.util.Map;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/** How a cell's last value is shown. */
public final class Values {
    private Values() {}

    /**
     * Makes every kernel show cell values alike: tables and charts as pictures of themselves, arrays by element, anything
     * else as its plain text. The default kernel does so without being asked.
     */
    public static void uniform() {
        uniform(KernelBridge.current());
    }

    static void uniform(KernelBridge bridge) {
        bridge.register(Object.class, Values::plain);
        bridge.register(Table.class, table -> TableHtml.render(table, TableHtml.DEFAULT_ROWS));
        bridge.register(Chart.class, ChartPng::render);
    }

    private static MimeBundle plain(Object value) {
        if (value instanceof RenderedImage image) {
            return Bundles.png(Bundles.encodePng(image), 0, "[image]");
        }
        return new MimeBundle(Map.of("text/plain", text(value)));
    }

    private static String text(Object value) {
        if (value == null || !value.getClass().isArray()) {
            return String.valueOf(value);
        }
        String s = Arrays.deepToString(new Object[] {value});
        return s.substring(1, s.length() - 1);
    }
}
