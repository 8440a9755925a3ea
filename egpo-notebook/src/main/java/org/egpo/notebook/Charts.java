package org.egpo.notebook;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.api.Table;

/**
 * Charts in the house theme, ready for {@link Show#chart}. They are plain XChart objects: style them further, or build
 * your own and hand them to {@link Theme#apply}.
 */
public final class Charts {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    /** Names in one picture; with more, the title says that there are. */
    private static final int NAMES = 40;

    private Charts() {}

    /** An empty line chart; add series with {@code chart.addSeries(name, x, y)}. */
    public static XYChart lines(String title, String xLabel, String yLabel) {
        XYChart chart = new XYChart(WIDTH, HEIGHT);
        chart.setTitle(title);
        chart.setXAxisTitle(xLabel);
        chart.setYAxisTitle(yLabel);
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

    /** Adds the band from the lowest to the highest of several curves from step 1 on, in the colour of the line of this name. */
    static void addBand(XYChart chart, String name, List<double[]> curves) {
        int length = curves.stream().mapToInt(c -> c.length).min().orElse(0);
        double[] x = new double[2 * length];
        double[] y = new double[2 * length];
        for (int i = 0; i < length; i++) {
            int at = i;
            int back = 2 * length - 1 - i;
            x[i] = x[back] = i + 1;
            y[i] = curves.stream().mapToDouble(c -> c[at]).min().orElse(Double.NaN);
            y[back] = curves.stream().mapToDouble(c -> c[at]).max().orElse(Double.NaN);
        }
        XYSeries band = chart.addSeries(name + Theme.BAND, x, y);
        band.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
        band.setShowInLegend(false);
        band.setMarker(SeriesMarkers.NONE);
        band.setLineColor(new Color(0, true));
    }

    /** One bar for each label. */
    public static CategoryChart bars(String title, String yLabel, Map<String, ? extends Number> values) {
        CategoryChart chart = bars(title, yLabel);
        if (!values.isEmpty()) {
            chart.addSeries(yLabel, new ArrayList<>(values.keySet()), new ArrayList<Number>(values.values()));
        }
        chart.getStyler().setLegendVisible(false);
        if (8 * String.join("  ", values.keySet()).length() < WIDTH) { // there is room for all names; XChart takes no 1
            chart.getStyler().setXAxisMaxLabelCount(Math.max(2, values.size()));
        }
        return chart;
    }

    /** An empty bar chart for several series over the same labels: {@code chart.addSeries(name, labels, values)}. */
    public static CategoryChart bars(String title, String yLabel) {
        CategoryChart chart = new CategoryChart(WIDTH, HEIGHT);
        chart.setTitle(title);
        chart.setYAxisTitle(yLabel);
        Theme.apply(chart.getStyler());
        chart.getStyler().setAvailableSpaceFill(0.7);
        chart.getStyler().setXAxisLabelRotation(0);
        chart.getStyler().setDefaultSeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Bar);
        return chart;
    }

