package org.egpo.notebook;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.knowm.xchart.internal.chartpart.Chart;

/** A chart as a PNG at twice its size: sharp on screens of high density, and smaller than SVG in every kernel, with its numbers as CSV. */
final class ChartPng {
    private static final int DENSITY = 2;
    private static final String NOTHING = ": there is nothing to draw";

    private ChartPng() {}

    static MimeBundle render(Chart<?, ?> chart) {
        String title = chart.getTitle() == null || chart.getTitle().isBlank() ? "chart" : chart.getTitle();
        if (chart.getSeriesCollection().isEmpty() && !title.endsWith(NOTHING)) {
            title += NOTHING;
            chart.setTitle(title);
        }
        MimeBundle png = Bundles.png(encode(chart), chart.getWidth(), "[chart: " + title + "]");
        Map<String, Object> data = new LinkedHashMap<>(png.data());
        data.put("text/csv", ChartCsv.of(chart));
        return new MimeBundle(data, png.metadata());
    }

    static byte[] encode(Chart<?, ?> chart) {
        Theme.color(chart.getSeriesCollection());
        BufferedImage image =
                new BufferedImage(DENSITY * chart.getWidth(), DENSITY * chart.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.scale(DENSITY, DENSITY);
            chart.paint(g, chart.getWidth(), chart.getHeight());
        } finally {
            g.dispose();
        }
        return Bundles.encodePng(Palette.reduce(image));
    }
}
