package org.egpo.kernel;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Compiles and runs Java cells: JShell in this process. Not thread-safe: one request at a time. */
final class JavaShell {
    /** What IJava preloads. */
    private static final List<String> IMPORTS = List.of(
            "java.util.*",
            "java.io.*",
            "java.math.*",
            "java.net.*",
            "java.util.concurrent.*",
            "java.util.prefs.*",
            "java.util.regex.*",
            "static org.egpo.kernel.CellFunctions.*");

    private final CellThread thread = new CellThread(new SnippetLoader());
    private final JShell shell;
    private final Snippets snippets = new Snippets();

    /**
     * @param compilerOptions options of javac for the cells
     * @param classPath jars and folders to add, joined by the platform's separator; may be null
     */
    JavaShell(List<String> compilerOptions, String classPath) {
        shell = JShell.builder()
                .executionEngine(new InProcess(), Map.of())
                .compilerOptions(compilerOptions.toArray(String[]::new))
                .idGenerator((snippet, i) -> String.valueOf(i))
                .build();
        if (classPath != null && !classPath.isBlank()) {
            Arrays.stream(classPath.split(File.pathSeparator)).forEach(this::addToClasspath);
        }
        IMPORTS.forEach(name -> shell.eval("import " + name + ";"));
    }

    /** Runs an action on the thread that cells run on; see {@link CellThread#call}. */
    <T> T call(Cell cell, Callable<T> action) throws InvocationTargetException, InterruptedException {
        return thread.call(cell, action);
    }

    JShell jshell() {
        return shell;
    }

    Snippets snippets() {
        return snippets;
    }

    void addToClasspath(String path) {
        shell.addToClasspath(path);
    }

    /**
     * Runs Java code of a cell, snippet by snippet.
     *
     * @param source the cell the code belongs to, for messages
     * @param firstLine line of the cell on which the code begins, from 1
     * @return the value of the last expression; null for none
     */
    Object run(Cell cell, CellSource source, String code, int firstLine) throws CellFailure {
        thread.cell(cell);
        Object value = null;
        SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
        String rest = code;
        while (!rest.isBlank()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            if (info.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
                break;
            }
            boolean complete = info.completeness().isComplete();
            String snippet = complete ? info.source() : rest;
            int blank = leadingBlank(snippet);
            int line = firstLine + lines(code, code.length() - rest.length() + blank);
            value = one(cell, source, snippet.substring(blank), line);
            rest = complete ? info.remaining() : "";
        }
        return value;
    }

    private Object one(Cell cell, CellSource source, String code, int line) throws CellFailure {
        if (cell != null && cell.interrupted()) {
            throw new CellFailure(Failures.interrupted(source, line));
        }
        snippets.begin(source, line);
        Object value = null;
        List<SnippetEvent> events = shell.eval(code);
        for (SnippetEvent event : events) {
            snippets.note(event.snippet(), event.causeSnippet() == null);
            if (event.value() != null && event.snippet().subKind().isExecutable()) {
                value = shown(event.snippet(), thread.takeValue(event.value()));
            }
        }
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null) {
                check(cell, source, event, line);
            }
        }
        return value;
    }

    /** Declarations and assignments have values too, but show none. */
    private static Object shown(Snippet snippet, Object value) {
        return switch (snippet.subKind()) {
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> value;
            default -> null;
        };
    }

    private void check(Cell cell, CellSource source, SnippetEvent event, int line) throws CellFailure {
        JShellException e = event.exception();
        if (e != null) {
            throw new CellFailure(new Failures(this).exception(cell, source, e, line));
        }
        boolean usable = event.status().isDefined();
        if (!usable || event.status() == Snippet.Status.RECOVERABLE_NOT_DEFINED) {
            throw new CellFailure(new Failures(this).compilation(source, event.snippet(), line));
        }
    }

    /** Names that declarations of a cell need and nobody has declared yet. */
    List<String> missing(CellSource source) {
        List<String> missing = new ArrayList<>();
        shell.snippets()
                .filter(s -> shell.status(s) == Snippet.Status.RECOVERABLE_DEFINED && snippets.isOf(s, source))
                .forEach(s -> unresolved((DeclarationSnippet) s)
                        .forEach(name -> missing.add(((DeclarationSnippet) s).name() + " needs " + name)));
        return missing;
    }

    Stream<String> unresolved(DeclarationSnippet snippet) {
        return shell.unresolvedDependencies(snippet);
    }

    private static int leadingBlank(String code) {
        int i = 0;
        while (i < code.length() && Character.isWhitespace(code.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int lines(String text, int end) {
        return (int) text.substring(0, Math.min(end, text.length()))
                .chars()
                .filter(c -> c == '\n')
                .count();
    }

    private final class InProcess implements ExecutionControlProvider {
        @Override
        public String name() {
            return "egpo";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return thread;
        }
    }
}
