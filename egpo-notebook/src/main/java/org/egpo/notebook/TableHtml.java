package org.egpo.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        b.append("<tbody>");
        for (int r = 0; r < rows; r++) {
            b.append("<tr>");
            for (Column<?> column : table.columns()) {
                cell(b, column, r);
            }
            b.append("</tr>");
        }
        b.append("</tbody></table></div>");
        String note = note(table, rows);
        b.append("<div style=\"font-size:85%;opacity:0.7\">").append(note).append("</div>");
        return Bundles.html(b.toString(), plain(table, rows) + "\n" + note);
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

    private static void cell(StringBuilder b, Column<?> column, int row) {
        String whole = text(column, row);
        b.append("<td style=\"text-align:").append(isNumeric(column) ? "right" : "left");
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

    /** Numbers as people read them: at most four significant decimals, no trailing zeros beyond the column's own. */
    private static String text(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "–";
        }
        if (column instanceof DoubleColumn || column instanceof FloatColumn) {
            return Numbers.text(((Number) column.get(row)).doubleValue());
        }
        return column.getString(row);
    }

    private static String plain(Table table, int rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(table.columnNames());
        for (int r = 0; r < rows; r++) {
            List<String> line = new ArrayList<>();
            for (Column<?> column : table.columns()) {
                line.add(cut(text(column, r)).replace('\n', ' '));
            }
            lines.add(line);
        }
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            for (int k = 0; k < table.columnCount(); k++) {
                int column = k;
                int width = lines.stream()
                        .mapToInt(l -> l.get(column).length())
                        .max()
                        .orElse(0);
                String format = isNumeric(table.column(k)) ? "%" + width + "s" : "%-" + width + "s";
                b.append(k == 0 ? "" : "  ")
                        .append(
                                width == 0
                                        ? ""
                                        : String.format(format, lines.get(i).get(k)));
            }
            b.append('\n');
        }
        return b.toString().stripTrailing();
    }
}
