package org.egpo.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.knowm.xchart.internal.series.MarkerSeries;
import org.knowm.xchart.internal.series.Series;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The house theme: a quiet off-white card that is readable on light and dark pages, thin grid, colours that stay apart for
 * colour-blind readers (Okabe and Ito's palette).
 */
public final class Theme {
    /** Okabe and Ito's palette without its yellow, which is too faint on white. */
    private static final Color[] SERIES = {
        new Color(0x0072B2),
        new Color(0xD55E00),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0xE69F00),
        new Color(0x56B4E9),
        new Color(0x4D4D4D)
    };

    private static final Color CARD = new Color(0xFCFCFD);
    private static final Color INK = new Color(0x333A45);
    private static final Color GRID = new Color(0xE1E4E8);
    private static final String FONT = Font.SANS_SERIF;

    private Theme() {}

    /** The colour of the i-th series, going round. */
    public static Color color(int i) {
        return SERIES[Math.floorMod(i, SERIES.length)];
    }

    /** One colour for what is compared everywhere: GRPO, EGPO, and the model before both; else that of the i-th series. */
    static Color color(String name, int i) {
        int at = List.of("GRPO", "EGPO").indexOf(name);
        return at >= 0 ? SERIES[at] : name.equals("base") ? SERIES[SERIES.length - 1] : color(i);
    }

    static void color(Series series) {
        if (List.of("GRPO", "EGPO", "base").contains(series.getName()) && series instanceof MarkerSeries marked) {
            Color color = color(series.getName(), 0);
            marked.setLineColor(color);
            marked.setMarkerColor(color);
            marked.setFillColor(color);
        }
    }

    /** Puts a chart into the theme. */
    public static void apply(AxesChartStyler styler) {
        styler.setChartBackgroundColor(CARD);
        styler.setPlotBackgroundColor(CARD);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1f));
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setPlotContentSize(0.96);
        styler.setAxisTicksMarksVisible(false);
        styler.setAxisTickLabelsColor(INK);
        styler.setAxisTickLabelsFont(new Font(FONT, Font.PLAIN, 12));
        styler.setAxisTitleFont(new Font(FONT, Font.PLAIN, 12));
        styler.setChartFontColor(INK);
        styler.setChartTitleFont(new Font(FONT, Font.BOLD, 14));
        styler.setChartTitleBoxVisible(false);
        styler.setChartPadding(12);
        styler.setLegendFont(new Font(FONT, Font.PLAIN, 12));
        styler.setLegendBorderColor(CARD);
        styler.setLegendBackgroundColor(CARD);
        styler.setLegendPosition(Styler.LegendPosition.OutsideS);
        styler.setLegendLayout(Styler.LegendLayout.Horizontal);
        styler.setSeriesColors(SERIES);
        styler.setSeriesMarkers(new org.knowm.xchart.style.markers.Marker[] {SeriesMarkers.CIRCLE});
        styler.setMarkerSize(5);
        if (styler instanceof XYStyler xy) {
            xy.setSeriesLines(new BasicStroke[] {new BasicStroke(2f)});
        }
    }
}
