package org.egpo.jupyter;

import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;
import org.jspecify.annotations.Nullable;

/** The code of cells, and where in the notebook a piece of it stands: JShell numbers snippets, readers know cells and lines. */
public final class Cells {
    /** Cell and line of a snippet's lines, counted from 0; by the file that its calls name, such as {@code #12}. */
    static final Map<String, IntFunction<String>> PLACES = new ConcurrentHashMap<>();

    private static final Pattern TEXT_BLOCK = Pattern.compile("(?s)(?<!\\\\)\"\"\".*?(?:(?<!\\\\)\"\"\"|\\z)");
    private static final char HIDDEN = '\uF825'; // for % in text blocks, while magics are looked for; of private use
    private static final List<List<Object>> HISTORY = new CopyOnWriteArrayList<>();
    private static @Nullable JShell shell;
    static IntFunction<String> running = more -> ""; // of the snippet that ran last
    private static Supplier<String> refusal = () -> "";
    private static int count;
    private static String source = "";
    private static int read;

    private Cells() {}

    /** {@code BaseKernel.replaceOutputStreams}, which JJava calls when a cell begins. */
    public static void begin(Object kernel, ShellReplyEnvironment environment) {
        Interrupts.asked = false;
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
            HISTORY.add(List.of(0, count, code));
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
        int cell = count;
        int line = lineBreaks(source, at) + 1;
        running = more -> "cell " + cell + ", line " + (line + more);
        List<SnippetEvent> events = jshell.eval(code);
        for (SnippetEvent event : events) {
            Snippet latest = event.snippet();
            if (event.causeSnippet() == null && count > 0) {
                PLACES.put("#" + latest.id(), running);
                refusal = () -> jshell.diagnostics(latest)
                        .findFirst()
                        .map(problem -> running.apply(lineBreaks(latest.source(), problem.getPosition())) + ": "
                                + problem.getMessage(Locale.ENGLISH).replaceFirst("(?s)\\R.*", ""))
                        .orElse("");
            }
        }
        return events;
    }

    /** The compiler's first sentence on the code that ran last, and where. Code that ends too early JJava does not evaluate. */
    static String refusal(boolean endsTooEarly) {
        if (endsTooEarly && shell != null) {
            eval(shell, source.substring(read).strip());
        }
        return refusal.get();
    }

    private static int lineBreaks(String text, long end) {
        return (int) text.chars().limit(Math.max(0, end)).filter(c -> c == '\n').count();
    }

    /** {@code BaseKernel.getHistoryManager}: the last cells, for which JupyterLab asks before it calls the kernel idle. */
    public static HistoryManager history(Object kernel) {
        Class<?>[] type = {HistoryManager.class};
        return (HistoryManager) Proxy.newProxyInstance(type[0].getClassLoader(), type, (proxy, method, wanted) -> {
            int most = method.getName().equals("lookupTail") ? (int) wanted[0] : 0;
            return HISTORY.subList(Math.max(0, HISTORY.size() - most), HISTORY.size());
        });
    }

    /** {@code JavaKernel.inspect}, for shift-tab: signature and Javadoc of the name at the cursor, ours included; or null. */
    public static @Nullable DisplayData help(Object kernel, String code, int cursor, boolean detailed) {
        if (shell == null) { // no cell has run yet
            return null;
        }
        SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
        try { // JShell reads Javadoc from the JDK's sources alone, the kernelspec names ours
            String[] folders = System.getProperty("egpo.sources", "").split(File.pathSeparator);
            var known = analysis.getClass().getDeclaredField("availableSources");
            known.setAccessible(true);
            known.set(analysis, Stream.of(folders).map(Path::of).toList());
        } catch (ReflectiveOperationException | RuntimeException e) {
            // a later JShell may have no such list: there are signatures only
        }
        int at = Math.max(0, Math.min(cursor, code.length()));
        String snippet = code.substring(0, at) + code.substring(at).replaceFirst("(?s)\\W.*", "");
        var first = analysis.analyzeCompletion(snippet);
        while (first.completeness().isComplete() && !first.remaining().isBlank()) {
            snippet = first.remaining();
            first = analysis.analyzeCompletion(snippet);
        }
        return Stream.of(snippet + "(", snippet, "new " + snippet.replaceFirst("(?s).*\\W", "") + "(")
                .map(text -> analysis.documentation(text, text.length(), true).stream()
                        .map(d -> d.signature()
                                + (d.javadoc() == null ? "" : "\n" + d.javadoc().strip()))
                        .collect(Collectors.joining("\n\n")))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(DisplayData::new)
                .orElse(null);
    }
}
