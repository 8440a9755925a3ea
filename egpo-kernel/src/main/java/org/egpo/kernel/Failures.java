package org.egpo.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;
import org.egpo.kernel.Snippets.Place;

/** Turns what JShell reports into errors to show: the cell's own line marked, causes kept, the root cause named. */
final class Failures {
    private static final String RED = "\u001b[31m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";
    private static final int FRAMES = 40;

    private final JavaShell shell;

    Failures(JavaShell shell) {
        this.shell = shell;
    }

    static CellError interrupted(CellSource source, int line) {
        List<String> lines = new ArrayList<>();
        lines.add(RED + "Interrupted" + PLAIN + " in " + source.name() + ", line " + line);
        lines.addAll(source.around(line));
        return new CellError("Interrupted", "the cell was interrupted", lines);
    }

    /** An error of the kernel itself or of a magic: one sentence. */
    static CellError sentence(String name, String message, CellSource source, int line) {
        List<String> lines = new ArrayList<>();
        lines.add(RED + name + PLAIN + ": " + message);
        lines.add("");
        lines.add(BOLD + source.name() + ", line " + line + PLAIN);
        lines.addAll(source.around(line));
        return new CellError(name, message, lines);
    }

    CellError exception(Cell cell, CellSource source, JShellException e, int line) {
        Place place = ownPlace(e, source, line);
        if (e instanceof EvalException eval) {
            if (isOf(eval, CellThread.Abandoned.class)) {
                return sentence("Interrupted", eval.getMessage(), source, place.line());
            }
            if (cell != null && cell.interrupted() && causedByInterrupt(eval)) {
                return interrupted(source, place.line());
            }
        }
        List<String> lines = new ArrayList<>();
        Throwable root = e;
        for (Throwable t = e; t != null; t = t.getCause()) {
            lines.add((t == e ? "" : "Caused by: ") + RED + name(t) + PLAIN + message(t));
            lines.addAll(frames(t));
            root = t;
        }
        lines.add("");
        lines.add(BOLD + place.source().name() + ", line " + place.line() + PLAIN);
        lines.addAll(place.source().around(place.line()));
        String value = text(e);
        if (root != e) {
            value += (value.isEmpty() ? "" : " ") + "(caused by " + name(root) + message(root) + ")";
        }
        return new CellError(name(e), value, lines);
    }

    private static boolean causedByInterrupt(Throwable e) {
        for (Throwable t = e; t instanceof EvalException eval; t = t.getCause()) {
            if (isOf(eval, CellStop.class)
                    || isOf(eval, InterruptedException.class)
                    || eval.getExceptionClassName().endsWith("ClosedByInterruptException")
                    || eval.getExceptionClassName().endsWith("InterruptedIOException")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(EvalException e, Class<?> type) {
        return type.getName().equals(e.getExceptionClassName());
    }

    private String name(Throwable t) {
        if (t instanceof EvalException eval) {
            return eval.getExceptionClassName().replaceAll("^REPL\\.\\$JShell\\$\\w+[.$]", "");
        }
        return t instanceof UnresolvedReferenceException
                ? "UnresolvedReference"
                : t.getClass().getName();
    }

    private String text(Throwable t) {
        if (t instanceof UnresolvedReferenceException unresolved) {
            DeclarationSnippet snippet = unresolved.getSnippet();
            return snippet.name() + " cannot be used before these are declared: "
                    + shell.unresolved(snippet).collect(Collectors.joining(", "));
        }
        String message = t.getMessage();
        return message == null || message.equals("<none>") ? "" : message;
    }

    private String message(Throwable t) {
        String text = text(t);
        return text.isEmpty() ? "" : ": " + text;
    }

    private List<String> frames(Throwable t) {
        List<String> lines = new ArrayList<>();
        StackTraceElement[] stack = t.getStackTrace();
        int end = stack.length;
        for (int i = 0; i < end; i++) {
            StackTraceElement frame = stack[i];
            Place place = shell.snippets().place(frame.getFileName(), frame.getLineNumber());
            if (place != null) {
                String method = frame.getMethodName().isEmpty() ? "" : frame.getMethodName() + " ";
                String type = frame.getClassName().isEmpty() ? "" : frame.getClassName() + ".";
                lines.add("    at " + (method.isEmpty() ? "" : type + method) + "("
                        + place.source().name() + ", line " + place.line() + ")");
            } else {
                lines.add("    at " + frame);
            }
        }
        if (lines.size() > FRAMES) {
            int cut = lines.size() - FRAMES;
            lines.subList(FRAMES / 2, FRAMES / 2 + cut).clear();
            lines.add(FRAMES / 2, "    … " + cut + " frames more …");
        }
        return lines;
    }

    /** The innermost line of the running cell on the stack. */
    private Place ownPlace(Throwable e, CellSource source, int line) {
        for (StackTraceElement frame : e.getStackTrace()) {
            Place place = shell.snippets().place(frame.getFileName(), frame.getLineNumber());
            if (place != null && place.source() == source) {
                return place;
            }
        }
        return new Place(source, line);
    }

    CellError compilation(CellSource source, Snippet snippet, int line) {
        List<String> lines = new ArrayList<>();
        String first = null;
        for (Diag diag :
                shell.jshell().diagnostics(snippet).filter(Diag::isError).toList()) {
            String message = diag.getMessage(Locale.ENGLISH)
                    .lines()
                    .filter(l -> !l.strip().startsWith("location:"))
                    .map(String::strip)
                    .collect(Collectors.joining("; "));
            int at = at(snippet.source(), diag);
            int own = line
                    + (int) snippet.source()
                            .substring(0, at)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            lines.add(RED + "error" + PLAIN + ": " + message);
            lines.add(BOLD + source.name() + ", line " + own + PLAIN);
            quote(lines, snippet.source(), at, (int) Math.max(at + 1, diag.getEndPosition()), own);
            first = first == null ? "line " + own + ": " + message : first;
        }
        if (first == null && snippet instanceof DeclarationSnippet declaration) {
            first = "line " + line + ": " + declaration.name() + " needs what is not declared: "
                    + shell.unresolved(declaration).collect(Collectors.joining(", "));
            lines.add(RED + "error" + PLAIN + ": " + first);
            lines.addAll(source.around(line));
        }
        return new CellError("CompilationError", first == null ? "the code was rejected" : first, lines);
    }

    private static int at(String code, Diag diag) {
        long at = diag.getPosition() >= 0 ? diag.getPosition() : diag.getStartPosition();
        return (int) Math.max(0, Math.min(at, code.length()));
    }

    private static void quote(List<String> lines, String code, int from, int to, int number) {
        int start = code.lastIndexOf('\n', from - 1) + 1;
        int end = code.indexOf('\n', from);
        end = end < 0 ? code.length() : end;
        String text = code.substring(start, end).replace("\t", " ");
        lines.add(String.format("----> %3d | %s", number, text));
        int width = Math.max(1, Math.min(to, end) - from);
        lines.add(" ".repeat("----> 123 | ".length() + from - start) + RED + "^".repeat(width) + PLAIN);
    }
}
