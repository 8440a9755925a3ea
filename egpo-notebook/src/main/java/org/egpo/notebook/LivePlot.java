package org.egpo.notebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Curves that grow while a cell runs.
 *
 * <pre>{@code
 * try (LivePlot plot = new LivePlot("Average reward", "step", "reward")) {
 *     plot.add("EGPO", step, reward);
 * }
 * }</pre>
 */
public final class LivePlot implements AutoCloseable {
    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final Live live;
    private final Map<String, Curve> curves = new LinkedHashMap<>();

    private record Curve(List<Double> x, List<Double> y) {}

    public LivePlot(String title, String xLabel, String yLabel) {
        this(title, xLabel, yLabel, new Live());
    }

    LivePlot(String title, String xLabel, String yLabel, Live live) {
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
        this.live = live;
    }

    /** Adds a point to a curve, which is made at its first point. Points that are not finite leave a gap. */
    public synchronized void add(String curve, double x, double y) {
        Curve c = curves.computeIfAbsent(curve, k -> new Curve(new ArrayList<>(), new ArrayList<>()));
        c.x.add(x);
        c.y.add(Double.isFinite(y) ? y : null);
        if (live.isDue()) {
            live.chart(chart());
        }
    }

    /** Adds a point to a curve, and the mean of its last points to another. */
    public synchronized void addWithMean(String curve, double x, double y, int points) {
        add(curve, x, y);
        List<Double> all = curves.getOrDefault(curve, new Curve(List.of(), List.of())).y;
        double mean = all.subList(Math.max(0, all.size() - points), all.size()).stream()
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
        add("mean of " + points, x, mean);
    }

    /** The chart as it stands. */
    public synchronized XYChart chart() {
        XYChart chart = Charts.lines(title, xLabel, yLabel);
        curves.forEach((name, c) -> chart.addSeries(name, new ArrayList<>(c.x), new ArrayList<>(c.y))
                .setMarker(SeriesMarkers.NONE));
        return chart;
    }

    @Override
    public synchronized void close() {
        if (!curves.isEmpty()) {
            live.chart(chart());
        }
        live.close();
    }
}
