package org.egpo.jupyter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.JShell;
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
    private static volatile JShell shell;
    private static Place running;
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
            History.add(count, code);
        }
    }

    /** {@code CodeEvaluator.evalSingle}: one snippet of it. */
    public static List<SnippetEvent> eval(JShell jshell, String code) {
        if (Interrupts.asked()) {
            throw new CancellationException();
        }
        Place place = place(code);
        running = place;
        List<SnippetEvent> events = jshell.eval(code);
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null && count > 0) {
                PLACES.put(event.snippet().id(), place);
            }
        }
        return events;
    }

    /** Where in the running cell this code stands, which has not run yet; JShell may have added its semicolon. */
    static Place place(String code) {
        String text = code.endsWith(";") ? code.substring(0, code.length() - 1) : code;
        int at = Math.max(read, source.indexOf(text, read));
        read = Math.min(source.length(), at + text.length());
        return new Place(count, 1 + lineBreaks(source.substring(0, at)));
    }

    static int lineBreaks(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    /** @param id a snippet's number */
    static Optional<Place> ofSnippet(String id) {
        return Optional.ofNullable(PLACES.get(id));
    }

    /** The snippet that ran last. */
    static Place running() {
        return running;
    }

    static JShell shell() {
        return shell;
    }
}
