package org.egpo.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final Color GRPO = new Color(0x0072B2);
    private static final Color EGPO = new Color(0xD55E00);
    private static final Color BASE = new Color(0x4D4D4D);
    /** Okabe and Ito's palette without its yellow, which is too faint on white; the colours that mean something come last. */
    private static final Color[] SERIES = {
        new Color(0x009E73), new Color(0xCC79A7), new Color(0x56B4E9), new Color(0xE69F00), GRPO, EGPO, BASE
    };
    /** What the name of a line has behind it where a band is meant. */
    static final String BAND = ", all seeds";

    private static final Map<String, Color> OWN = Map.of("GRPO", GRPO, "EGPO", EGPO, "base", BASE);
    private static final Color CARD = new Color(0xFCFCFD);
    private static final Color INK = new Color(0x333A45);
    private static final Color GRID = new Color(0xE1E4E8);

    private Theme() {}

    /** The colour of the i-th series, going round. */
    public static Color color(int i) {
        return SERIES[Math.floorMod(i, SERIES.length)];
    }

    /** GRPO, EGPO and the model before both have one colour everywhere; the others those that are left, a band that of its line. */
    static void color(Collection<? extends Series> all) {
        List<Color> left = new ArrayList<>(List.of(SERIES));
        left.removeIf(c -> all.stream().anyMatch(s -> OWN.containsKey(s.getName())) && OWN.containsValue(c));
        Map<String, Color> colors = new HashMap<>(OWN);
        for (Series s : all) {
            String name = s.getName().replace(BAND, "");
            Color color = colors.computeIfAbsent(name, n -> left.get((colors.size() - OWN.size()) % left.size()));
            if (s instanceof MarkerSeries marked && marked.getLineColor() == null) {
                marked.setLineColor(color);
                marked.setFillColor(color);
                marked.setMarkerColor(marked.getMarkerColor() == null ? color : marked.getMarkerColor());
            } else if (s instanceof MarkerSeries band && s.getName().endsWith(BAND)) {
                band.setFillColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), 45));
            }
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
        styler.setDecimalPattern("#,##0.######");
        styler.setAxisTickLabelsColor(INK);
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setChartFontColor(INK);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        styler.setChartTitleBoxVisible(false);
        styler.setChartPadding(12);
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
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
