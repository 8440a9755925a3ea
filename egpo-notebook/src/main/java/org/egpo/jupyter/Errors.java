package org.egpo.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import org.dflib.jjava.jupyter.messages.publish.ErrorFormatter;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.egpo.jupyter.Cells.Place;

/** How a cell's error reads: under its own name, in at most 40 lines, with the cell's line. */
public final class Errors {
    private static final String OURS = Errors.class.getPackageName();
    private static final int MOST_LINES = 40;
    private static final int FIRST_LINES = 26;
    /** The JVM keeps no more calls than these, without the cell that began them. */
    private static final int DEEPEST = 1024;

    /** An error as Jupyter shows it. */
    private record Shown(String name, String message, List<String> lines) {}

    private static Exception last;
    private static Shown shown;

    private Errors() {}

    /** {@code PublishError.of}: what the cell shows. */
    public static PublishError published(Exception e, ErrorFormatter formatter) {
        Shown error = shown(e, formatter);
        return new PublishError(error.name, error.message, error.lines);
    }

    /** {@code ErrorReply.of}: what Jupyter is answered. */
    public static ErrorReply reply(Exception e) {
        Shown error = shown(e, problem -> List.of(String.valueOf(problem)));
        return new ErrorReply(error.name, error.message, error.lines);
    }

    /** JJava asks twice for one exception: for the reply, then for the cell. */
    private static Shown shown(Exception e, ErrorFormatter formatter) {
        if (e != last) {
            last = e;
            shown = shown(e);
        }
        if (shown != null) {
            return shown;
        }
        return new Shown(simple(e.getClass().getName()), message(e), cut(formatter.format(e)));
    }

    static void forget() {
        last = null;
        shown = null;
    }

    /** Since the last {@link #forget}. */
    static boolean happened() {
        return last != null;
    }

    private static Shown shown(Exception e) {
        if (e.getCause() instanceof EvalException thrown) {
            List<String> lines = lines(thrown);
            return new Shown(simple(thrown.getExceptionClassName()), message(thrown), cut(lines));
        }
        if (e.getCause() instanceof UnresolvedReferenceException unresolved) {
            DeclarationSnippet snippet = unresolved.getSnippet();
            String what = snippet.name() + " cannot be used before this is declared: "
                    + Cells.shell().unresolvedDependencies(snippet).collect(Collectors.joining(", "));
            return new Shown("UnresolvedReferenceException", what, List.of(what));
        }
        String name = e.getClass().getSimpleName();
        if (e instanceof CancellationException || name.equals("EvaluationInterruptedException")) {
            String left = Interrupts.isLeftRunning()
                    ? "; its code still runs, in a library or in native code, and ends when that looks up"
                    : "";
            return new Shown(
                    "Interrupted",
                    "the cell was interrupted" + left,
                    List.of("Interrupted: the cell was interrupted" + left));
        }
        return switch (name) {
            case "CompilationException" -> compilation((SnippetEvent) property(e, "getBadSnippetCompilation"));
            case "IncompleteSourceException" -> incomplete((String) property(e, "getSource"));
            default -> null;
        };
    }

    private static Object property(Exception e, String getter) {
        try {
            return e.getClass().getMethod(getter).invoke(e);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static Shown compilation(SnippetEvent event) {
        Snippet snippet = event.snippet();
        Place place = Cells.ofSnippet(snippet.id()).orElse(null);
        return place == null ? null : rejected(snippet, place);
    }

    /** Code that never ends, as a bracket that is missing makes it: what the compiler says of it. */
    private static Shown incomplete(String source) {
        Place place = Cells.place(source);
        List<SnippetEvent> events = Cells.shell().eval(source);
        return events.isEmpty() ? null : rejected(events.get(0).snippet(), place);
    }

    private static Shown rejected(Snippet snippet, Place place) {
        List<String> lines = new ArrayList<>();
        String first = null;
        for (Diag problem :
                Cells.shell().diagnostics(snippet).filter(Diag::isError).toList()) {
            String code = snippet.source();
            int at = (int) Math.max(0, Math.min(problem.getPosition(), code.length()));
            int start = code.lastIndexOf('\n', at - 1) + 1;
            int end = code.indexOf('\n', at) < 0 ? code.length() : code.indexOf('\n', at);
            Place own = place.plus(Cells.lineBreaks(code.substring(0, at)));
            List<String> text = problem.getMessage(Locale.ENGLISH)
                    .lines()
                    .filter(line -> !line.strip().startsWith("location:"))
                    .toList();
            lines.add(own + ": " + String.join("; ", text));
            lines.add("    " + code.substring(start, end).replace('\t', ' '));
            lines.add("    " + " ".repeat(at - start) + "^");
            first = first == null ? lines.get(0) : first;
        }
        return first == null ? null : new Shown("CompilationException", first, cut(lines));
    }

    private static List<String> lines(EvalException thrown) {
        List<String> lines = new ArrayList<>();
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            String name = e instanceof EvalException eval
                    ? eval.getExceptionClassName()
                    : e.getClass().getName();
            String message = message(e);
            lines.add((e == thrown ? "" : "Caused by: ")
                    + withoutShell(name)
                    + (message.isEmpty() ? "" : ": " + message));
            List<String> frames = frames(e);
            lines.addAll(e == thrown ? shorten(frames, FIRST_LINES) : shorten(frames, 4));
        }
        return lines;
    }

    private static String message(Throwable e) {
        String message = e.getMessage();
        return message == null || message.equals("null") || message.equals("<none>") ? "" : message;
    }

    /** Down to the cell: what runs it is of no interest. */
    private static List<String> frames(Throwable e) {
        List<String> frames = new ArrayList<>();
        int own = 0;
        for (StackTraceElement frame : e.getStackTrace()) {
            Optional<Place> place =
                    frame.getFileName() == null || !frame.getFileName().startsWith("#")
                            ? Optional.empty()
                            : Cells.ofSnippet(frame.getFileName().substring(1));
            String name = (frame.getClassName().isEmpty() ? "" : frame.getClassName() + ".") + frame.getMethodName();
            if (frame.getClassName().startsWith(OURS)) {
                continue;
            }
            frames.add("    at "
                    + place.map(p -> (name.isEmpty() ? "" : name + " in ") + p.plus(frame.getLineNumber() - 1))
                            .orElse(frame.toString()));
            own = place.isPresent() ? frames.size() : own;
        }
        List<String> shown = own == 0 ? frames : frames.subList(0, own);
        if (e.getStackTrace().length >= DEEPEST) {
            shown.add("    at " + Cells.running());
        }
        return shown;
    }

    private static List<String> cut(List<String> lines) {
        return shorten(lines, MOST_LINES - 1);
    }

    /** The first and the last lines where there are more than so many, and how many are left out. */
    private static List<String> shorten(List<String> lines, int most) {
        if (lines.size() <= most) {
            return lines;
        }
        int tail = most / 3;
        List<String> kept = new ArrayList<>(lines.subList(0, most - tail));
        kept.add("    … " + (lines.size() - most) + " lines left out …");
        kept.addAll(lines.subList(lines.size() - tail, lines.size()));
        return kept;
    }

    private static String withoutShell(String name) {
        return name.replaceAll("^REPL\\.\\$JShell\\$\\w+[.$]", "");
    }

    private static String simple(String name) {
        String own = withoutShell(name);
        return own.substring(own.lastIndexOf('.') + 1);
    }
}
