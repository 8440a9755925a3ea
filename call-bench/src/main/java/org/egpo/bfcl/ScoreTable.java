package org.egpo.bfcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The score table of one model as text for a terminal. */
public final class ScoreTable {
    private static final int MOST_DIVERGENCES = 20;
    private static final int MOST_IDS = 8;
    private static final int LONGEST_TEXT = 60;

    private ScoreTable() {}

    /** Table, leaderboard figures, divergences where asked for, and what was left out. */
    public static String of(ScoreReport report) {
        StringBuilder out = new StringBuilder();
        report.warnings().forEach(w -> out.append("!! ").append(w).append('\n'));
        out.append(report.model()).append('\n');
        List<ScoreRow> rows = report.table();
        boolean strict = rows.stream().anyMatch(r -> r.strictCorrect() >= 0);
        append(out, rows, strict);
        appendFigures(out, report);
        appendNotes(out, report, rows);
        if (strict) {
            appendDivergences(out, report.divergences());
        }
        return out.toString();
    }

    /** The rows as a table; with or without the column of the strict rules. */
    public static void append(StringBuilder out, List<ScoreRow> rows, boolean strict) {
        List<String> header = new ArrayList<>(List.of("category", "N", "correct", "accuracy", "95 % interval"));
        if (strict) {
            header.add("strict");
        }
        header.add("top error types");
        List<List<String>> cells = new ArrayList<>(List.of(header));
        rows.forEach(r -> cells.add(cells(r, strict)));
        append(out, cells);
    }

    /** Which files there are, and which tests have no answer. */
    public static String inventory(ScoreReport report) {
        StringBuilder out = new StringBuilder(report.model()).append(": inventory\n");
        List<List<String>> rows =
                new ArrayList<>(List.of(List.of("category", "answered", "left out", "missing", "ids")));
        for (CategoryReport c : report.categories()) {
            List<String> ids = c.missing();
            String named = String.join(", ", ids.subList(0, Math.min(MOST_IDS, ids.size())));
            rows.add(List.of(
                    c.category(),
                    String.valueOf(c.cases().size()),
                    String.valueOf(c.skipped().size()),
                    String.valueOf(c.of() - c.cases().size()),
                    named + (ids.size() > MOST_IDS ? ", …" : "")));
        }
        append(out, rows);
        report.skipped().forEach(s -> out.append("    ").append(s).append('\n'));
        out.append("  no file: ").append(String.join(", ", report.missing())).append('\n');
        return out.toString();
    }

    private static List<String> cells(ScoreRow r, boolean strict) {
        List<String> cells = new ArrayList<>(List.of(
                r.category(),
                r.tests() == r.of() ? String.valueOf(r.tests()) : r.tests() + " of " + r.of(),
                String.valueOf(r.correct()),
                r.tests() == 0 ? "no answer" : Figure.percent(r.accuracy()),
                r.tests() == 0 ? "" : String.format(Locale.ROOT, "%.1f – %.1f", 100 * r.low(), 100 * r.high())));
        if (strict) {
            cells.add(
                    r.tests() == 0 || r.strictCorrect() < 0
                            ? ""
                            : Figure.percent((double) r.strictCorrect() / r.tests()));
        }
        cells.add(r.topErrors().stream().map(ScoreRow.ErrorCount::toString).collect(Collectors.joining(", ")));
        return cells;
    }

    private static void append(StringBuilder out, List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                String pad = " ".repeat(widths[i] - row.get(i).length());
                boolean left = i == 0 || i == columns - 1;
                out.append(i == 0 ? "  " : "  ").append(left ? row.get(i) : pad + row.get(i));
                out.append(left && i < columns - 1 ? pad : "");
            }
            out.append('\n');
        }
    }

    private static void appendFigures(StringBuilder out, ScoreReport report) {
        Leaderboard board = report.leaderboard();
        out.append("  ")
                .append(report.weights().name().toLowerCase(Locale.ROOT))
                .append(": overall ");
        out.append(board.overall().display());
        board.groups().forEach((name, group) -> out.append(", ")
                .append(name)
                .append(' ')
                .append(group.get("overall").display()));
        out.append(", irrelevance ").append(board.irrelevance().display());
        out.append(", relevance ").append(board.relevance().display()).append('\n');
        out.append("  non-web (all but web search): ")
                .append(board.nonWeb().display())
                .append('\n');
        out.append("  read as ").append(report.read().format());
        out.append(report.read().underscoreToDot() ? ", dots in names as underscores" : "");
        out.append("; judged by ").append(report.data()).append('\n');
    }

    private static void appendNotes(StringBuilder out, ScoreReport report, List<ScoreRow> rows) {
        for (ScoreRow r : rows) {
            if (r.undecodablePasses() > 0) {
                out.append("  ").append(r.category()).append(": ").append(r.undecodablePasses());
                out.append(" of ").append(r.correct());
                out.append(" passes are texts that could not be read as calls\n");
            }
        }
        if (!report.incomplete().isEmpty()) {
            out.append("  INCOMPLETE: ").append(report.incomplete()).append('\n');
        }
        if (!report.missing().isEmpty()) {
            out.append("  without answers, counted as 0 in overall: ");
            out.append(String.join(", ", report.missing())).append('\n');
        }
        List<String> skipped = report.skipped();
        int lines = rows.stream().mapToInt(ScoreRow::skipped).sum();
        if (!skipped.isEmpty()) {
            out.append("  left out: ").append(lines).append(" lines, ");
            out.append(report.notes().size()).append(" files\n");
            skipped.forEach(s -> out.append("    ").append(s).append('\n'));
        }
    }

    private static void appendDivergences(StringBuilder out, List<Divergence> rows) {
        out.append("  official and strict disagree on ").append(rows.size()).append(" answers\n");
        for (Divergence d : rows.subList(0, Math.min(MOST_DIVERGENCES, rows.size()))) {
            String text = d.text().replaceAll("\\s+", " ");
            out.append("    ").append(d.id()).append(": official ").append(d.official());
            out.append(", strict ").append(d.strict()).append(": ");
            out.append(text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…")
                    .append('\n');
        }
        if (rows.size() > MOST_DIVERGENCES) {
            out.append("    … all of them are in divergence.jsonl\n");
        }
    }
}
