package org.egpo.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.Histogram;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Charts in the house theme, ready for {@link Show#chart}. They are plain XChart objects: style them further, or build
 * your own and hand them to {@link Theme#apply}.
 */
public final class Charts {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;

    private Charts() {}

    /** An empty line chart; add series with {@code chart.addSeries(name, x, y)}. */
    public static XYChart lines(String title, String xLabel, String yLabel) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xLabel)
                .yAxisTitle(yLabel)
                .build();
        Theme.apply(chart.getStyler());
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        return chart;
    }

    /** An empty scatter plot. */
    public static XYChart scatter(String title, String xLabel, String yLabel) {
        XYChart chart = lines(title, xLabel, yLabel);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        chart.getStyler().setMarkerSize(7);
        return chart;
    }

    /** A line, or points; of one value a point, of none nothing, which XChart refuses. */
    static void add(XYChart chart, String name, double[] x, double[] y) {
        if (y.length == 0) {
            return;
        }
        XYSeries series = chart.addSeries(name, x, y);
        boolean isLine = chart.getStyler().getDefaultSeriesRenderStyle() == XYSeries.XYSeriesRenderStyle.Line;
        series.setMarker(isLine && y.length > 1 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
    }

    /** One bar for each label. */
    public static CategoryChart bars(String title, String yLabel, Map<String, ? extends Number> values) {
        CategoryChart chart = bars(title, yLabel);
        if (!values.isEmpty()) {
            chart.addSeries(yLabel, new ArrayList<>(values.keySet()), new ArrayList<Number>(values.values()));
        }
        chart.getStyler().setLegendVisible(false);
        return chart;
    }

    /** An empty bar chart for several series over the same labels: {@code chart.addSeries(name, labels, values)}. */
    public static CategoryChart bars(String title, String yLabel) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .yAxisTitle(yLabel)
                .build();
        Theme.apply(chart.getStyler());
        chart.getStyler().setAvailableSpaceFill(0.7);
        chart.getStyler().setXAxisLabelRotation(0);
        // Turned labels begin at the axis, under their bars.
        chart.getStyler().setXAxisLabelAlignmentVertical(AxesChartStyler.TextAlignment.Right);
        chart.getStyler().setDefaultSeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Bar);
        return chart;
    }

    /**
     * Bars with whiskers, such as accuracies with their confidence intervals.
     *
     * @param low lower ends, one for each value; NaN for a bar without whiskers
     * @param high upper ends, likewise
     */
    public static CategoryChart barsWithIntervals(
            String title, String yLabel, List<String> labels, double[] values, double[] low, double[] high) {
        if (labels.size() != values.length || low.length != values.length || high.length != values.length) {
            throw new IllegalArgumentException(
                    "labels, values, low and high have " + labels.size() + ", " + values.length + ", " + low.length
                            + " and " + high.length + " entries; they must have as many each");
        }
        CategoryChart chart = labelled(bars(title, yLabel), labels.size());
        chart.getStyler().setLegendVisible(false);
        if (labels.isEmpty()) {
            return chart;
        }
        List<Double> heights = new ArrayList<>();
        List<Double> middles = new ArrayList<>();
        List<Double> halves = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            boolean known = !Double.isNaN(low[i]) && !Double.isNaN(high[i]);
            heights.add(values[i]);
            middles.add(known ? (low[i] + high[i]) / 2 : null);
            halves.add(known ? (high[i] - low[i]) / 2 : 0);
        }
        chart.addSeries(yLabel, labels, heights);
        // XChart's whiskers are symmetric, intervals are not: the whiskers belong to an invisible series at their
        // middles.
        chart.addSeries("interval", labels, middles, halves)
                .setChartCategorySeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Scatter)
                .setMarker(SeriesMarkers.NONE);
        chart.getStyler().setOverlapped(true);
        return chart;
    }

    /**
     * Dots over the bars of a chart, such as the single measurements behind means.
     *
     * @param values one for each label, null for none
     */
    static void addDots(CategoryChart chart, String name, List<String> labels, List<Double> values) {
        CategorySeries dots = chart.addSeries(name, labels, values);
        dots.setChartCategorySeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Scatter);
        dots.setMarker(SeriesMarkers.CIRCLE);
        dots.setMarkerColor(Theme.color(1));
    }

    /** Room for many or long labels: turned, and none left out. XChart takes no 1. */
    static CategoryChart labelled(CategoryChart chart, int labels) {
        chart.getStyler().setXAxisLabelRotation(60);
        chart.getStyler().setXAxisMaxLabelCount(Math.max(2, labels));
        return chart;
    }

    /** @param bins number of bars, at least 1; values that are not finite do not count */
    public static CategoryChart histogram(String title, String xLabel, double[] values, int bins) {
        List<Double> finite =
                Arrays.stream(values).filter(Double::isFinite).boxed().toList();
        Map<String, Double> counts = new LinkedHashMap<>();
        if (!finite.isEmpty()) {
            Histogram histogram = new Histogram(finite, bins);
            for (int i = 0; i < histogram.getxAxisData().size(); i++) {
                counts.merge(
                        Numbers.text(histogram.getxAxisData().get(i)),
                        histogram.getyAxisData().get(i),
                        Double::sum);
            }
        }
        CategoryChart chart = bars(title, "count", counts);
        chart.setXAxisTitle(xLabel);
        chart.getStyler().setAvailableSpaceFill(0.95);
        chart.getStyler().setXAxisMaxLabelCount(10);
        return chart;
    }
}
