package org.egpo.jupyter;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;

/** Where in the notebook a piece of code stands: JShell numbers snippets, readers know cells and lines. */
public final class Cells {
    /** @param line counted from 1 within the cell */
    record Place(int cell, int line) {
        Place after(String text, long end) {
            return new Place(
                    cell, line + text.substring(0, (int) Math.max(0, end)).split("\n", -1).length - 1);
        }

        @Override
        public String toString() {
            return "cell " + cell + ", line " + line;
        }
    }

    /** By the file that a call in a snippet names, such as {@code #12}. */
    static final Map<String, Place> PLACES = new ConcurrentHashMap<>();

    private static final Pattern TEXT_BLOCK = Pattern.compile("(?s)(?<!\\\\)\"\"\".*?(?:(?<!\\\\)\"\"\"|\\z)");
    /** Stands for a percent sign of a text block while magics are looked for; from Unicode's area for private use. */
    private static final char HIDDEN = '\uF825';

    private static final List<HistoryEntry> HISTORY = new CopyOnWriteArrayList<>();
    static volatile JShell shell;
    /** The snippet that ran last. */
    static Place running;

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

    /** {@code MagicsResolver.resolveLineMagics}: what is searched for magics. A line of a text block that begins with % is none. */
    public static Matcher matcher(Pattern magics, CharSequence code) {
        return magics.matcher(TEXT_BLOCK
                .matcher(code)
                .replaceAll(block -> Matcher.quoteReplacement(block.group().replace('%', HIDDEN))));
    }

    /** {@code MagicsResolver.resolveLineMagics}: the code in which they were replaced. */
    public static String text(StringBuffer replaced) {
        return replaced.toString().replace(HIDDEN, '%');
    }

    /** {@code CodeEvaluator.eval}: the whole code of a cell. */
    public static void source(Object evaluator, JShell jshell, String code) {
        shell = jshell;
        source = code;
        read = 0;
        if (count > 0) {
            HISTORY.add(new HistoryEntry(0, count, code, null));
        }
    }

    /** {@code CodeEvaluator.evalSingle}: one snippet of it, to which JShell may have added its semicolon. */
    public static List<SnippetEvent> eval(JShell jshell, String code) {
        if (Interrupts.asked) {
            throw new CancellationException();
        }
        String text = code.replaceFirst(";$", "");
        int at = Math.max(read, source.indexOf(text, read));
        read = Math.min(source.length(), at + text.length());
        running = new Place(count, 1).after(source, at);
        List<SnippetEvent> events = jshell.eval(code);
        refused = null;
        for (SnippetEvent event : events) {
            if (event.status() == Snippet.Status.REJECTED) {
                refused = event.snippet();
            }
            if (event.causeSnippet() == null && count > 0) {
                PLACES.put("#" + event.snippet().id(), running);
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
                .map(problem -> running.after(refused.source(), problem.getPosition()) + ": "
                        + problem.getMessage(Locale.ENGLISH).replaceFirst("(?s)\\R.*", ""))
                .orElse("");
    }

    /** {@code BaseKernel.getHistoryManager}: the last cells, for which JupyterLab asks before it calls the kernel idle. */
    public static HistoryManager history(Object kernel) {
        Class<?>[] type = {HistoryManager.class};
        return (HistoryManager) Proxy.newProxyInstance(type[0].getClassLoader(), type, (proxy, method, wanted) -> {
            int most = method.getName().equals("lookupTail") ? (int) wanted[0] : 0;
            return HISTORY.subList(Math.max(0, HISTORY.size() - most), HISTORY.size());
        });
    }
}
