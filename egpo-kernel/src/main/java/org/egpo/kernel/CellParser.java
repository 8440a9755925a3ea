package org.egpo.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a cell into Java and line magics. A line magic stands at the start of a line, outside literals, comments and
 * brackets: a {@code %} anywhere else, in a text block for one, is Java's.
 */
final class CellParser {
    /**
     * A part of a cell.
     *
     * @param text the Java code as it stands, or the magic's line without its {@code %}
     * @param line where it begins, from 1
     */
    record Part(boolean magic, String text, int line) {}

    private static final Pattern MAGIC = Pattern.compile("[ \\t]*%(%?[A-Za-z]\\w*)(?:[ \\t]+([^\\r\\n]*))?[ \\t]*");

    private final String cell;
    private final Set<String> known;
    private final List<Part> parts = new ArrayList<>();
    private int at;
    private int line = 1;
    private int depth;
    private char last = ';';
    private int partStart;
    private int partLine = 1;

    private CellParser(String cell, Set<String> known) {
        this.cell = cell;
        this.known = known;
    }

    /** @param known names that are magics even after a line without a semicolon */
    static List<Part> parse(String cell, Set<String> known) {
        CellParser parser = new CellParser(cell, known);
        parser.run();
        return parser.parts;
    }

    private void run() {
        boolean lineStart = true;
        while (at < cell.length()) {
            if (lineStart && takeMagic()) {
                continue;
            }
            lineStart = step();
        }
        endJava(cell.length());
    }

    /** Moves past one token; true when the next character begins a line of plain code. */
    private boolean step() {
        char c = cell.charAt(at);
        if (c == '\n') {
            line++;
            at++;
            return true;
        }
        if (cell.startsWith("//", at)) {
            skipTo("\n", false);
        } else if (cell.startsWith("/*", at)) {
            at += 2;
            skipTo("*/", true);
        } else if (cell.startsWith("\"\"\"", at)) {
            at += 3;
            skipLiteral("\"\"\"", true);
        } else if (c == '"' || c == '\'') {
            at++;
            skipLiteral(String.valueOf(c), false);
        } else {
            if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            }
            if (!Character.isWhitespace(c)) {
                last = c;
            }
            at++;
        }
        return false;
    }

    private void skipTo(String end, boolean including) {
        int found = cell.indexOf(end, at);
        int to = found < 0 ? cell.length() : found + (including ? end.length() : 0);
        count(at, to);
        at = to;
    }

    private void skipLiteral(String end, boolean lines) {
        last = '"';
        int from = at;
        while (at < cell.length() && !cell.startsWith(end, at)) {
            if (cell.charAt(at) == '\n' && !lines) {
                return;
            }
            at += cell.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(cell.length(), at + end.length());
        count(from, at);
    }

    private void count(int from, int to) {
        for (int i = from; i < to; i++) {
            if (cell.charAt(i) == '\n') {
                line++;
            }
        }
    }

    private boolean takeMagic() {
        if (depth > 0) {
            return false;
        }
        int end = cell.indexOf('\n', at);
        end = end < 0 ? cell.length() : end;
        Matcher m = MAGIC.matcher(cell).region(at, end);
        if (!m.lookingAt() || !cell.substring(m.end(), end).isBlank()) {
            return false;
        }
        String arguments = m.group(2) == null ? "" : m.group(2).strip();
        boolean statementEnded = last == ';' || last == '}';
        boolean javaGoesOn = !arguments.isEmpty()
                && "=+-*/%&|^<>?:.,;)".indexOf(arguments.charAt(0)) >= 0
                && !arguments.startsWith("./")
                && !arguments.startsWith("../")
                && !arguments.startsWith("/")
                && !arguments.startsWith("-")
                && !arguments.startsWith("*");
        if (javaGoesOn || (!statementEnded && !(known.contains(m.group(1)) && !arguments.isEmpty()))) {
            return false;
        }
        endJava(at);
        parts.add(new Part(true, (m.group(1) + " " + arguments).strip(), line));
        at = Math.min(cell.length(), end + 1);
        line++;
        last = ';';
        partStart = at;
        partLine = line;
        return true;
    }

    private void endJava(int end) {
        String java = cell.substring(partStart, end);
        if (!java.isBlank()) {
            parts.add(new Part(false, java, partLine));
        }
        partStart = end;
        partLine = line;
    }
}
