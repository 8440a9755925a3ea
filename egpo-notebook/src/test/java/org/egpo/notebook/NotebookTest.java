package org.egpo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class NotebookTest {

    private static String html(MimeBundle b) {
        return (String) b.data().get("text/html");
    }

    private static String plain(MimeBundle b) {
        return (String) b.data().get("text/plain");
    }

    @Test
    void modelTextInATableCannotBecomeMarkup() {
        Table t = Table.create("<b>", StringColumn.create("x<y", List.of("<script>alert('1')</script>")));
        String html = html(TableHtml.render(t, 10));
        assertFalse(html.contains("<script>"));
        assertFalse(html.contains("<b>"));
        assertTrue(html.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"));
    }

    @Test
    void tablesShowTheFirstRowsAndSaySo() {
        Table t = Table.create(
                "n",
                IntColumn.create("i", java.util.stream.IntStream.range(0, 25).toArray()));
        MimeBundle b = TableHtml.render(t, 10);
        assertEquals(11, html(b).split("<tr>", -1).length - 1);
        assertTrue(html(b).contains("25 rows × 1 column, the first 10 shown"));
        assertTrue(plain(b).contains("25 rows × 1 column, the first 10 shown"));
    }

    @Test
    void numbersAreAlignedToTheRightAndTextToTheLeft() {
        Table t =
                Table.create("t", DoubleColumn.create("value", 0.123456789), StringColumn.create("name", List.of("a")));
        String html = html(TableHtml.render(t, 10));
        assertTrue(html.matches("(?s).*text-align:right[^>]*>value<.*"));
        assertTrue(html.matches("(?s).*text-align:left[^>]*>name<.*"));
        assertTrue(html.contains(">0.1235<"));
    }

    @Test
    void missingValuesAndEmptyTablesAreShown() {
        Table t = Table.create("t", DoubleColumn.create("v", Double.NaN));
        assertTrue(html(TableHtml.render(t, 10)).contains(">–<"));
        assertTrue(html(TableHtml.render(t.emptyCopy(), 10)).contains("0 rows × 1 column"));
        assertThrows(IllegalArgumentException.class, () -> TableHtml.render(t, 0));
    }

    @Test
    void longCellsAreCutBetweenCodePoints() {
        String whole = "x".repeat(118) + "😀".repeat(10);
        String html = html(TableHtml.render(Table.create("t", StringColumn.create("s", List.of(whole))), 10));
        assertTrue(html.contains("x…<"));
        assertTrue(html.contains("title=\"" + whole));
    }

    @Test
    void numbersOfAChartNameTheirWhiskersAndKeepCommas() {
        double[] low = {0.5, 1};
        double[] high = {1.5, 3};
        String csv =
                ChartCsv.of(Charts.dotsWithIntervals("t", "y", List.of("a", "b,c"), new double[] {1, 2}, low, high));
        assertEquals("series,x,y,half\ny,a,1.0,\ny,\"b,c\",2.0,\ninterval,a,1.0,0.5\ninterval,\"b,c\",2.0,1.0\n", csv);
    }

    @Test
    void aBandReachesFromTheLowestToTheHighestSeed() {
        XYChart chart = Charts.lines("Reward", "step", "reward");
        Charts.add(chart, "GRPO", new double[] {1, 2}, new double[] {2, 3});
        Charts.addBand(chart, "GRPO", List.of(new double[] {1, 5}, new double[] {3, 1, 9}));
        String csv = ChartCsv.of(chart);
        String band = "GRPO, all seeds";
        assertTrue(
                csv.endsWith(String.format(
                        "\"%1$s\",1.0,1.0,\n\"%1$s\",2.0,1.0,\n\"%1$s\",2.0,5.0,\n\"%1$s\",1.0,3.0,\n", band)),
                csv);
    }

    @Test
    @Timeout(20)
    void histogramsHaveRoundStretches() {
        assertEquals(
                "series,x,y,half\ncount,10,2.0,\ncount,20,0.0,\ncount,30,1.0,\n",
                ChartCsv.of(Charts.histogram("t", "x", new double[] {12, 19, 31}, 3))
                        .replaceAll("\\.0,(?=\\d)", ","));
        for (double equal : new double[] {0, 5, -1e10, 1e300}) {
            String csv = ChartCsv.of(Charts.histogram("t", "x", new double[] {equal, equal}, 4));
            assertEquals(2, csv.lines().count(), csv);
        }
        double[] wide = {-1.7e308, 1.7e308};
        assertTrue(ChartCsv.of(Charts.histogram("t", "x", wide, 4)).lines().count() > 4);
    }

    @Test
    void whatIsComparedEverywhereHasOneColour() {
        XYChart alone = Charts.lines("Reward", "step", "reward");
        Charts.add(alone, "GRPO", new double[] {1, 2}, new double[] {2, 3});
        XYChart chart = Charts.lines("Reward", "step", "reward");
        for (String name : List.of("another", "EGPO", "one more", "GRPO")) {
            Charts.add(chart, name, new double[] {1, 2}, new double[] {2, 3});
        }
        Charts.addBand(chart, "another", List.of(new double[] {1, 5}, new double[] {3, 1}));
        ChartPng.encode(alone);
        ChartPng.encode(chart);
        assertEquals(line(alone, "GRPO"), line(chart, "GRPO"));
        assertEquals(
                4,
                Set.of(line(chart, "another"), line(chart, "EGPO"), line(chart, "one more"), line(chart, "GRPO"))
                        .size());
        Color band = series(chart, "another, all seeds").getFillColor();
        assertEquals(line(chart, "another"), new Color(band.getRed(), band.getGreen(), band.getBlue()));
    }

    private static Color line(XYChart chart, String name) {
        return series(chart, name).getLineColor();
    }

    private static XYSeries series(XYChart chart, String name) {
        return chart.getSeriesCollection().stream()
                .filter(s -> s.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void chartsArePicturesOfTwiceTheirSize() throws Exception {
        XYChart chart = Charts.lines("Reward", "step", "reward");
        chart.addSeries("a", new double[] {1, 2, 3}, new double[] {1, 4, 9});
        MimeBundle b = ChartPng.render(chart);
        byte[] png = Base64.getDecoder().decode((String) b.data().get("image/png"));
        assertEquals(
                2 * chart.getWidth(),
                ImageIO.read(new ByteArrayInputStream(png)).getWidth());
        assertEquals(Map.of("image/png", Map.of("width", chart.getWidth())), b.metadata());
        assertEquals("[chart: Reward]", plain(b));
        assertEquals(
                "series,x,y,half\na,1.0,1.0,\na,2.0,4.0,\na,3.0,9.0,\n",
                b.data().get("text/csv"));
    }

    @Test
    void aPaletteKeepsFrequentColoursAndTakesTheNearestForOthers() {
        BufferedImage image = new BufferedImage(300, 20, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 300; x++) {
            for (int y = 0; y < 20; y++) {
                // 200 colours in whole columns; in the others, each pixel a colour of its own, one step from a frequent
                // one.
                int frequent = x % 200 << 16 | 0x4080;
                image.setRGB(x, y, x < 200 || y > 0 ? frequent : frequent + 1);
            }
        }
        BufferedImage reduced = Palette.reduce(image);
        assertTrue(((IndexColorModel) reduced.getColorModel()).getMapSize() <= 256);
        for (int x = 0; x < 300; x++) {
            for (int y = 0; y < 20; y++) {
                int off = Math.abs((reduced.getRGB(x, y) & 0xff) - (image.getRGB(x, y) & 0xff));
                assertTrue(off <= 1, x + ", " + y);
                assertEquals(image.getRGB(x, y) >> 8, reduced.getRGB(x, y) >> 8, x + ", " + y);
                assertTrue(off == 0 || y == 0);
            }
        }
    }

    @Test
    void anImageOfFewColoursStaysAsItIs() {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, i * 0x010203);
        }
        BufferedImage reduced = Palette.reduce(image);
        for (int i = 0; i < 256; i++) {
            assertEquals(image.getRGB(i % 16, i / 16), reduced.getRGB(i % 16, i / 16));
        }
    }

    @Test
    void tablesChartsAndArraysAreShownAsValues() {
        FakeBridge bridge = new FakeBridge();
        Values.uniform(bridge);
        Map<String, Object> table =
                bridge.renderers.get(Table.class).apply(Table.create("empty")).data();
        assertTrue(table.get("text/html").toString().contains("<table"), table.toString());
        Object chart = new org.knowm.xchart.XYChartBuilder().build();
        assertTrue(bridge.renderers
                .get(org.knowm.xchart.internal.chartpart.Chart.class)
                .apply(chart)
                .data()
                .containsKey("image/png"));
        Object array = new int[][] {{1, 2}, {3}};
        assertEquals(
                "[[1, 2], [3]]",
                bridge.renderers.get(Object.class).apply(array).data().get("text/plain"));
    }

    @Test
    void updatesCloseTogetherAreHeldBackAndTheLastIsDrawn() {
        FakeBridge bridge = new FakeBridge();
        try (Live live = new Live(bridge)) {
            for (int i = 0; i < 1000; i++) {
                live.text("state " + i);
            }
        }
        assertEquals("display state 0", bridge.events.get(0));
        assertEquals("update state 999", bridge.events.get(bridge.events.size() - 1));
        assertTrue(bridge.events.size() < 200, "updates are throttled: " + bridge.events.size());
    }

    @Test
    void progressTellsRateAndTimeLeft() {
        long[] now = {0};
        Progress p = new Progress("work", 10, new Live(new FakeBridge()), () -> now[0]);
        now[0] = 2_000_000_000L;
        p.to(4);
        assertEquals("work  4/10, 2/s, 3.0 s left", plain(p.bundle()));
        now[0] = 100_000_000_000L;
        p.to(5);
        assertEquals("work  5/10, 20 s each, 1 min 40 s left", plain(p.bundle()));
    }

    @Test
    void aWalkUnderAProgressBarEndsAtAnInterrupt() {
        int seen = 0;
        try {
            for (int i : Progress.over("walk", List.of(1, 2, 3))) {
                seen = i;
                Thread.currentThread().interrupt();
            }
        } catch (CancellationException e) {
            assertEquals("interrupted after 1 of 3", e.getMessage());
        }
        assertEquals(1, seen);
        assertFalse(Thread.interrupted());
    }

    @Test
    void livePlotsKeepEveryPoint() {
        FakeBridge bridge = new FakeBridge();
        try (LivePlot plot = new LivePlot("t", "x", "y", new Live(bridge))) {
            for (int i = 0; i < 50; i++) {
                plot.add("a", i, i);
            }
            assertEquals(50, plot.chart().getSeries("a").getXData().length);
        }
        assertEquals(
                "image/png", bridge.bundles.get(0).data().keySet().iterator().next());
    }

    @Test
    void strippedHtmlReadsAsText() {
        assertEquals("a\tb\nc & d", Html.strip("<style>x{}</style><tr><td>a</td><td>b</tr>c &amp; d"));
        assertEquals("&lt;a href=&quot;x&quot;&gt;", Html.escape("<a href=\"x\">"));
    }

    @Test
    void numbersReadWell() {
        assertEquals("1,234", Numbers.text(1234));
        assertEquals("0.3333", Numbers.text(1 / 3.0));
        assertEquals("1.000e-05", Numbers.text(1e-5));
        assertEquals("NaN", Numbers.text(Double.NaN));
        assertEquals("0", Numbers.text(0));
    }

    @Test
    void theNumbersOfAColumnHaveAsManyDecimals() {
        assertEquals(List.of("48.00", "78.67", "7.33"), alike(48, 78.666667, 7.333333));
        assertEquals(List.of("0.1728", "0.0947"), alike(0.1728, 0.09467));
        assertEquals(List.of("25.0", "28.5"), alike(25, 28.5));
        assertEquals(List.of("5", "1,000"), alike(5, 1000));
        // A small number is never shown as none.
        assertEquals(List.of("0.004", "12.3", "0"), alike(0.004, 12.3, 0));
        assertEquals(List.of("1.000e-05", "0.5"), alike(1e-5, 0.5));
        assertEquals(List.of("∞", "0.25"), alike(Double.POSITIVE_INFINITY, 0.25));
    }

    private static List<String> alike(double... numbers) {
        return Arrays.stream(numbers).mapToObj(Numbers.alike(numbers)).toList();
    }

    @Test
    void anAxisOfManyStepsHasRoundLabelsAndIsLeftAsItWas() {
        XYChart chart = Charts.lines("t", "step", "y");
        double[] steps = IntStream.rangeClosed(1, 50).mapToDouble(i -> i).toArray();
        chart.addSeries("EGPO", steps, steps);
        Set<Double> labelled = new TreeSet<>();
        chart.getStyler().setXAxisTickLabelsFormattingFunction(x -> {
            labelled.add(x);
            return String.valueOf(x.intValue());
        });
        ChartPng.encode(chart);
        assertTrue(labelled.stream().allMatch(x -> x < 1 || x % 5 == 0), labelled.toString());
        assertEquals(null, chart.getStyler().getXAxisMin());
    }
}
