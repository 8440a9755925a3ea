package org.egpo.jupyter;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** Where in the notebook a piece of code stands: JShell numbers snippets, readers know cells and lines. */
public final class Cells {
    /** @param line counted from 1 within the cell */
    record Place(int cell, int line) {
        Place plus(int lines) {
            return new Place(cell, line + lines);
        }

        @Override
        public String toString() {
            return "cell " + cell + ", line " + line;
        }
    }

    private static final Map<String, Place> PLACES = new ConcurrentHashMap<>();
    private static final List<List<Object>> HISTORY = new CopyOnWriteArrayList<>();
    private static volatile JShell shell;
    private static Place running;
    private static Snippet refused;
    private static int count;
    private static String source = "";
    private static int read;

    private Cells() {}

    /** {@code BaseKernel.replaceOutputStreams}, which JJava calls when a cell begins. */
    public static void begin(Object kernel, ShellReplyEnvironment environment) {
        Interrupts.begin();
        Output.begin(environment);
        System.setIn(((BaseKernel) kernel).getIO().in);
        count++;
    }

    /** {@code CodeEvaluator.eval}: the whole code of a cell. */
    public static void source(Object evaluator, JShell jshell, String code) {
        shell = jshell;
        source = code;
        read = 0;
        if (count > 0) {
            HISTORY.add(List.of(0, count, code));
        }
    }

    /** {@code CodeEvaluator.evalSingle}: one snippet of it, to which JShell may have added its semicolon. */
    public static List<SnippetEvent> eval(JShell jshell, String code) {
        if (Interrupts.asked()) {
            throw new CancellationException();
        }
        String text = code.endsWith(";") ? code.substring(0, code.length() - 1) : code;
        int at = Math.max(read, source.indexOf(text, read));
        read = Math.min(source.length(), at + text.length());
        running = new Place(count, 1).plus(lineBreaks(source.substring(0, at)));
        List<SnippetEvent> events = jshell.eval(code);
        refused = null;
        for (SnippetEvent event : events) {
            if (event.status() == Snippet.Status.REJECTED) {
                refused = event.snippet();
            }
            if (event.causeSnippet() == null && count > 0) {
                PLACES.put(event.snippet().id(), running);
            }
        }
        return events;
    }

    /** The compiler's first sentence on the code that it refused, and where. Code that ends too early JJava does not evaluate. */
    static String refusal() {
        if (refused == null) {
            eval(shell, source.substring(read).strip());
        }
        return shell.diagnostics(refused)
                .findFirst()
                .map(problem -> {
                    String before = refused.source().substring(0, (int) Math.max(0, problem.getPosition()));
                    return PLACES.getOrDefault(refused.id(), running).plus(lineBreaks(before)) + ": "
                            + problem.getMessage(Locale.ENGLISH)
                                    .lines()
                                    .findFirst()
                                    .orElse("");
                })
                .orElse("");
    }

    private static int lineBreaks(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    /** @param file of a call, such as {@code #12}: the snippet's number; null for code that is no cell's */
    static Place of(String file) {
        return file != null && file.startsWith("#") ? PLACES.get(file.substring(1)) : null;
    }

    /** The cells that ran, as Jupyter wants them: session, number, code. */
    static List<List<Object>> history() {
        return HISTORY;
    }

    /** The snippet that ran last. */
    static Place running() {
        return running;
    }

    static JShell shell() {
        return shell;
    }
}
