package org.egpo.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.knowm.xchart.HorizontalBarSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.AxesChartSeriesCategory;
import org.knowm.xchart.internal.series.AxesChartSeriesNumerical;
import org.knowm.xchart.internal.series.Series;

/** The numbers of a chart as CSV, a line for each point: series, x, y, and half the length of its whisker where it has one. */
final class ChartCsv {
    private ChartCsv() {}

    static String of(Chart<?, ?> chart) {
        StringBuilder csv = new StringBuilder("series,x,y,half\n");
        for (Series s : chart.getSeriesCollection()) {
            List<?> x = List.of();
            List<?> y = List.of();
            double[] half = null;
            if (s instanceof AxesChartSeriesNumerical n) {
                x = list(n.getXData());
                y = list(n.getYData());
                half = n.getExtraValues();
            } else if (s instanceof AxesChartSeriesCategory c) {
                x = new ArrayList<>((Collection<?>) c.getXData());
                y = list(c.getYData());
                half = c.getExtraValues();
            } else if (s instanceof HorizontalBarSeries b) {
                x = b.getYData();
                y = b.getXData();
            }
            for (int i = 0; i < x.size(); i++) {
                String whisker = half == null ? "" : "" + half[i];
                csv.append(String.join(",", field(s.getName()), field(x.get(i)), field(y.get(i)), whisker) + "\n");
            }
        }
        return csv.toString();
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static String field(Object value) {
        String text = String.valueOf(value);
        return text.matches("[^\",\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
