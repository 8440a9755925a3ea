package org.egpo.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import jdk.jshell.EvalException;
import jdk.jshell.JShellException;
import org.dflib.jjava.jupyter.messages.publish.ErrorFormatter;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;

/** How a cell's error reads: under its own name, in at most 40 lines, with cells and lines where JShell has its numbers. */
public final class Errors {
    private static final int MOST_LINES = 40;
    static ErrorReply last = new ErrorReply("", "", List.of());

    private Errors() {}

    /** {@code ErrorReply.of}: what Jupyter is answered. */
    public static ErrorReply reply(Exception e) {
        Throwable own = e.getCause() instanceof JShellException cause ? cause : e;
        String name = typeName(own).replaceAll(".*\\.", "");
        String message = message("", own);
        if (e instanceof CancellationException || name.equals("EvaluationInterruptedException")) {
            name = "Interrupted";
            message = "the cell was interrupted" + Interrupts.leftRunning();
        } else if (name.equals("CompilationException") || name.equals("IncompleteSourceException")) {
            message = Cells.refusal(name.startsWith("Incomplete"));
        }
        last = new ErrorReply(name, message, List.of(name + ": " + message));
        return last;
    }

    /** {@code PublishError.of}: what the cell shows; asked after the reply. */
    public static PublishError published(Exception e, ErrorFormatter formatter) {
        List<String> lines = new ArrayList<>();
        if (e.getCause() instanceof EvalException thrown) {
            for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                lines.add((cause == thrown ? "" : "Caused by: ") + typeName(cause) + message(": ", cause));
                lines.addAll(shorten(calls(cause), MOST_LINES * 2 / 3));
            }
        } else {
            lines.addAll(last.getStacktrace());
            if (!last.getErrorName().equals("Interrupted")) {
                lines.addAll(formatter.format(e.getCause() instanceof JShellException own ? own : e));
            }
        }
        return new PublishError(last.getErrorName(), last.getErrorMessage(), shorten(lines, MOST_LINES - 1));
    }

    private static String typeName(Throwable e) {
        String type = e.getClass().getName();
        return (e instanceof EvalException own ? own.getExceptionClassName() : type)
                .replaceAll("^REPL\\.\\$JShell\\$\\w+[.$]", "");
    }

    private static String message(String before, Throwable e) {
        return e.getMessage() == null || e.getMessage().matches("|null|<none>") ? "" : before + e.getMessage();
    }

    /** Down to the cell: what runs it is of no interest. */
    private static List<String> calls(Throwable e) {
        List<String> calls = new ArrayList<>();
        int cell = 0;
        for (StackTraceElement call : e.getStackTrace()) {
            IntFunction<String> place = Cells.PLACES.get("" + call.getFileName());
            if (place != null) {
                String in = (call.getClassName() + "." + call.getMethodName() + " in ").replaceFirst("^\\.( in )?", "");
                calls.add("    at " + in + place.apply(call.getLineNumber() - 1));
                cell = calls.size();
            } else if (!call.getClassName().equals(Interrupts.class.getName())) {
                calls.add("    at " + call);
            }
        }
        List<String> shown = cell == 0 ? calls : calls.subList(0, cell);
        if (e.getStackTrace().length >= 1024) { // the JVM keeps no more, and so not the cell that began
            shown.add("    at " + Cells.running.apply(0));
        }
        return shown;
    }

    /** The first and the last lines where there are more than so many, and how many are left out. */
    private static List<String> shorten(List<String> lines, int most) {
        if (lines.size() <= most) {
            return lines;
        }
        List<String> kept = new ArrayList<>(lines.subList(0, most - most / 3));
        kept.add("    … " + (lines.size() - most) + " lines left out …");
        kept.addAll(lines.subList(lines.size() - most / 3, lines.size()));
        return kept;
    }
}
