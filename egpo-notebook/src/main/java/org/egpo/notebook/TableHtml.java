package org.egpo.notebook;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A Tablesaw table as HTML: numbers aligned to the right, long cells cut (whole text on hovering), readable on light and
 * dark pages because it takes the page's own colours.
 */
final class TableHtml {
    static final int DEFAULT_ROWS = 10;
    private static final int CELL = 120;

    private TableHtml() {}

    static MimeBundle render(Table table, int maxRows) {
        if (maxRows < 1) {
            throw new IllegalArgumentException("maxRows is " + maxRows + "; at least 1 row must be shown");
        }
        int rows = Math.min(table.rowCount(), maxRows);
        StringBuilder b = new StringBuilder(1024);
        b.append(
                        "<div style=\"overflow-x:auto\" tabindex=\"0\"><table class=\"egpo-table\" style=\"border-collapse:collapse;")
                .append("font-variant-numeric:tabular-nums;margin:0.4em 0\">");
        if (table.name() != null && !table.name().isBlank()) {
            b.append("<caption style=\"text-align:left;font-weight:600;padding:0.2em 0;color:inherit\">")
                    .append(Html.escape(table.name()))
                    .append("</caption>");
        }
        header(b, table);
        List<List<String>> texts =
                table.columns().stream().map(c -> texts(c, rows)).toList();
        b.append("<tbody>");
        for (int r = 0; r < rows; r++) {
            b.append("<tr>");
            for (int c = 0; c < texts.size(); c++) {
                cell(b, isNumeric(table.column(c)), texts.get(c).get(r));
            }
            b.append("</tr>");
        }
        b.append("</tbody></table></div>");
        String note = note(table, rows);
        b.append("<div style=\"font-size:85%;opacity:0.7\">").append(note).append("</div>");
        return Bundles.html(b.toString(), plain(table, texts, rows) + "\n" + note);
    }

    private static String note(Table table, int shown) {
        int rows = table.rowCount();
        String size = String.format(
                Locale.ROOT,
                "%,d row%s × %d column%s",
                rows,
                rows == 1 ? "" : "s",
                table.columnCount(),
                table.columnCount() == 1 ? "" : "s");
        return shown < rows ? size + ", the first " + shown + " shown" : size;
    }

    private static void header(StringBuilder b, Table table) {
        b.append("<thead><tr>");
        for (Column<?> column : table.columns()) {
            b.append("<th style=\"text-align:")
                    .append(isNumeric(column) ? "right" : "left")
                    .append(";padding:0.3em 0.5em;border-bottom:2px solid currentColor\">")
                    .append(Html.escape(column.name()))
                    .append("</th>");
        }
        b.append("</tr></thead>");
    }

    private static void cell(StringBuilder b, boolean numeric, String whole) {
        b.append("<td style=\"text-align:").append(numeric ? "right" : "left");
        b.append(";padding:0.25em 0.5em;border-bottom:1px solid rgba(128,128,128,0.35);vertical-align:top\"");
        if (whole.length() > CELL) {
            b.append(" title=\"").append(Html.escape(whole)).append('"');
        }
        // Values stay on one line, long names break behind their signs.
        b.append('>')
                .append(Html.escape(cut(whole))
                        .replace("\n", "<br>")
                        .replaceAll(" ([±–→]) ", "\u00a0$1\u00a0")
                        .replaceAll("(?<=\\w)([_:])(?=\\w)", "$1<wbr>"))
                .append("</td>");
    }

    /** Cuts between code points, so that no half of a pair is left. */
    private static String cut(String s) {
        if (s.length() <= CELL) {
            return s;
        }
        int end = Character.isHighSurrogate(s.charAt(CELL - 2)) ? CELL - 2 : CELL - 1;
        return s.substring(0, end) + "…";
    }

    private static boolean isNumeric(Column<?> column) {
        return column instanceof NumericColumn<?>;
    }

    /** Numbers as people read them, those of a column with as many decimals each. */
    private static List<String> texts(Column<?> column, int rows) {
        boolean decimal = column instanceof DoubleColumn || column instanceof FloatColumn;
        double[] numbers = IntStream.range(0, decimal ? rows : 0)
                .filter(r -> !column.isMissing(r))
                .mapToDouble(r -> ((Number) column.get(r)).doubleValue())
                .toArray();
        DoubleFunction<String> format = Numbers.alike(numbers);
        return IntStream.range(0, rows)
                .mapToObj(r -> column.isMissing(r)
                        ? "–"
                        : decimal ? format.apply(((Number) column.get(r)).doubleValue()) : column.getString(r))
                .toList();
    }

    private static String plain(Table table, List<List<String>> texts, int rows) {
        StringBuilder b = new StringBuilder();
        for (int r = -1; r < rows; r++) {
            for (int c = 0; c < texts.size(); c++) {
                String name = table.columnNames().get(c);
                List<String> cells = texts.get(c).stream()
                        .map(t -> cut(t).replace('\n', ' '))
                        .toList();
                int width = Stream.concat(Stream.of(name), cells.stream())
                        .mapToInt(String::length)
                        .max()
                        .orElse(0);
                String format = isNumeric(table.column(c)) ? "%" + width + "s" : "%-" + width + "s";
                b.append(c == 0 ? "" : "  ")
                        .append(width == 0 ? "" : String.format(format, r < 0 ? name : cells.get(r)));
            }
            b.append('\n');
        }
        return b.toString().stripTrailing();
    }
}
