package org.egpo.notebook;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.knowm.xchart.XYChart;
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
        boolean isMoved = beginBefore(chart);
        BufferedImage image =
                new BufferedImage(DENSITY * chart.getWidth(), DENSITY * chart.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.scale(DENSITY, DENSITY);
            chart.paint(g, chart.getWidth(), chart.getHeight());
        } finally {
            g.dispose();
            if (isMoved) {
                ((XYChart) chart).getStyler().setXAxisMin(null);
            }
        }
        return Bundles.encodePng(Palette.reduce(image));
    }

    /**
     * XChart labels many evenly spaced points by their number, 1, 20, 39; an axis that begins a trifle before them gets round ones.
     *
     * @return whether it begins there now
     */
    private static boolean beginBefore(Chart<?, ?> chart) {
        if (!(chart instanceof XYChart xy)
                || xy.getStyler().getXAxisMin() != null
                || xy.getStyler().isXAxisLogarithmic()) {
            return false;
        }
        double[] x = xy.getSeriesCollection().stream()
                .flatMapToDouble(s -> Arrays.stream(s.getXData()))
                .distinct()
                .sorted()
                .toArray();
        if (x.length > 10) {
            xy.getStyler().setXAxisMin(x[0] - 1e-6 * (x[x.length - 1] - x[0]));
        }
        return x.length > 10;
    }
}
