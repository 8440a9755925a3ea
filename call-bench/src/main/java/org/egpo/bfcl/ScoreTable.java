package org.egpo.bfcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The score table of one model as text for a terminal. */
public final class ScoreTable {
    private static final int MOST_DIVERGENCES = 20;
    private static final int MOST_IDS = 8;
    private static final int LONGEST_TEXT = 60;

    private ScoreTable() {}

    /** Table, leaderboard figures, divergences where asked for, and what was left out. */
    public static String of(ScoreReport report) {
        List<String> lines = new ArrayList<>();
        report.warnings().forEach(w -> lines.add("!! " + w));
        lines.add(report.model());
        List<ScoreRow> rows = report.table();
        boolean strict = rows.stream().anyMatch(r -> r.strictCorrect() >= 0);
        lines.addAll(lines(rows, strict));
        addFigures(lines, report);
        addNotes(lines, report, rows);
        if (strict) {
            addDivergences(lines, report.divergences());
        }
        return text(lines);
    }

    /** A title, a table of the rows where there are any, and what is to be said below it, each on a line. */
    public static String of(String title, List<ScoreRow> rows, List<String> remarks) {
        List<String> lines = new ArrayList<>(List.of(title));
        lines.addAll(rows.isEmpty() ? List.of() : lines(rows, false));
        remarks.forEach(r -> lines.add("  " + r));
        return text(lines);
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    /** The rows as a table; with or without the column of the strict rules. */
    private static List<String> lines(List<ScoreRow> rows, boolean strict) {
        List<String> header = new ArrayList<>(List.of("category", "N", "correct", "accuracy", "95 % interval"));
        if (strict) {
            header.add("strict");
        }
        header.add("top error types");
        List<List<String>> cells = new ArrayList<>(List.of(header));
        rows.forEach(r -> cells.add(cells(r, strict)));
        return aligned(cells);
    }

    /** Which files there are, and which tests have no answer. */
    public static String inventory(ScoreReport report) {
        List<List<String>> rows =
                new ArrayList<>(List.of(List.of("category", "answered", "left out", "missing", "ids")));
        for (CategoryReport c : report.categories()) {
            rows.add(List.of(
                    c.category(),
                    String.valueOf(c.cases().size()),
                    String.valueOf(c.skipped().size()),
                    String.valueOf(c.of() - c.cases().size()),
                    named(c.missing(), MOST_IDS)));
        }
        List<String> lines = new ArrayList<>(List.of(report.model() + ": inventory"));
        lines.addAll(aligned(rows));
        report.skipped().forEach(s -> lines.add("    " + s));
        lines.add("  no file: " + String.join(", ", report.missing()));
        return text(lines);
    }

    /** The first so many names, and dots where there are more. */
    public static String named(List<String> names, int most) {
        String first = names.stream().limit(most).collect(Collectors.joining(", "));
        return first + (names.size() > most ? ", …" : "");
    }

    private static List<String> cells(ScoreRow r, boolean strict) {
        List<String> cells = new ArrayList<>(List.of(
                r.category(),
                r.tests() == r.of() ? String.valueOf(r.tests()) : r.tests() + " of " + r.of(),
                String.valueOf(r.correct()),
                r.tests() == 0 ? "no answer" : Figure.percent(r.accuracy()),
                r.tests() == 0 ? "" : String.format(Locale.ROOT, "%.1f – %.1f", 100 * r.low(), 100 * r.high())));
        if (strict) {
            boolean known = r.tests() > 0 && r.strictCorrect() >= 0;
            cells.add(known ? Figure.percent((double) r.strictCorrect() / r.tests()) : "");
        }
        cells.add(r.topErrors().stream().map(ScoreRow.ErrorCount::toString).collect(Collectors.joining(", ")));
        return cells;
    }

    /** Columns of one width each; the first and the last begin at the left. */
    private static List<String> aligned(List<List<String>> rows) {
        int last = rows.get(0).size() - 1;
        int[] widths = IntStream.range(0, last)
                .map(i -> rows.stream().mapToInt(r -> r.get(i).length()).max().orElse(0))
                .toArray();
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < last; i++) {
                String pad = " ".repeat(widths[i] - row.get(i).length());
                line.append("  ").append(i == 0 ? row.get(i) + pad : pad + row.get(i));
            }
            lines.add(line.append("  ").append(row.get(last)).toString());
        }
        return lines;
    }

    private static void addFigures(List<String> lines, ScoreReport report) {
        Leaderboard board = report.leaderboard();
        StringBuilder groups = new StringBuilder();
        board.groups()
                .forEach((name, group) -> groups.append(
                        ", " + name + " " + Leaderboard.figure(group, "overall").display()));
        lines.add("  " + report.weights().name().toLowerCase(Locale.ROOT) + ": overall "
                + board.overall().display() + groups + ", irrelevance "
                + board.irrelevance().display() + ", relevance "
                + board.relevance().display());
        lines.add("  non-web (all but web search): " + board.nonWeb().display());
        lines.add("  read as " + report.read().format()
                + (report.read().underscoreToDot() ? ", dots in names as underscores" : "") + "; judged by "
                + report.data());
    }

    private static void addNotes(List<String> lines, ScoreReport report, List<ScoreRow> rows) {
        for (ScoreRow r : rows) {
            if (r.undecodablePasses() > 0) {
                lines.add("  " + r.category() + ": " + r.undecodablePasses() + " of " + r.correct()
                        + " passes are texts that could not be read as calls");
            }
        }
        if (!report.incomplete().isEmpty()) {
            lines.add("  INCOMPLETE: " + report.incomplete());
        }
        if (!report.missing().isEmpty()) {
            lines.add("  without answers, counted as 0 in overall: " + String.join(", ", report.missing()));
        }
        if (!report.skipped().isEmpty()) {
            int left = rows.stream().mapToInt(ScoreRow::skipped).sum();
            lines.add("  left out: " + left + " lines, " + report.notes().size() + " files");
            report.skipped().forEach(s -> lines.add("    " + s));
        }
    }

    private static void addDivergences(List<String> lines, List<Divergence> rows) {
        lines.add("  official and strict disagree on " + rows.size() + " answers");
        for (Divergence d : rows.subList(0, Math.min(MOST_DIVERGENCES, rows.size()))) {
            String text = d.text().replaceAll("\\s+", " ");
            lines.add("    " + d.id() + ": official " + d.official() + ", strict " + d.strict() + ": "
                    + (text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…"));
        }
        if (rows.size() > MOST_DIVERGENCES) {
            lines.add("    … all of them are in divergence.jsonl");
        }
    }
}
