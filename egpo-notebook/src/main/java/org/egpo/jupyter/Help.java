package org.egpo.jupyter;

import java.io.File;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** What Jupyter shows for shift-tab: the signature and the Javadoc of the name at the cursor, our library's included. */
public final class Help {
    /** Folders of Java sources, which hold the Javadoc; set by the kernelspec. */
    private static final String SOURCES = "egpo.sources";

    private static boolean sourcesKnown;

    private Help() {}

    /** {@code JavaKernel.inspect}; null for nothing known. */
    public static synchronized DisplayData inspect(Object kernel, String code, int cursor, boolean detailed) {
        SourceCodeAnalysis analysis = Cells.shell().sourceCodeAnalysis();
        if (!sourcesKnown) {
            sourcesKnown = true;
            addSources(analysis);
        }
        int end = Math.max(0, Math.min(cursor, code.length()));
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        String snippet = lastSnippet(analysis, code.substring(0, end));
        int name = snippet.length();
        while (name > 0 && Character.isJavaIdentifierPart(snippet.charAt(name - 1))) {
            name--;
        }
        return Stream.of(snippet + "(", snippet, "new " + snippet.substring(name) + "(")
                .map(text -> analysis.documentation(text, text.length(), true))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .map(found -> new DisplayData(found.stream().map(Help::text).collect(Collectors.joining("\n\n"))))
                .orElse(null);
    }

    private static String text(Documentation found) {
        String javadoc = found.javadoc();
        return found.signature() + (javadoc == null || javadoc.isBlank() ? "" : "\n" + javadoc.strip());
    }

    private static String lastSnippet(SourceCodeAnalysis analysis, String code) {
        CompletionInfo info = analysis.analyzeCompletion(code);
        while (info.completeness().isComplete() && !info.remaining().isBlank()) {
            code = info.remaining();
            info = analysis.analyzeCompletion(code);
        }
        return code;
    }

    /** JShell reads Javadoc from the JDK's sources alone; without its private list there are signatures only. */
    private static void addSources(SourceCodeAnalysis analysis) {
        List<Path> sources = new ArrayList<>();
        for (String folder : System.getProperty(SOURCES, "").split(File.pathSeparator)) {
            sources.add(Path.of(folder));
        }
        try {
            Field known = analysis.getClass().getDeclaredField("availableSources");
            known.setAccessible(true);
            known.set(analysis, sources);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // signatures without Javadoc
        }
    }
}