    /**
     * Dots with whiskers, such as accuracies with their confidence intervals. The axis need not begin at 0.
     *
     * @param low lower ends, one for each value; NaN for a dot without whiskers
     * @param high upper ends, likewise
     */
    public static CategoryChart dotsWithIntervals(
            String title, String yLabel, List<String> labels, double[] values, double[] low, double[] high) {
        if (labels.size() != values.length || low.length != values.length || high.length != values.length) {
            throw new IllegalArgumentException(
                    "labels, values, low and high have " + labels.size() + ", " + values.length + ", " + low.length
                            + " and " + high.length + " entries; they must have as many each");
        }
        CategoryChart chart = bars(title, yLabel);
        chart.getStyler().setLegendVisible(false);
        // Room for long labels: turned, from the axis on, and none left out. XChart takes no 1.
        chart.getStyler().setXAxisLabelAlignmentVertical(AxesChartStyler.TextAlignment.Right);
        chart.getStyler().setXAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
        chart.getStyler().setXAxisLabelRotation(60);
        chart.getStyler().setXAxisMaxLabelCount(Math.max(2, labels.size()));
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
        chart.addSeries(yLabel, labels, heights)
                .setChartCategorySeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Scatter)
                .setMarker(SeriesMarkers.DIAMOND);
        chart.getStyler().setMarkerSize(9);
        // XChart's whiskers are symmetric, intervals are not: the whiskers belong to an invisible series at their
        // middles.
        chart.addSeries("interval", labels, middles, halves)
                .setChartCategorySeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Scatter)
                .setMarker(SeriesMarkers.NONE);
        chart.getStyler().setOverlapped(true);
        scale(chart);
        return chart;
    }

    /**
     * Crosses beside the dots of a chart, such as the single measurements behind means.
     *
     * @param values one for each label, null for none
     */
    static void addCrosses(CategoryChart chart, String name, List<String> labels, List<Double> values) {
        CategorySeries crosses = chart.addSeries(name, labels, values);
        crosses.setChartCategorySeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Scatter);
        crosses.setMarker(SeriesMarkers.CROSS);
        crosses.setMarkerColor(Theme.color(-1));
        scale(chart);
    }

    /** An axis from the lowest to the highest value, whiskers included, that does not go below 0 without need. */
    private static void scale(CategoryChart chart) {
        DoubleSummaryStatistics all = new DoubleSummaryStatistics();
        for (CategorySeries s : chart.getSeriesCollection()) {
            double[] y = s.getYData();
            double[] half = s.getExtraValues();
            for (int i = 0; i < y.length; i++) {
                double reach = half == null ? 0 : half[i];
                if (Double.isFinite(y[i])) {
                    all.accept(y[i] - reach);
                    all.accept(y[i] + reach);
                }
            }
        }
        if (all.getMax() > all.getMin()) {
            double margin = (all.getMax() - all.getMin()) / 10;
            double least = all.getMin() - margin;
            chart.getStyler().setYAxisMin(all.getMin() >= 0 ? Math.max(0, least) : least);
            chart.getStyler().setYAxisMax(all.getMax() + margin);
        }
    }

    /**
     * Lying bars for names of any length, the first row on top.
     *
     * @param rows the names in the first column
     * @param columns the numbers, a series for each column
     */
    public static HorizontalBarChart names(String title, String xLabel, Table rows, String... columns) {
        HorizontalBarChart chart = names(title, xLabel, rows.rowCount());
        Table first = rows.first(Math.min(NAMES, rows.rowCount()));
        for (String column : rows.isEmpty() ? new String[0] : columns) {
            List<Double> values = first.numberColumn(column).asDoubleColumn().asList();
            chart.addSeries(column, values, first.stringColumn(0).asList());
        }
        chart.getStyler().setLegendVisible(columns.length > 1);
        return chart;
    }

    /** How often each name occurs, the most frequent one on top. */
    static HorizontalBarChart ranking(String title, String xLabel, Map<String, ? extends Number> counts) {
        HorizontalBarChart chart = names(title, xLabel, counts.size());
        var most = counts.entrySet().stream()
                .sorted(Comparator.comparingDouble(e -> -e.getValue().doubleValue()))
                .limit(NAMES)
                .toList();
        if (!most.isEmpty()) {
            List<String> names = most.stream().map(e -> e.getKey()).toList();
            chart.addSeries(xLabel, most.stream().map(e -> e.getValue()).toList(), names);
        }
        chart.getStyler().setLegendVisible(false);
        return chart;
    }

    private static HorizontalBarChart names(String title, String xLabel, int rows) {
        HorizontalBarChart chart = new HorizontalBarChart(WIDTH, 110 + 26 * Math.max(3, Math.min(NAMES, rows)));
        chart.setTitle(rows > NAMES ? title + ", the first " + NAMES + " of " + rows : title);
        chart.setXAxisTitle(xLabel);
        Theme.apply(chart.getStyler());
        chart.getStyler().setAvailableSpaceFill(0.7);
        chart.getStyler().setLabelsVisible(false);
        // None is left out; the setter is named for the axis that has names in other charts, and takes no 1.
        chart.getStyler().setXAxisMaxLabelCount(Math.max(2, Math.min(NAMES, rows)));
        chart.getStyler().setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
        chart.getStyler().setPlotGridVerticalLinesVisible(true);
        chart.getStyler().setPlotGridHorizontalLinesVisible(false);
        return chart;
    }

    /**
     * How many values lie in each stretch of a round width, named by its beginning; equal values are one bar.
     *
     * @param bins number of bars, about; at least 1; values that are not finite do not count
     */
    public static CategoryChart histogram(String title, String xLabel, double[] values, int bins) {
        double[] finite =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        Map<String, Double> counts = new LinkedHashMap<>();
        if (finite.length > 0) {
            double most = finite[finite.length - 1];
            double wanted = most / bins - finite[0] / bins;
            double power = Math.pow(10, Math.floor(Math.log10(wanted)));
            double round = power * (wanted > 5 * power ? 10 : wanted > 2 * power ? 5 : wanted > power ? 2 : 1);
            double width = finite[0] < most ? round : Math.max(1, Math.abs(most));
            double first = Math.floor(finite[0] / width);
            double[] bars = new double[(int) (Math.floor(most / width) - first) + 1];
            Arrays.stream(finite).forEach(v -> bars[(int) (Math.floor(v / width) - first)]++);
            for (int i = 0; i < bars.length; i++) {
                String name = Numbers.text((first + i) * width);
                counts.put(counts.containsKey(name) ? String.valueOf((first + i) * width) : name, bars[i]);
            }
        }
        CategoryChart chart = bars(title, "count", counts);
        chart.setXAxisTitle(xLabel + ", from");
        chart.getStyler().setAvailableSpaceFill(0.95);
        chart.getStyler().setXAxisMaxLabelCount(Math.max(2, counts.size()));
        return chart;
    }
}
